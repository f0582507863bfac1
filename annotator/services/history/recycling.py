"""The recycle bin: what was deleted, by whom and when; restoring brings a record back under its own id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from annotator.errors import UserError
from annotator.model.document import Annotator, Role
from annotator.model.ids import OperationId
from annotator.model.operation import Change, Image, Operation, RecordKind
from annotator.services.carriers import NamesNow
from annotator.services.commands import Plan, check_place
from annotator.services.project import Project
from annotator.services.reading import Reader, counted, shortened
from annotator.storage import journal
from annotator.storage.deletions import Deletion, deletions
from annotator.storage.rows import change, span_of

KINDS = (RecordKind.DOCUMENT, RecordKind.LABEL, RecordKind.RELATION_LABEL, RecordKind.SPAN)
MOST = 2_000
_NAMED = (RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL)
# What a record needs to exist: the column that names it and its kind.
_NEEDS = {
    RecordKind.ZONE: (("document", RecordKind.DOCUMENT),),
    RecordKind.DOCUMENT_STATE: (("document", RecordKind.DOCUMENT), ("annotator", RecordKind.ANNOTATOR)),
    RecordKind.ASSIGNMENT: (("document", RecordKind.DOCUMENT), ("annotator", RecordKind.ANNOTATOR)),
    RecordKind.SPAN: (
        ("document", RecordKind.DOCUMENT),
        ("annotator", RecordKind.ANNOTATOR),
        ("layer", RecordKind.LAYER),
        ("label", RecordKind.LABEL),
    ),
    RecordKind.RELATION: (
        ("from_span", RecordKind.SPAN),
        ("to_span", RecordKind.SPAN),
        ("label", RecordKind.RELATION_LABEL),
    ),
    RecordKind.SUGGESTION_DECISION: (("document", RecordKind.DOCUMENT),),
    RecordKind.DECISION: (("document", RecordKind.DOCUMENT),),
    RecordKind.DECISION_SOURCE: (("document", RecordKind.DOCUMENT), ("decision", RecordKind.DECISION)),
    RecordKind.LABEL: (("layer", RecordKind.LAYER),),
}
_ORDER = (
    *(RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL, RecordKind.DOCUMENT, RecordKind.ZONE),
    *(RecordKind.DOCUMENT_STATE, RecordKind.ASSIGNMENT, RecordKind.SPAN, RecordKind.RELATION),
    *(RecordKind.SUGGESTION_DECISION, RecordKind.DECISION, RecordKind.DECISION_SOURCE),
)


@dataclass(frozen=True, slots=True)
class RestoreRecords:
    """Bring a deleted record back, with what the same operation deleted with it and what still fits."""

    kind: RecordKind
    record: str
    deletion: OperationId
    with_spans: bool = True

    def plan(self, reader: Reader) -> Plan:
        """Refuse what is there already, and what needs something that is gone."""
        operation = journal.operation(reader.file.db, self.deletion)
        gone = next((one for one in operation.changes if self._is_it(one)), None) if operation else None
        back = [] if operation is None or self.kind is RecordKind.SPAN else [one.inverse for one in operation.changes]
        labels = NamesNow(reader, back)
        image = labels.written(self.kind, gone.before) if gone else None
        if operation is None or image is None:
            raise UserError("The recycle bin no longer knows this record: open the bin again.")
        self._check(reader, image)
        returning = _Returning(reader)
        returning.add(self.kind, image)
        for one in sorted(self._companions(operation), key=lambda one: _ORDER.index(one.kind)):
            companion = labels.written(one.kind, one.before)
            if companion is not None:
                returning.add_if_fitting(one.kind, companion)
        changes = tuple(returning.changes)
        spans = sum(one.kind is RecordKind.SPAN for one in changes if one.before is None)
        with_what = f" and {counted(spans, 'span')}" if self.kind is not RecordKind.SPAN and spans else ""
        return Plan(f"restore “{shortened(name_of(self.kind, image))}”{with_what}", changes)

    def _is_it(self, one: Change) -> bool:
        return one.kind is self.kind and one.id == self.record and one.after is None

    def _companions(self, operation: Operation) -> Iterator[Change]:
        """Find what went with the record in the same operation; of a span its links only."""
        for one in operation.changes:
            if one.id == self.record or one.kind not in _ORDER or one.before is None:
                continue
            if self.kind is RecordKind.SPAN:
                if one.kind is RecordKind.RELATION and self.record in (one.before["from_span"], one.before["to_span"]):
                    yield one
            elif self.kind is RecordKind.DOCUMENT or self.with_spans:
                yield one

    def _check(self, reader: Reader, image: Image) -> None:
        name = shortened(name_of(self.kind, image))
        if self.kind is RecordKind.SPAN and image["annotator"] != reader.actor:
            raise UserError(f"The span “{name}” belongs to another annotator and was not restored.")
        if reader.image(self.kind, self.record) is not None:
            raise UserError(f"“{name}” is in the project already: nothing was restored.")
        if self.kind in _NAMED and _by_name(reader, self.kind, str(image["name"])):
            raise UserError(f"The scheme has another {name} now: rename that one, then restore.")
        missing = _missing(_Returning(reader), self.kind, image)
        if missing is not None:
            raise UserError(f"“{name}” needs the {missing}, which is deleted too: restore that first.")
        if self.kind is RecordKind.SPAN:
            check_place(span_of(image), reader.label(str(image["label"])), reader)


@dataclass(frozen=True, slots=True)
class Binned:
    """One line of the recycle bin: what was deleted, by whom, when and in which operation."""

    kind: RecordKind
    id: str
    name: str
    detail: str
    who: str
    at: str
    words: str
    operation: OperationId
    image: Image


def recycle_bin(project: Project, annotator: Annotator, kind: RecordKind | None = None) -> tuple[Binned, ...]:
    """List what was deleted, newest first; of others' spans only a lead sees any."""
    kinds = KINDS if kind is None else (kind,)
    names = {one.id: one.name for one in project.annotators()}
    titles: dict[str, str] = {one.id: one.title for one in project.summaries(annotator.id)}
    with project.file.reading() as db:
        shown = (one for one in deletions(db, kinds) if _is_shown(one, annotator, titles))
        return tuple(_binned(one, names.get(one.actor, "import"), titles) for one in islice(shown, MOST))


