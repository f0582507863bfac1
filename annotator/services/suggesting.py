"""Runs suggesters over the documents of a project and keeps what they propose."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.ids import AnnotatorId, DocumentId, derived_id, random_id
from annotator.model.scheme import Scheme
from annotator.model.suggestion import SuggestedRelation, Suggestion, SuggestionId, SuggestionVerdict
from annotator.registry import Registry
from annotator.services.project import Project
from annotator.storage import suggestions as stored
from annotator.suggest.base import Suggested, Suggester, Suggestions
from annotator.suggest.rules import Rules

NO_PIPELINE = "none"
# Helpers are there for the quotes that they belong to.
COMPANIONS = {"quote": ("helper",)}
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


def built_in_suggesters() -> Registry[Suggester]:
    """Make the registry of suggesters: the rules, and plug-ins of `annotator.suggesters`."""
    return Registry("annotator.suggesters", (Rules(),))


def suggest_project(
    project: Project,
    layers: Sequence[str] = (),
    pipeline: str = NO_PIPELINE,
    progress: Callable[[int], None] = lambda done: None,
) -> SuggestReport:
    """Suggest for every document; a source's earlier suggestions of a document are replaced in one unit.

    Layers left out mean all. Raises UserError for a layer or a pipeline that is not there.
    """
    began = perf_counter()
    wanted = _wanted_layers(project.scheme, layers)
    voices = [(suggester, _run(suggester, layers, pipeline)) for suggester in _voices(pipeline)]
    with project.file.unit() as db:
        for _, run in voices:
            stored.begin_run(db, run)
    counts: Counter[tuple[str, str]] = Counter()
    remarks: list[tuple[str, str]] = []
    identities = project.document_ids()
    for done, identity in enumerate(identities, start=1):
        document = project.document(identity)
        for suggester, run in voices:
            found = _fitting(suggester.suggest(document), project.scheme, wanted)
            _store(project, run, document, found, kept_layers=_other_layers(project.scheme, wanted))
            counts.update((span.layer, span.label) for span in found.spans)
            if found.remark:
                remarks.append((document.title, found.remark))
        progress(done)
    with project.file.unit() as db:
        stored.forget_empty_runs(db)
    return SuggestReport(
        len(identities), _nested(counts, project.scheme), pipeline, perf_counter() - began, tuple(remarks)
    )


def suggest_for(project: Project, document: DocumentId) -> Suggestions:
    """Suggest for one document by the rules without keeping anything; what the scheme lacks is left out."""
    return _fitting(Rules().suggest(project.document(document)), project.scheme, _wanted_layers(project.scheme, ()))


def open_suggestions(project: Project, document: DocumentId, annotator: AnnotatorId) -> tuple[Suggestion, ...]:
    """List the suggestions of a document that an annotator has not decided on and has not labelled herself."""
    db = project.file.db
    decided = {one.place for one in stored.read_verdicts(db, document, annotator)}
    own = {(span.layer, span.label, span.fragments) for span in project.spans(document, annotator)}
    return tuple(one for one in stored.read_suggestions(db, document) if one.place not in decided | own)


def rejected_places(project: Project, document: DocumentId, annotator: AnnotatorId) -> frozenset[object]:
    """Tell which places of a document an annotator does not want to be asked about again."""
    verdicts = stored.read_verdicts(project.file.db, document, annotator)
    return frozenset(one.place for one in verdicts if one.verdict is SuggestionVerdict.REJECTED)


def _voices(pipeline: str) -> list[Suggester]:
    """Choose the suggesters of a run."""
    if pipeline != NO_PIPELINE:
        raise UserError(f"There is no pipeline {pipeline}: use none, or install one first.")
    return list(built_in_suggesters())


def _wanted_layers(scheme: Scheme, layers: Sequence[str]) -> frozenset[str]:
    known = [layer.name for layer in scheme.layers]
    if unknown := [layer for layer in layers if layer not in known]:
        raise UserError(f"The scheme has no layer {unknown[0]}: choose one of {', '.join(known)}.")
    chosen = layers or known
    return frozenset(chosen) | {companion for layer in chosen for companion in COMPANIONS.get(layer, ())}


def _run(suggester: Suggester, layers: Sequence[str], pipeline: str) -> stored.SuggestionRun:
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    settings = json.dumps({"layers": list(layers), "pipeline": pipeline}, sort_keys=True)
    return stored.SuggestionRun(random_id(), suggester.name, at, settings)


def _fitting(found: Suggestions, scheme: Scheme, wanted: frozenset[str]) -> Suggestions:
    """Leave out what is not wanted and what the scheme does not know or has switched off."""
    labels = {(label.layer, label.name) for label in scheme.enabled_labels if label.layer in wanted}
    spans = tuple(span for span in found.spans if (span.layer, span.label) in labels)
    kept = {span.place for span in spans}
    links = tuple(
        link
        for link in found.links
        if scheme.relation_label(link.label) and link.from_span.place in kept and link.to_span.place in kept
    )
    return Suggestions(spans, links, found.remark)


def _other_layers(scheme: Scheme, wanted: frozenset[str]) -> frozenset[str]:
    return frozenset(layer.name for layer in scheme.layers) - wanted


def _store(
    project: Project,
    run: stored.SuggestionRun,
    document: Document,
    found: Suggestions,
    *,
    kept_layers: frozenset[str],
) -> None:
    """Replace what a source said of a document; what it said of layers that were not asked for stays."""
    spans = [_suggestion(document.id, run.source, span) for span in found.spans]
    relations = [
        SuggestedRelation(
            derived_id("suggested-relation", document.id, run.source, link.label, *_ends(link.from_span, link.to_span)),
            document.id,
            link.label,
            _identity(document.id, run.source, link.from_span),
            _identity(document.id, run.source, link.to_span),
            run.source,
            link.rule,
            link.score,
        )
        for link in found.links
    ]
    with project.file.unit() as db:
        if kept_layers:
            earlier = [one for one in stored.read_suggestions(db, document.id) if one.source == run.source]
            spans += [one for one in earlier if one.layer in kept_layers]
            relations += _surviving(stored.read_suggested_relations(db, document.id), spans, relations)
        stored.replace_suggestions(db, run, document.id, spans, relations)


def _surviving(
    earlier: Sequence[SuggestedRelation], spans: Sequence[Suggestion], new: Sequence[SuggestedRelation]
) -> list[SuggestedRelation]:
    """List the earlier relations whose ends are both still there."""
    there, known = {one.id for one in spans}, {one.id for one in new}
    return [
        one for one in earlier if one.from_suggestion in there and one.to_suggestion in there and one.id not in known
    ]


def _ends(from_span: Suggested, to_span: Suggested) -> tuple[object, object]:
    return (from_span.place, to_span.place)


def _identity(document: DocumentId, source: str, span: Suggested) -> SuggestionId:
    return SuggestionId(derived_id("suggestion", document, source, *span.place))


def _suggestion(document: DocumentId, source: str, span: Suggested) -> Suggestion:
    return Suggestion(
        _identity(document, source, span),
        document,
        span.layer,
        span.label,
        span.fragments,
        span.attributes,
        source,
        span.rule,
        span.score,
    )


def _nested(counts: Counter[tuple[str, str]], scheme: Scheme) -> LayerCounts:
    """Arrange counts by layer and label in the scheme's order."""
    found: LayerCounts = {}
    for layer in scheme.layers:
        labels = {label.name: counts[layer.name, label.name] for label in scheme.labels_of(layer.name)}
        present = {name: count for name, count in labels.items() if count}
        if present:
            found[layer.name] = present
    return found
