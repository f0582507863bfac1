"""Reads web archives (WARC): each page that was answered with HTML or text is one article."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Broken, Found, NoArticle, article_of, item_of
from annotator.formats.base import LARGEST_ARTICLE_BYTES, Item, Place
from annotator.formats.html_articles import page_articles
from annotator.formats.html_blocks import decode_page
from annotator.model.document import Metadata

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")


class WarcFormat(ArticleFormat):
    """Read record by record, so that an archive of many gigabytes fits."""

    name = "warc"
    title = "Web archive (WARC)"
    extensions = (".warc", ".gz")

    def recognises(self, path: Path) -> bool:
        """Tell whether the name is that of an archive: other compressed files are none."""
        return path.name.lower().endswith((".warc", ".warc.gz"))

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read an archive of any size; raises UserError when it is none."""
        try:
            with path.open("rb") as file:
                for number, found in enumerate(_found(file), start=1):
                    yield item_of(found, Place(f"{path}, record {number}"), name)
        except OSError as error:
            raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
        except UserError as error:
            raise UserError(f"The file {path} was not imported: {error}") from error

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read an archive inside another file."""
        return _found(io.BytesIO(data))


def _found(file: BinaryIO) -> Iterator[Found]:
    # Late: only this format needs it.
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(file):
            if record.rec_type in ("response", "resource"):
                yield from _record_articles(record)
    except (ArchiveLoadFailed, EOFError, ValueError, KeyError, AttributeError) as error:
        raise UserError(f"The archive cannot be read ({str(error)[:80]}): fetch it again.") from error


def _record_articles(record: "ArcWarcRecord") -> Iterator[Found]:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    headers = record.http_headers
    status = str(headers.get_statuscode()) if headers else "200"
    kind = str((headers or record.rec_headers).get_header("Content-Type") or "").lower()
    if not status.startswith("2") or not kind.startswith((*_PAGES, "text/plain")):
        yield NoArticle(f"{url} was answered with {status} and {kind or 'nothing'}, not with a page")
        return
    data = record.content_stream().read(LARGEST_ARTICLE_BYTES + 1)
    if len(data) > LARGEST_ARTICLE_BYTES:
        yield Broken(f"{url} is larger than 50 MB, too large for one article")
        return
    known = Metadata(url=url, extra=(("fetched", str(record.rec_headers.get_header("WARC-Date") or "")),))
    named = _CHARSET.search(kind)
    try:
        text = decode_page(data, named[1] if named else "").text
        if kind.startswith("text/plain"):
            yield article_of(known, [text])
        else:
            yield from page_articles(text, known=known)
    except UserError as error:
        yield Broken(f"{url}: {error}")
