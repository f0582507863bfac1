"""Takes in the relations of an import after its last line, when every span is there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, Place
from annotator.model.annotation import Relation
from annotator.model.ids import AnnotatorId, RelationId, SpanId, derived_id
from annotator.model.operation import Change, RecordKind
from annotator.services.importing.documents import DocumentIntake
from annotator.services.importing.local_ids import KnownIds
from annotator.services.importing.report import Tally
from annotator.services.importing.scheme import SchemeGrowth
from annotator.services.importing.spans import SpanIntake
from annotator.services.project import Project
from annotator.storage import annotations
from annotator.storage.rows import change, relation_image


@dataclass(frozen=True, slots=True)
class _Pending:
    relation: ForeignRelation
    annotator: AnnotatorId
    document: str
    place: Place
    origin: str
    id_space: str


class RelationIntake:
    """Keeps the relations of one import until their ends can be found."""

    def __init__(self, project: Project, growth: SchemeGrowth, tally: Tally) -> None:
        self._project = project
        self._growth = growth
        self._tally = tally
        self._pending: list[_Pending] = []
        self.known_ids: KnownIds = {}

    def keep(self, foreign: ForeignDocument, annotator: AnnotatorId, *, origin: str) -> None:
        """Remember the relations of one line."""
        self._pending += (
            _Pending(relation, annotator, foreign.document, foreign.place, origin, foreign.id_space)
            for relation in foreign.relations
        )

    def resolve(self, spans: SpanIntake, documents: DocumentIntake) -> Iterator[Change]:
        """Yield the new relations; those without both ends are told."""
        met: dict[str, Relation] = {}
        numbers: Counter[str] = Counter()
        for pending in map(self._with_known_end, self._pending):
            label = self._growth.relation_label(pending.relation.label)
            reason = label if isinstance(label, str) else _missing_end(pending, spans, documents)
            if reason:
                self._reject(pending, reason)
                continue
            relation = _made(pending, label[1], numbers)
            yield from self._growth.take_changes()
            yield from self._added(relation, met, pending)

    def _with_known_end(self, pending: _Pending) -> _Pending:
        """Find the end in another item of a file whose ids count in all of it."""
        link = pending.relation
        end = self.known_ids.get((pending.id_space, pending.annotator, link.to_span)) if pending.id_space else None
        return replace(pending, relation=replace(link, to_span=end)) if end else pending

    def _added(self, relation: Relation, met: dict[str, Relation], pending: _Pending) -> Iterator[Change]:
        with self._project.file.reading() as db:
            before = met.get(relation.id) or annotations.read_relation(db, relation.id)
        if before is None:
            met[relation.id] = relation
            self._tally.relations_added += 1
            yield change(RecordKind.RELATION, None, relation_image(relation))
        elif _content(before) == _content(relation):
            self._tally.relations_known += 1
        else:
            self._reject(pending, "it differs from the stored relation")

    def _reject(self, pending: _Pending, reason: str) -> None:
        link = pending.relation
        called = link.id or f"{link.label} {link.from_span} > {link.to_span}"
        self._tally.faults.append(Fault(FaultKind.RELATION, pending.place, reason, pending.document, called))


def _missing_end(pending: _Pending, spans: SpanIntake, documents: DocumentIntake) -> str:
    """Say what is wrong with the ends of a relation, or nothing."""
    link = pending.relation
    if link.from_span == link.to_span:
        return "it links a span with itself"
    for end in (link.from_span, link.to_span):
        owner = spans.owner(end)
        if owner is None:
            return f"its span {end} is not there"
        if owner.annotator != pending.annotator:
            return f"its span {end} belongs to another annotator"
    target = spans.owner(link.to_span)
    to_document = documents.stored_id(pending.place.path, link.to_document)
    if to_document and target is not None and target.document != to_document:
        return f"its span {link.to_span} is not in document {link.to_document}"
    return ""


def _made(pending: _Pending, label: str, numbers: Counter[str]) -> Relation:
    link = pending.relation
    identity = link.id
    if not identity:
        parts = (pending.annotator, label, link.from_span, link.to_span)
        key = derived_id(*parts)
        identity = derived_id(*parts, numbers[key])
        numbers[key] += 1
    return Relation(
        RelationId(identity),
        label,
        SpanId(link.from_span),
        SpanId(link.to_span),
        pending.annotator,
        attributes=link.attributes,
        note=link.note,
        origin=pending.origin,
    )


def _content(relation: Relation) -> tuple[str, str, str, str]:
    """What the files say of a relation: notes and attributes do not travel."""
    return (relation.label, relation.from_span, relation.to_span, relation.annotator)
