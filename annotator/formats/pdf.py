"""Reads the text layer of PDF files."""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Broken, Found, article_of, one_line
from annotator.formats.foreign_readers import guarded_reading
from annotator.model.document import Metadata

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST_TEXT = 10_000_000
_LOCKED = "The PDF is locked by a password: unlock it and save it again."
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")
# A line much shorter than the others ends its paragraph.
_FULL_SHARE = 0.75


class PdfFormat(ArticleFormat):
    """One article; a page without a text layer is said to be scanned."""

    name = "pdf"
    title = "PDF with a text layer"
    extensions = (".pdf",)

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the pages; raises UserError for what is locked, scanned as a whole or no PDF."""
        pages, known = _read(data)
        scanned = [number for number, page in enumerate(pages, start=1) if not page.strip()]
        if len(scanned) == len(pages):
            raise UserError(
                "The PDF has no text layer, its pages are pictures (scanned): run it through a text recognition first."
            )
        yield article_of(known, [paragraph for page in pages for paragraph in _paragraphs(page)])
        for number in scanned:
            yield Broken(f"page {number} is a picture without text (scanned)")


def _read(data: bytes) -> tuple[list[str], Metadata]:
    # Late: 0.2 s that only PDF files need.
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with guarded_reading("The PDF"):
        reader = PdfReader(io.BytesIO(data))
        try:
            if reader.is_encrypted and not reader.decrypt(""):
                raise UserError(_LOCKED)
            return _texts(reader), _known(reader)
        except DependencyError as error:
            # Newer locks need a library that this program does not bring.
            raise UserError(_LOCKED) from error


def _texts(reader: "PdfReader") -> list[str]:
    texts: list[str] = []
    for page in reader.pages:
        texts.append(page.extract_text() or "")
        if sum(map(len, texts)) > LARGEST_TEXT:
            raise UserError("The PDF holds more than 10 million characters, too much for one article: split it.")
    return texts


def _known(reader: "PdfReader") -> Metadata:
    info = reader.metadata
    if info is None:
        return Metadata()
    title = one_line(str(info.title or ""))
    return Metadata(
        title="" if re.search(r"\.(?:docx?|pdf|html?)$|^(?:untitled|microsoft word)", title, re.IGNORECASE) else title,
        author=one_line(str(info.author or "")),
    )


def _paragraphs(page: str) -> Iterator[str]:
    """Join the lines of a page: a paragraph ends at an empty line, or at a short line that ends a sentence."""
    lines = [line.strip() for line in page.split("\n")]
    full = _FULL_SHARE * _usual_length(lines)
    gathered = ""
    for line in lines:
        if not line:
            yield from _told(gathered)
            gathered = ""
            continue
        joined = gathered.endswith(("\u00ad",)) or (gathered.endswith("-") and line[:1].islower())
        gathered = gathered[:-1] + line if joined else f"{gathered} {line}".strip()
        if len(line) < full and _ENDS_SENTENCE.search(line):
            yield gathered
            gathered = ""
    yield from _told(gathered)


def _told(paragraph: str) -> Iterator[str]:
    if paragraph:
        yield paragraph


def _usual_length(lines: Sequence[str]) -> int:
    lengths = sorted(len(line) for line in lines if line)
    return lengths[(3 * len(lengths)) // 4] if lengths else 0
