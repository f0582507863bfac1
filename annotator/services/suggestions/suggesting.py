"""Runs suggesters over the documents of a project and keeps what they propose."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from time import perf_counter

from annotator.model.document import Document
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.scheme import Scheme
from annotator.model.suggestion import Suggestion, SuggestionVerdict
from annotator.registry import Registry
from annotator.services.project import Project
from annotator.services.suggestions.parallel import Crew
from annotator.services.suggestions.runs import Keeping, Part, Request, is_current, parts_of, request_of
from annotator.services.worker_process import Report
from annotator.storage import suggestions as stored
from annotator.suggest.base import Suggester, Suggestions
from annotator.suggest.pipelines import NO_PIPELINE

MOST_JOBS = 16
LayerCounts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class SuggestReport:
    """What a run proposed; `remarks` are sentences about single articles, by title."""

    documents: int
    suggestions: LayerCounts
    pipeline: str
    seconds: float
    remarks: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the value that the command line prints."""
        return {
            "documents": self.documents,
            "suggestions": self.suggestions,
            "pipeline": self.pipeline,
            "seconds": round(self.seconds, 3),
            "remarks": [{"document": title, "remark": remark} for title, remark in self.remarks],
        }


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: `again` also where it was done, in `jobs` processes."""

    again: bool = False
    jobs: int = 1


ONCE = Effort()


def built_in_suggesters(pipeline: str = NO_PIPELINE) -> Registry[Suggester]:
    """Make the registry of suggesters: the rules with a pipeline or without, and plug-ins of `annotator.suggesters`."""
    return Registry("annotator.suggesters", lambda: (_voice(pipeline),))


def _voice(pipeline: str) -> Suggester:
    # Late: the rules take a tenth of a second to import, and in the window only their worker needs them.
    from annotator.suggest.voices import open_voice

    return open_voice(pipeline)


def suggest_project(
    project: Project,
    layers: Sequence[str] = (),
    pipeline: str = NO_PIPELINE,
    progress: Callable[[int], None] = lambda done: None,
    *,
    effort: Effort = ONCE,
) -> SuggestReport:
    """Suggest for every document of which this was not done yet, or for all again.

    With several processes a document whose process died twice is named in the remarks.

    Layers left out mean all. What was finished stays when this is broken off.
    Raises UserError for a layer or a pipeline that is not there.
    """
    began = perf_counter()
    request = request_of(project, layers, pipeline)
    voices = (*_voices(pipeline), *request.dictionaries())
    identities = project.document_ids()
    failures: Sequence[tuple[str, str]] = ()
    if effort.jobs > 1:
        crew = Crew(project, request, min(effort.jobs, MOST_JOBS))
        failures = crew.failures
        with closing(crew):
            crew.suggest(identities, progress, again=effort.again)
    else:
        keeping = Keeping(project, request)
        for done, identity in enumerate(identities, start=1):
            document = project.document(identity)
            if effort.again or not is_current(project, document, request):
                parts, remark = proposals(document, request, voices)
                keeping.keep(document, parts)
                keeping.finish(document, remark)
            progress(done)
        keeping.close()
    report = report_of(project, request, perf_counter() - began)
    return replace(report, remarks=(*report.remarks, *failures))


def suggest_article(report: Report, document: Document, request: Request) -> str:
    """Suggest for one document in a worker's process: report Parts as they are found, give the remark."""
    remarks = []
    for voice in (*_kept_voices(request.pipeline), *_kept_dictionaries(request)):
        found = request.fitting(voice.suggest(document))
        for part in parts_of(voice.name, found):
            report(part)
        remarks.append(found.remark)
    return _joined(remarks)


def proposals(document: Document, request: Request, voices: Sequence[Suggester]) -> tuple[list[Part], str]:
    """Let every voice propose for a document; give the parts and the remark."""
    parts: list[Part] = []
    remarks = []
    for voice in voices:
        found = request.fitting(voice.suggest(document))
        parts += parts_of(voice.name, found)
        remarks.append(found.remark)
    return parts, _joined(remarks)


def report_of(project: Project, request: Request, seconds: float) -> SuggestReport:
    """Count what stands in a project of what a request asked for."""
    counts: Counter[tuple[str, str]] = Counter()
    remarks: list[tuple[str, str]] = []
    identities = project.document_ids()
    with project.file.reading() as db:
        for layer, label, count in stored.count_suggestions(db):
            counts[layer, label] += count if layer in request.layers else 0
        for title, remark in stored.remarks(db):
            remarks.append((title, remark))
    return SuggestReport(len(identities), _nested(counts, project.scheme), request.pipeline, seconds, tuple(remarks))


def suggest_for(project: Project, document: DocumentId) -> Suggestions:
    """Suggest for one document by the rules without keeping anything; what the scheme lacks is left out."""
    return request_of(project).fitting(_voice(NO_PIPELINE).suggest(project.document(document)))


def open_suggestions(project: Project, document: DocumentId, annotator: AnnotatorId) -> tuple[Suggestion, ...]:
    """List the suggestions of a document that an annotator has not decided on and has not labelled herself."""
    own = {(span.layer, span.label, span.fragments) for span in project.spans(document, annotator)}
    with project.file.reading() as db:
        decided = {one.place for one in stored.read_verdicts(db, document, annotator)}
        return tuple(one for one in stored.read_suggestions(db, document) if one.place not in decided | own)


def rejected_places(project: Project, document: DocumentId, annotator: AnnotatorId) -> frozenset[object]:
    """Tell which places of a document an annotator does not want to be asked about again."""
    with project.file.reading() as db:
        verdicts = stored.read_verdicts(db, document, annotator)
    return frozenset(one.place for one in verdicts if one.verdict is SuggestionVerdict.REJECTED)


def _voices(pipeline: str) -> list[Suggester]:
    """Choose the suggesters of a run; raises UserError for a pipeline that is not there or is not to be trusted."""
    return list(built_in_suggesters(pipeline))


@lru_cache(maxsize=2)
def _kept_voices(pipeline: str) -> tuple[Suggester, ...]:
    """Keep a worker's voices from one article to the next: a pipeline takes a second to load."""
    return tuple(_voices(pipeline))


@lru_cache(maxsize=1)
def _kept_dictionaries(request: Request) -> tuple[Suggester, ...]:
    return request.dictionaries()


def _joined(remarks: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(remark for remark in remarks if remark))


def _nested(counts: Counter[tuple[str, str]], scheme: Scheme) -> LayerCounts:
    """Arrange counts by layer and label in the scheme's order."""
    found: LayerCounts = {}
    for layer in scheme.layers:
        labels = {label.name: counts[layer.name, label.name] for label in scheme.labels_of(layer.name)}
        present = {name: count for name, count in labels.items() if count}
        if present:
            found[layer.name] = present
    return found
