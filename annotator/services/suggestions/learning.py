"""Learns a pipeline from what an annotator accepted, and says label by label whether it beats rules and memory."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.learning.lessons import Lesson, Tally, divided, flat, tallies
from annotator.learning.training import found_by, train
from annotator.model.document import Document, DocumentState, Role, ZoneKind
from annotator.model.ids import AnnotatorId
from annotator.model.scheme import Scheme
from annotator.services.project import Project
from annotator.services.suggestions.remembering import Known, KnownWords, recall
from annotator.services.worker_process import Report
from annotator.suggest.pipelines import (
    BUNDLED,
    OWN,
    find_pipeline,
    learnt_pipelines_folder,
    shipped_pipeline,
)
from annotator.text.tokens import paragraphs, words

WORTH_FROM = 300
FEWEST = 8
# With fewer spans of a label in the examination, better or worse is chance.
TELLING = 5


@dataclass(frozen=True, slots=True)
class LearningPlan:
    """What is to be learnt: from whom, of which layer, the lessons, the articles of the examination, and where to."""

    annotator: str
    layer: str
    out: Path
    lessons: tuple[Lesson, ...]
    kept: tuple[Lesson, ...]
    articles: tuple[tuple[int, Document], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a label fared in the examination, learnt and as before; `takes_over` when learning is better."""

    label: str
    learnt: Tally
    before: Tally

    @property
    def takes_over(self) -> bool:
        """Whether what was learnt speaks for the label from now on."""
        return self.learnt.wanted >= TELLING and self.learnt.f1 > self.before.f1

    @property
    def sentence(self) -> str:
        """Say it plainly."""
        if self.learnt.wanted < TELLING:
            return f"{self.label}: too few spans ({self.learnt.wanted}) to tell; rules and memory stay."
        told = f"F1 {self.learnt.f1:.2f} against {self.before.f1:.2f} of rules and memory"
        return f"{self.label}: {'better' if self.takes_over else 'no better'}, {told}."


@dataclass(frozen=True, slots=True)
class LearningReport:
    """What came of it; `source` is the name that its suggestions will carry."""

    out: str
    source: str
    layer: str
    paragraphs: int
    kept: int
    verdicts: tuple[Verdict, ...]

    def as_json(self) -> dict[str, object]:
        """Give the value that the command line prints."""
        return {
            "out": self.out,
            "source": self.source,
            "layer": self.layer,
            "paragraphs": self.paragraphs,
            "held_out": self.kept,
            "labels": {
                one.label: {
                    "n": one.learnt.wanted,
                    "f1": round(one.learnt.f1, 4),
                    "rules_and_memory_f1": round(one.before.f1, 4),
                    "takes_over": one.takes_over,
                    "sentence": one.sentence,
                }
                for one in self.verdicts
            },
        }


def accepted_paragraphs(project: Project, annotator: AnnotatorId, layer: str) -> int:
    """Count the paragraphs that could be learnt from; learning is offered from WORTH_FROM."""
    return len(_lessons(project, annotator, layer)[0])


def plan_learning(project: Project, annotator: str, layer: str, out: Path) -> LearningPlan:
    """Gather the lessons of an annotator's layer.

    Raises UserError for a name, a layer or a place that will not do, and for too few lessons.
    """
    found = project.annotator(annotator)
    if found is None or found.role is Role.SUGGESTER:
        raise UserError(f"There is no annotator {annotator} to learn from: `annotator info` lists those there are.")
    _refuse_unknown(project.scheme, layer)
    if out.exists() and _version(out) == 0:
        raise UserError(f"{out} exists and was not learnt here: name another place.")
    lessons, articles = _lessons(project, found.id, layer)
    if len(lessons) < FEWEST or not any(lesson.spans for lesson in lessons):
        raise UserError(f"{annotator} has {len(lessons)} paragraphs with {layer} spans: mark at least {FEWEST} first.")
    learnt, kept = divided(lessons)
    examined = {lesson.article for lesson in kept}
    return LearningPlan(annotator, layer, out, learnt, kept, tuple(one for one in articles if one[0] in examined))


def count_lessons(_report: Report, project: Path, annotator: str, layer: str) -> int:
    """Count in a worker's process what could be learnt from."""
    with Project.open(project, read_only=True) as opened:
        found = opened.annotator(annotator)
        return accepted_paragraphs(opened, found.id, layer) if found is not None else 0


def learn_for_window(report: Report, project: Path, annotator: str, layer: str) -> LearningReport:
    """Learn in a worker's process and keep the outcome among this machine's pipelines."""
    with Project.open(project, read_only=True) as opened:
        plan = plan_learning(opened, annotator, layer, learnt_pipelines_folder() / f"{project.stem}-{layer}")
    return learn(report, plan)


