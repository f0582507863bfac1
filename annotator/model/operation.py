"""What happened: operations made of before and after images of records."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.ids import AnnotatorId, DocumentId, OperationId

Value = str | int | float | None
Image = Mapping[str, Value]


class RecordKind(StrEnum):
    """The kinds of record that operations change; the value is the table's name."""

    DOCUMENT = "document"
    ZONE = "zone"
    LAYER = "layer"
    LABEL = "label"
    RELATION_LABEL = "relation_label"
    ANNOTATOR = "annotator"
    SPAN = "span"
    RELATION = "relation"
    DOCUMENT_STATE = "document_state"
    SUGGESTION_DECISION = "suggestion_decision"
    DECISION = "decision"
    DECISION_SOURCE = "decision_source"
    AUTHORITY = "authority"
    GUIDELINE = "guideline"
    ASSIGNMENT = "assignment"
    NEVER_SUGGEST = "never_suggest"
    TERM_LIST = "term_list"


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None where it did not or does not exist."""

    kind: RecordKind
    id: str
    before: Image | None
    after: Image | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError(f"a change of {self.kind} {self.id} needs a before or an after")

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.kind, self.id, self.after, self.before)

    @property
    def document(self) -> DocumentId | None:
        """The document that the record belongs to, if its image says so."""
        image = self.after if self.after is not None else self.before
        assert image is not None
        key = "id" if self.kind is RecordKind.DOCUMENT else "document"
        value = image.get(key)
        return DocumentId(value) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that somebody did, in one transaction; `words` describe it, `counter` orders it."""

    id: OperationId
    replica: str
    counter: int
    actor: AnnotatorId
    at: str
    kind: str
    words: str
    scheme_revision: int
    changes: tuple[Change, ...]
    undo_of: OperationId | None = None

    def touches(self, document: DocumentId) -> bool:
        """Tell whether a record of the document changed; changes of the scheme touch every document."""
        return any(
            change.document == document
            or change.kind in (RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL)
            for change in self.changes
        )

    def changed(self, kind: RecordKind) -> tuple[Change, ...]:
        """List the changes of one kind of record."""
        return tuple(change for change in self.changes if change.kind is kind)
