"""Finds spans that were labelled when their label was defined otherwise, and marks those that are still right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from annotator.model.ids import AnnotatorId, DocumentId, OperationId, SpanId
from annotator.model.operation import Image, RecordKind
from annotator.model.scheme import Label
from annotator.services.commands import Plan
from annotator.services.project import Project
from annotator.services.reading import Reader, shortened
from annotator.services.search.context_lines import ContextLine, context_line
from annotator.storage.guidelines import Labelling, bulk_operations, labellings
from annotator.storage.journal import bulk_changes, history
from annotator.storage.rows import change, span_image
from annotator.storage.scheme_rows import label_image

_MEANING = ("definition", "example", "counter_example")
_SLICE = 500
_Meaning = tuple[str, ...]
_Meanings = tuple[tuple[int, _Meaning], ...]


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
    """Give one annotator's spans whose label meant something else when it was given, article by article."""
    meanings = {label.name: _meanings(project, label) for label in project.scheme.labels}
    changed = {name: steps for name, steps in meanings.items() if len({meaning for _, meaning in steps}) > 1}
    imported: dict[str, int] | None = None
    for identity in project.document_ids() if changed else ():
        spans = [span for span in project.spans(identity, annotator) if span.label in changed]
        given = _given_in(project, identity, annotator) if spans else {}
        if imported is None and any(given.get(span.id) is None for span in spans):
            imported = {}
            yield from _imports_into(imported, project)
        old = [
            span for span in spans if _is_old(changed[span.label], given.get(span.id), (imported or {}).get(span.id))
        ]
        document = project.document(identity) if old else None
        yield tuple(context_line(document, span.start, span.end, span.id) for span in old if document)


def _is_old(meanings: _Meanings, given: int | None, imported: int | None) -> bool:
    """Compare what a label means with what it meant when it was given by hand or, else, by an import."""
    revision = next((one for one in (given, imported) if one is not None), 0)
    return _meaning_at(revision, meanings) != meanings[-1][1]


def _given_in(project: Project, document: DocumentId, annotator: AnnotatorId) -> dict[SpanId, int | None]:
    with project.file.reading() as db:
        done = labellings(db, document, annotator)
    return {span: _given(steps) for span, steps in groupby(done, key=_span_of)}


def _meanings(project: Project, label: Label) -> _Meanings:
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


def _meaning_at(revision: int, meanings: _Meanings) -> _Meaning:
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


def _span_of(step: Labelling) -> SpanId:
    return step.span


def _imports_into(revisions: dict[str, int], project: Project) -> Iterator[tuple[ContextLine, ...]]:
    """Note under which scheme each import came; gives nothing, many times, so that nobody waits."""
    with project.file.reading() as db:
        imports = bulk_operations(db)
    for operation, revision in imports:
        for number, one in enumerate(bulk_changes(project.file.db, operation)):
            if one.kind is RecordKind.SPAN:
                revisions[one.id] = revision
            if number % _SLICE == 0:
                yield ()