def name_of(kind: RecordKind, image: Image) -> str:
    """Name a record as its annotator knows it."""
    return str(image[{RecordKind.DOCUMENT: "title", RecordKind.SPAN: "text"}.get(kind, "name")])


class _Returning:
    """Collects what comes back and knows what is there then."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._back: set[tuple[RecordKind, str]] = set()
        self.changes: list[Change] = []

    def add(self, kind: RecordKind, image: Image) -> None:
        """Bring a record back, or back to what it was."""
        now = self._reader.image(kind, str(image["id"]))
        if now != image:
            self.changes.append(change(kind, now, image))
        self._back.add((kind, str(image["id"])))
        if kind in _NAMED:
            self._back.add((kind, str(image["name"])))

    def add_if_fitting(self, kind: RecordKind, image: Image) -> None:
        """Bring a record back unless something that it needs is gone, or it has changed since."""
        now = self._reader.image(kind, str(image["id"]))
        moved = (
            now is not None
            and kind is RecordKind.SPAN
            and {**now, "label": "", "layer": ""}
            == {
                **image,
                "label": "",
                "layer": "",
            }
        )
        if (now is None or moved) and _missing(self, kind, image) is None:
            self.add(kind, image)

    def has(self, kind: RecordKind, identity: str) -> bool:
        """Tell whether a record is there, or comes back too."""
        if (kind, identity) in self._back:
            return True
        if kind in _NAMED:
            return _by_name(self._reader, kind, identity)
        return self._reader.image(kind, identity) is not None


def _missing(there: _Returning, kind: RecordKind, image: Image) -> str | None:
    for column, needed in _NEEDS.get(kind, ()):
        identity = str(image[column])
        if not there.has(needed, identity):
            word = "article" if needed is RecordKind.DOCUMENT else needed.value.replace("_", " ")
            return f"{word} {identity}" if needed in _NAMED else word
    return None


def _by_name(reader: Reader, kind: RecordKind, name: str) -> bool:
    scheme = reader.scheme()
    found = {
        RecordKind.LAYER: scheme.layer,
        RecordKind.LABEL: scheme.label,
        RecordKind.RELATION_LABEL: scheme.relation_label,
    }
    return found[kind](name) is not None


def _is_shown(one: Deletion, annotator: Annotator, titles: Mapping[str, str]) -> bool:
    """Show spans of articles that are there, to their annotator or a lead; of the rest everything."""
    if one.kind is not RecordKind.SPAN:
        return True
    own = one.image["annotator"] == annotator.id or annotator.role is Role.LEAD
    return own and one.image["document"] in titles


def _binned(one: Deletion, who: str, titles: Mapping[str, str]) -> Binned:
    image = one.image
    detail = f"{image['label']} in “{titles.get(str(image['document']), '')}”" if one.kind is RecordKind.SPAN else ""
    if one.kind is RecordKind.DOCUMENT:
        detail = str(image["outlet"])
    elif one.kind is RecordKind.LABEL:
        detail = f"layer {image['layer']}"
    return Binned(one.kind, one.id, name_of(one.kind, image), detail, who, one.at, one.words, one.operation, image)
