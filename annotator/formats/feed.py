"""Reads RSS and Atom files that were saved; what they link to is never fetched."""

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Broken, Found, article_of, dated, one_line
from annotator.formats.foreign_readers import guarded_reading
from annotator.formats.html_blocks import paragraphs_of, parse_page
from annotator.formats.recognising import head_of
from annotator.formats.safe_xml import root_name
from annotator.model.document import Metadata

_ENTITY = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)


class FeedFormat(ArticleFormat):
    """Each entry with a text is one article; many feeds hold only the first sentences."""

    name = "feed"
    title = "News feed (RSS, Atom)"
    extensions = (".rss", ".atom", ".xml")

    def recognises(self, path: Path) -> bool:
        """Tell whether the outermost element is one of a feed."""
        return self.recognises_data(head_of(path))

    def recognises_data(self, head: bytes) -> bool:
        """Tell it of the first bytes."""
        return root_name(head) in ("rss", "feed", "RDF")

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the entries; raises UserError for what is no feed or declares entities."""
        if _ENTITY.search(data):
            raise UserError("The feed declares entities, which can do harm: save it again without them.")
        parsed = _parsed(data)
        entries, channel = parsed.get("entries"), parsed.get("feed")
        if not isinstance(entries, list) or not entries or not isinstance(channel, Mapping):
            raise UserError("The file is no RSS or Atom feed with entries: save the feed again.")
        for entry in entries:
            yield _article(entry, channel)


def _parsed(data: bytes) -> Mapping[str, object]:
    # Late: only this format needs it.
    import feedparser

    with guarded_reading("The feed"):
        # A stream, because a text that looks like an address would be opened.
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _article(entry: Mapping[str, object], channel: Mapping[str, object]) -> Found:
    title = one_line(" ".join(_paragraphs(_word(entry, "title"))))
    raw = _word(entry, "published") or _word(entry, "updated")
    source = entry.get("source")
    outlet = (_word(source, "title") if isinstance(source, Mapping) else "") or _word(channel, "title")
    known = dated(
        Metadata(
            title=title,
            outlet=one_line(outlet),
            author=one_line(_word(entry, "author")),
            url=_word(entry, "link"),
            language=_word(channel, "language"),
        ),
        raw,
    )
    body = _paragraphs(_content(entry))
    return article_of(known, body) if body else Broken(f"the entry “{title[:60]}” has no text")


def _content(entry: Mapping[str, object]) -> str:
    """Take the longest of what an entry says of itself."""
    contents = entry.get("content")
    listed = contents if isinstance(contents, list) else []
    said = [_word(one, "value") for one in listed if isinstance(one, Mapping)]
    return max([*said, _word(entry, "summary")], key=len)


def _paragraphs(written: str) -> list[str]:
    if not written.strip():
        return []
    try:
        return paragraphs_of(parse_page(f"<div>{written}</div>"))
    except UserError:
        return [one_line(written)]


def _word(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""
