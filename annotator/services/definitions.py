"""Finds spans that were labelled when their label was defined otherwise, and marks those that are still right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from annotator.model.annotation import Span
from annotator.model.ids import AnnotatorId, OperationId, SpanId
from annotator.model.operation import Image, RecordKind
from annotator.model.scheme import Label
from annotator.services.commands import Plan
from annotator.services.context_lines import ContextLine, context_line
from annotator.services.project import Project
from annotator.services.reading import Reader, shortened
from annotator.storage.guidelines import Labelling, bulk_operations, labellings
from annotator.storage.journal import bulk_changes, history
from annotator.storage.rows import change, span_image
from annotator.storage.scheme_rows import label_image

_MEANING = ("definition", "example", "counter_example")
_SLICE = 500
_Meaning = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfirmLabels:
    """Say that spans are still right under the definitions of now: nothing changes but the journal."""

    spans: tuple[SpanId, ...]

    def plan(self, reader: Reader) -> Plan:
        """Write each span as it is, once."""
        spans = [reader.own_span(identity) for identity in dict.fromkeys(self.spans)]
        images = [span_image(span) for span in spans]
        named = f"“{shortened(spans[0].text)}” {spans[0].label}" if len(spans) == 1 else f"{len(spans)} spans"
        return Plan(f"check {named}: still right", tuple(change(RecordKind.SPAN, one, one) for one in images))


def outdated_spans(project: Project, annotator: AnnotatorId) -> Iterator[tuple[ContextLine, ...]]:
    """Give one annotator's spans whose label meant something else when it was given, a few at a time."""
    for label in project.scheme.labels:
        meanings = _meanings(project, label)
        if len({meaning for _, meaning in meanings}) < 2:
            continue
        with project.file.reading() as db:
            done = labellings(db, annotator, label.name)
        given = {span: _given(steps) for span, steps in groupby(done, key=lambda one: one.span)}
        spans = _spans(project, annotator, label.name)
        yield from _imported({span.id for span in spans}, given, project)
        old = [span for span in spans if _meaning_at(given.get(span.id) or 0, meanings) != meanings[-1][1]]
        for identity, members in groupby(old, key=lambda span: span.document):
            document = project.document(identity)
            yield tuple(context_line(document, span.start, span.end, span.id) for span in members)


def _spans(project: Project, annotator: AnnotatorId, label: str) -> list[Span]:
    return [span for id in project.document_ids() for span in project.spans(id, annotator) if span.label == label]


def _meanings(project: Project, label: Label) -> tuple[tuple[int, _Meaning], ...]:
    """List what a label meant and from which revision of the scheme on, oldest first."""
    with project.file.reading() as db:
        operations = history(db, RecordKind.LABEL, label.id)
    steps: list[tuple[int, _Meaning]] = []
    for operation in operations:
        for one in operation.changed(RecordKind.LABEL):
            if one.id != label.id:
                continue
            if not steps and one.before is not None:
                steps.append((0, _meaning(one.before)))
            if one.after is not None:
                steps.append((operation.scheme_revision + 1, _meaning(one.after)))
    return (*steps, (project.scheme.revision + 1, _meaning(label_image(label))))


def _meaning(image: Image) -> _Meaning:
    return tuple(str(image[name]) for name in _MEANING)


def _meaning_at(revision: int, meanings: tuple[tuple[int, _Meaning], ...]) -> _Meaning:
    return next((meaning for since, meaning in reversed(meanings) if since <= revision), meanings[0][1])


def _given(steps: Iterable[Labelling]) -> int | None:
    """Find the scheme revision under which a span got its label, what was undone left out."""
    undone: set[OperationId] = set()
    for step in reversed(list(steps)):
        if step.undo_of is not None and step.operation not in undone:
            undone.add(step.undo_of)
        elif step.undo_of is None and step.operation not in undone and _sets_label(step):
            return step.scheme_revision
    return None


def _sets_label(step: Labelling) -> bool:
    return step.before != step.after or step.kind == ConfirmLabels.__name__


def _imported(
    wanted: set[SpanId], given: dict[SpanId, int | None], project: Project
) -> Iterator[tuple[ContextLine, ...]]:
    """Add the revisions of spans that came by an import; gives nothing, many times, so that nobody waits."""
    missing = {span for span in wanted if given.get(span) is None}
    with project.file.reading() as db:
        imports = bulk_operations(db) if missing else ()
    for operation, revision in imports:
        for number, one in enumerate(bulk_changes(project.file.db, operation)):
            if one.id in missing:
                given[SpanId(one.id)] = revision
            if number % _SLICE == 0:
                yield ()
