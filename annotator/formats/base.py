"""What readers of foreign files yield and what writers are given: neutral, frozen, with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from annotator.model.annotation import Attribute, Fragment, Provenance, Relation, Span
from annotator.model.document import Document, DocumentState, Metadata, Role, Zone

LARGEST_ARTICLE_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and a line of it (from 1) or 0."""

    path: str
    line: int = 0

    def saying(self, reason: str) -> str:
        """Put the line before a reason."""
        return f"line {self.line}: {reason}" if self.line else reason


class FaultKind(StrEnum):
    """What a fault makes unusable."""

    DOCUMENT = "document"
    SPAN = "span"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing of a file that cannot be taken; `document` and `id` are as the file names them."""

    kind: FaultKind
    place: Place
    reason: str
    document: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A span as a file has it: fragments in the file's own offsets, `text` None when the file stores none."""

    label: str
    fragments: tuple[Fragment, ...]
    text: str | None = None
    layer: str = ""
    id: str = ""
    attributes: tuple[Attribute, ...] = ()
    note: str = ""
    origin: str = ""
    score: float | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class ForeignRelation:
    """A relation as a file has it; the ends are the file's span ids."""

    label: str
    from_span: str
    to_span: str
    to_document: str = ""
    id: str = ""
    attributes: tuple[Attribute, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """An article, or one annotator's work on it, as a file has it.

    `text` is as written, before normalisation; `sha256` is what the file claims of it.
    `zones`, `tokens` and `metadata` are None where the file says nothing, `status` where
    it knows no state. `exact` promises that offsets are code points of `text`; without
    it the unit is found out by the spans' own text. `local_ids` says that span ids count
    within this item only, or within its `id_space` where it has one, such as a file.
    `loose_layers` says that layers are the file's own words: a label that is known keeps
    its layer.
    """

    place: Place
    text: str
    document: str = ""
    sha256: str = ""
    metadata: Metadata | None = None
    zones: tuple[Zone, ...] | None = None
    tokens: tuple[Fragment, ...] | None = None
    annotator: str = ""
    role: Role = Role.ANNOTATOR
    status: DocumentState | None = None
    spans: tuple[ForeignSpan, ...] = ()
    relations: tuple[ForeignRelation, ...] = ()
    exact: bool = True
    local_ids: bool = False
    id_space: str = ""
    loose_layers: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """Something of a file that is no article and was left aside: told, but no fault."""

    place: Place
    reason: str


Item = ForeignDocument | Fault | Aside


@dataclass(frozen=True, slots=True)
class Line:
    """One annotator's work on one document, ready to be written; spans and relations in export order.

    `to_documents` holds, for each relation, the document in which it ends.
    """

    document: Document
    annotator: str
    role: Role
    status: DocumentState
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    to_documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a written file holds."""

    documents: int = 0
    lines: int = 0
    spans: int = 0
    relations: int = 0


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that stands beside an export: OUT.`suffix` with its bytes."""

    suffix: str
    content: bytes = field(repr=False)


class Format(Protocol):
    """A format that is read, written or both."""

    @property
    def name(self) -> str:
        """The name that people type."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def schema(self) -> str:
        """The version of the format that is written, for the manifest."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """The ends of file names, with their dots, lower case."""

    @property
    def reads(self) -> bool:
        """Whether files can be imported."""

    @property
    def writes(self) -> bool:
        """Whether files can be exported."""

    @property
    def keeps(self) -> str:
        """What a round trip keeps, in words."""

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file item by item; `name` stands for it in places. Raises UserError when it is none."""

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write lines, piece by piece; the same lines give the same bytes."""

    def verify(self, path: Path) -> Counts:
        """Read a written file back without the writer's code; raises ValueError where it is wrong."""

    def companions(self) -> tuple[Companion, ...]:
        """The files that stand beside every export."""
