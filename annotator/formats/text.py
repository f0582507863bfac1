"""Reads plain text files: one article each."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import (
    LARGEST_ARTICLE_BYTES,
    Companion,
    Counts,
    ForeignDocument,
    Item,
    Line,
    Place,
)
from annotator.model.document import Metadata
from annotator.text.decode import decode


class TextFormat:
    """An article as a text file of any encoding; title, date and zones are proposed later."""

    name = "text"
    title = "Plain text"
    schema = "text"
    extensions = (".txt", ".text")
    reads = True
    writes = False
    keeps = "the text; annotations are not part of the format"

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read the one article of a file; raises UserError for what is no text, empty or above 50 MB."""
        data = _bytes_of(path)
        try:
            decoded = decode(data)
        except UserError as error:
            raise UserError(f"The file {path} was not imported: {error}") from error
        if not decoded.text.strip():
            raise UserError(f"The file {path} holds only blanks: there is nothing to label in it.")
        metadata = Metadata(source_file=name, encoding=decoded.encoding, raw_sha256=hashlib.sha256(data).hexdigest())
        yield ForeignDocument(Place(str(path)), decoded.text, metadata=metadata)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Refuse: labels cannot be kept in plain text."""
        raise UserError("Plain text cannot hold labels: export as jsonl instead.")

    def verify(self, path: Path) -> Counts:
        """Refuse: nothing is written in this format."""
        raise UserError(f"Plain text cannot hold labels: {path} was not checked.")

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside a text."""
        return ()


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_ARTICLE_BYTES + 1)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
    if not data:
        raise UserError(f"The file {path} is empty (0 bytes): there is nothing to import in it.")
    if len(data) > LARGEST_ARTICLE_BYTES:
        raise UserError(f"The file {path} is larger than 50 MB, too large for one article: split it.")
    return data
