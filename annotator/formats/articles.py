"""What every format that only brings articles has in common: bytes in, articles out, nothing written."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import (
    LARGEST_ARTICLE_BYTES,
    Aside,
    Companion,
    Counts,
    Fault,
    FaultKind,
    ForeignDocument,
    Item,
    Line,
    Place,
)
from annotator.model.document import Metadata, Zone
from annotator.text.dates import PrintedDate
from annotator.text.foreign_dates import read_any_date


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a file has it; `zones` are None where they are to be proposed, `line` is 0 in bundles."""

    text: str
    metadata: Metadata
    zones: tuple[Zone, ...] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """An item of a file that should have been an article, and why it is none."""

    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class NoArticle:
    """An item of a file that is no article and harms nobody, and what it is instead."""

    reason: str
    line: int = 0


Found = Article | Broken | NoArticle


class ArticleFormat(ABC):
    """A format that is read from bytes, so that a file inside a ZIP is read like one on the disk."""

    name: str
    title: str
    extensions: tuple[str, ...]
    reads = True
    writes = False
    keeps = "the text and what the file knows of the article; annotations are not part of the format"
    largest = LARGEST_ARTICLE_BYTES

    @property
    def schema(self) -> str:
        """The name: nothing is written."""
        return self.name

    @abstractmethod
    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Find the articles in a file's bytes; raises UserError, whose sentence does not name the file."""

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file; raises UserError when it cannot be read or is none of this format."""
        return self.items(bytes_of(path, self.largest), str(path), name)

    def items(self, data: bytes, place: str, name: str) -> Iterator[Item]:
        """Read the bytes of a file that stands at a place."""
        digest = hashlib.sha256(data).hexdigest()
        number = 0
        try:
            for found in self.articles(data, name):
                number += 1
                yield item_of(found, Place(place, found.line), name, digest)
        except UserError as error:
            where = f" ({number} articles were read before)" if number else ""
            raise UserError(f"The file {place} was not imported{where}: {error}") from error

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Refuse: labels cannot be kept in such a file."""
        raise UserError(f"{self.title} cannot hold labels: export as jsonl instead.")

    def verify(self, path: Path) -> Counts:
        """Refuse: nothing is written in this format."""
        raise UserError(f"{self.title} cannot hold labels: {path} was not checked.")

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside articles."""
        return ()


def item_of(found: Found, place: Place, name: str, digest: str = "") -> Item:
    """Turn what was found into an item of an import."""
    if isinstance(found, Broken):
        return Fault(FaultKind.DOCUMENT, place, found.reason)
    if isinstance(found, NoArticle):
        return Aside(place, found.reason)
    if not found.text.strip():
        return Fault(FaultKind.DOCUMENT, place, "it holds only blanks: there is nothing to label in it")
    metadata = replace(found.metadata, source_file=found.metadata.source_file or name, raw_sha256=digest)
    return ForeignDocument(place, found.text, metadata=metadata, zones=found.zones)


def bytes_of(path: Path, largest: int = LARGEST_ARTICLE_BYTES) -> bytes:
    """Read a file whole; raises UserError when it cannot be read, is empty or too large."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
    if not data:
        raise UserError(f"The file {path} is empty (0 bytes): there is nothing to import in it.")
    if len(data) > largest:
        megabytes = largest // 1024**2
        raise UserError(f"The file {path} is larger than {megabytes} MB, too large for this format: split it.")
    return data


def article_of(metadata: Metadata, paragraphs: Sequence[str], *, line: int = 0) -> Article:
    """Make an article whose title stands above its paragraphs, once."""
    body = [one for one in paragraphs if one.strip()]
    title = metadata.title
    if title and not (body and same_words(body[0], title)):
        body.insert(0, title)
    return Article("\n\n".join(body), metadata, line=line)


def with_encoding(found: Found, encoding: str) -> Found:
    """Remember how an article's file was encoded."""
    return replace(found, metadata=replace(found.metadata, encoding=encoding)) if isinstance(found, Article) else found


def same_words(first: str, second: str) -> bool:
    """Tell whether two texts are equal but for blanks and case."""
    return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()


def one_line(text: str) -> str:
    """Write what may be spread over lines on one."""
    return " ".join(text.split())


def dated(known: Metadata, raw: str) -> Metadata:
    """Add a date as it is printed, and as ISO where it can be read."""
    raw = one_line(raw)
    if not raw:
        return known
    printed = read_any_date(raw) or PrintedDate(raw, "")
    return replace(known, published=printed.iso, published_raw=raw)
