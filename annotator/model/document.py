"""An article: its immutable text, what is known about it, and its zones."""

import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from annotator.model.ids import AnnotatorId, DocumentId, document_id


class ZoneKind(StrEnum):
    """What a stretch of the page is."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    OTHER = "other"


class ZoneOrigin(StrEnum):
    """Whether the program proposed a zone or a person confirmed it."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


class DocumentState(StrEnum):
    """How far one annotator is with one document; skipped is not 'found nothing'."""

    TODO = "todo"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


class Role(StrEnum):
    """What an annotator does in a project; a second pass is somebody who labels her own articles again."""

    ANNOTATOR = "annotator"
    LEAD = "lead"
    GOLD = "gold"
    SUGGESTER = "suggester"
    SECOND_PASS = "second_pass"


@dataclass(frozen=True, slots=True)
class Annotator:
    """Somebody, or something, whose spans are told apart; the name is unique (NFC, case-folded)."""

    id: AnnotatorId
    name: str
    role: Role = Role.ANNOTATOR


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """A marked stretch of the page, half-open code points; marked, never cut."""

    start: int
    end: int
    kind: ZoneKind
    origin: ZoneOrigin = ZoneOrigin.PROPOSED

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a zone needs 0 <= start < end, not {self.start}-{self.end}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article. `published` is ISO, `published_raw` the words as printed."""

    title: str = ""
    outlet: str = ""
    author: str = ""
    published: str = ""
    published_raw: str = ""
    url: str = ""
    language: str = ""
    source_file: str = ""
    encoding: str = ""
    raw_sha256: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An article. The text never changes after import; `tokens` are bounds that an import brought."""

    id: DocumentId
    text: str
    sha256: str
    metadata: Metadata = field(default_factory=Metadata)
    zones: tuple[Zone, ...] = ()
    tokens: tuple[tuple[int, int], ...] = ()
    position: int = 0

    @classmethod
    def of(cls, text: str, metadata: Metadata | None = None, zones: tuple[Zone, ...] = ()) -> Self:
        """Make the document of a normalised text."""
        digest = text_sha256(text)
        return cls(document_id(digest), text, digest, metadata or Metadata(), zones)

    @property
    def title(self) -> str:
        """The title, or the first words when none is known."""
        return self.metadata.title or " ".join(self.text.split()[:8]) or "(empty article)"

    def with_metadata(self, metadata: Metadata) -> Self:
        """Return the same document known better."""
        return replace(self, metadata=metadata)


def text_sha256(text: str) -> str:
    """Hash a text (UTF-8; lone surrogates, which a stored text never holds, are passed through)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