def learn(report: Report, plan: LearningPlan) -> LearningReport:
    """Train, examine and save; runs in a worker's process, the finished folder appears at once or not at all."""
    version = (_version(plan.out) if plan.out.exists() else 0) + 1
    plan.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".learning-", dir=plan.out.parent) as scratch:
        folder = Path(scratch) / "pipeline"
        bundled = find_pipeline(BUNDLED).folder if shipped_pipeline() == BUNDLED else None
        language = train(report, plan.lessons, folder, starting_from=bundled)
        learnt = tallies(found_by(language, plan.kept), plan.kept)
        before = tallies(_before(report, plan), plan.kept)
        labels = sorted({label for lesson in (*plan.lessons, *plan.kept) for _, _, label in lesson.spans})
        verdicts = tuple(Verdict(one, learnt.get(one, Tally()), before.get(one, Tally())) for one in labels)
        _sign(folder, plan, version, verdicts)
        if plan.out.exists():
            shutil.rmtree(plan.out)
        folder.replace(plan.out)
    source = find_pipeline(str(plan.out)).source
    return LearningReport(str(plan.out), source, plan.layer, len(plan.lessons), len(plan.kept), verdicts)


def _lessons(
    project: Project, annotator: AnnotatorId, layer: str
) -> tuple[tuple[Lesson, ...], tuple[tuple[int, Document], ...]]:
    """List paragraphs with accepted spans; of an article that is done, all paragraphs."""
    lessons: list[Lesson] = []
    articles = []
    for number, identity in enumerate(project.document_ids()):
        spans = [span for span in project.spans(identity, annotator) if span.layer == layer]
        done = project.state(identity, annotator) is DocumentState.DONE
        if not spans and not done:
            continue
        document = project.document(identity)
        articles.append((number, document))
        bounds = [(start, end, span.label) for span in spans for start, end in span.fragments]
        lessons += [one for one in _paragraphs(document, number, bounds) if one.spans or done]
    return tuple(lessons), tuple(articles)


def _paragraphs(document: Document, number: int, bounds: Sequence[tuple[int, int, str]]) -> list[Lesson]:
    debris = [(zone.start, zone.end) for zone in document.zones if zone.kind is ZoneKind.BOILERPLATE]
    found = []
    for start, end in paragraphs(document.text):
        if any(start < stop and begin < end for begin, stop in debris):
            continue
        inside = flat((a - start, b - start, label) for a, b, label in bounds if start <= a and b <= end)
        found.append(Lesson(number, start, document.text[start:end], inside))
    return found


def _before(report: Report, plan: LearningPlan) -> list[tuple[tuple[int, int, str], ...]]:
    """List what rules, the bundled pipeline and the memory of the lessons find in the paragraphs kept apart."""
    # Late: only the process that learns needs the rules.
    from annotator.suggest.voices import open_voice

    voice = open_voice(shipped_pipeline())
    known = _known(plan)
    by_article: dict[int, list[tuple[int, int, str]]] = {}
    for number, document in plan.articles:
        report(None)
        spoken = [
            (span.start, span.end, span.label) for span in voice.suggest(document).spans if span.layer == plan.layer
        ]
        taken = sorted(spoken)
        for one in recall(report, document, known):
            if not any(one.start < end and start < one.end for start, end, _ in taken):
                spoken.append((one.start, one.end, one.label))
        by_article[number] = spoken
    return [
        tuple(
            (start - lesson.offset, end - lesson.offset, label)
            for start, end, label in by_article[lesson.article]
            if lesson.offset <= start and end <= lesson.offset + len(lesson.text)
        )
        for lesson in plan.kept
    ]


def _known(plan: LearningPlan) -> KnownWords:
    counted: Counter[tuple[str, str]] = Counter(
        (lesson.text[start:end], label) for lesson in plan.lessons for start, end, label in lesson.spans
    )
    known: KnownWords = {}
    seen: set[str] = set()
    for (text, label), count in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
        parts = tuple(text[start:end] for start, end in words(text))
        if text in seen or not parts or len(text) < 2:
            continue
        seen.add(text)
        known.setdefault(parts[0].casefold(), []).append(Known(parts, plan.layer, label, count, count, ()))
    for members in known.values():
        members.sort(key=lambda one: (-len(one.words), one.words))
    return known


def _sign(folder: Path, plan: LearningPlan, version: int, verdicts: Sequence[Verdict]) -> None:
    """Write into the pipeline what it was learnt from and for which labels it speaks."""
    path = folder / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["version"] = f"{version}.0.0"
    meta[OWN] = {
        "layer": plan.layer,
        "annotator": plan.annotator,
        "paragraphs": len(plan.lessons),
        "takes_over": [one.label for one in verdicts if one.takes_over],
        "examination": {one.label: {"learnt": asdict(one.learnt), "before": asdict(one.before)} for one in verdicts},
    }
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=1), encoding="utf-8")


def _version(folder: Path) -> int:
    """Give the version of a pipeline learnt here, 0 for anything else."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return int(str(meta["version"]).split(".")[0]) if OWN in meta else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _refuse_unknown(scheme: Scheme, layer: str) -> None:
    known = [one.name for one in scheme.layers]
    if layer not in known:
        raise UserError(f"The scheme has no layer {layer}: choose one of {', '.join(known)}.")
