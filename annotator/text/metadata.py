"""What the zones of an article say about it; fields stay empty where the text says nothing."""

import re
from collections.abc import Sequence
from itertools import pairwise

from annotator.model.document import Metadata, Zone, ZoneKind
from annotator.text.bylines import author_of
from annotator.text.dates import PrintedDate, find_date, read_date_line
from annotator.text.languages import guess_language

SOURCE = re.compile(r"(?:news\s+)?source\s*:\s*(?P<outlet>[^\n]{1,60})", re.IGNORECASE)
SOURCE_LINE = re.compile(rf"^\s*{SOURCE.pattern}$", re.IGNORECASE | re.MULTILINE)
GLUED = " -–—|·•:"


def propose_metadata(text: str, zones: Sequence[Zone]) -> Metadata:
    """Read title, outlet, author, date and language from an article's text and zones."""
    printed = _published(text, zones)
    signed = [*_texts(text, zones, ZoneKind.BYLINE), *_texts(text, zones, ZoneKind.DATELINE)]
    return Metadata(
        title=_title(text, zones),
        outlet=_outlet(text, zones),
        author=next(filter(None, (author_of(words) for words in signed)), ""),
        published=printed.iso,
        published_raw=printed.raw,
        language=guess_language(text),
    )


def _texts(text: str, zones: Sequence[Zone], kind: ZoneKind) -> list[str]:
    """Give the words of all zones of a kind, in order."""
    return [" ".join(text[zone.start : zone.end].split()) for zone in sorted(zones) if zone.kind is kind]


def _title(text: str, zones: Sequence[Zone]) -> str:
    return next(iter(_texts(text, zones, ZoneKind.TITLE)), "")


def _outlet(text: str, zones: Sequence[Zone]) -> str:
    """Name the outlet: what is glued behind the title, else what a "Source:" line says."""
    ordered = sorted(zones)
    for title, behind in pairwise(ordered):
        pair = (title.kind, behind.kind)
        if pair == (ZoneKind.TITLE, ZoneKind.BOILERPLATE) and "\n" not in text[title.end : behind.start]:
            return text[behind.start : behind.end].split("\n")[0].strip(GLUED)
    for zone in ordered:
        found = SOURCE_LINE.search(text[zone.start : zone.end])
        if found and zone.kind is ZoneKind.BOILERPLATE:
            return found["outlet"].strip(" .")
    return ""


def _published(text: str, zones: Sequence[Zone]) -> PrintedDate:
    """Pick the date line that does not tell an update, else a date in the byline, else an update."""
    lines = [printed for words in _texts(text, zones, ZoneKind.DATELINE) if (printed := read_date_line(words))]
    bylines = [printed for words in _texts(text, zones, ZoneKind.BYLINE) if (printed := find_date(words))]
    ranked = [*(line for line in lines if not line.updated), *bylines, *lines]
    return ranked[0] if ranked else PrintedDate("", "")
