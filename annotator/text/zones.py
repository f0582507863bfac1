"""Proposals of what the stretches of a page are: title, byline, dateline, caption, furniture.

Marks, never cuts. Where it is not clear, a line stays unmarked, that is, part of the article.
"""

import re
from collections.abc import Iterator, Sequence

from annotator.model.document import Zone, ZoneKind
from annotator.text.bylines import author_of
from annotator.text.dates import read_date_line
from annotator.text.furniture import heads_comments, heads_list, is_caption, is_furniture, is_section
from annotator.text.lines import Line, lines_of
from annotator.text.titles import TitlePlace, find_titles

PLACE_DATELINE = re.compile(
    r"""
    (?P<place>[A-Z][A-Z.'’-]{2,}(?:[\s,/]+[A-Z][A-Z.'’-]+){0,4}      # PYONGYANG, MEXICO CITY, SEOUL/TOKYO
      (?:,\s(?:[A-Z][\w.]*\s?){1,3})?                               # , South Korea
      (?:,\s(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+)(?:,?\s\d{4})?\.?)?)   # , Oct. 18
    (?:\s*[(/](?P<agency>[A-Z][\w /.]{1,30})[)/]\.?(?:\s*(?:--|[-–—:])(?=\s))? | \s*(?:--|[–—]|\s-)(?=\s|\S))
    | [A-Z][a-z]+(?:[\s,]+[A-Z][a-z]+){0,3}\s*
      \((?:AP|AFP|Reuters|UPI|TASS|dpa|DPA|Xinhua|IANS|PTI|ANI|CNN|EFE|Yonhap)\)\s*(?:--|[-–—:])
    """,
    re.VERBOSE,
)
NO_PLACE = re.compile(
    r"(?:BREAKING|UPDATED?|EXCLUSIVE|WATCH|LIVE|NEWS|OPINION|ANALYSIS|NOTE|FILE|PHOTOS?|VIDEO|READ|EDITOR)\b"
)
# A dateline opens the article: it is looked for in so many lines of running text.
DATELINE_WITHIN = 2
# Longer list items are no teasers.
ITEM_UP_TO = 300
# An inset inside an article has a few teasers; a longer run of short lines is something else.
PACKED_UP_TO = 12


def propose_zones(text: str) -> tuple[Zone, ...]:
    """Propose the zones of an article, sorted, without overlap; a run of furniture lines is one zone."""
    lines = lines_of(text)
    if not lines:
        return ()
    titles = find_titles(lines)
    kinds = _kinds(lines, {place.line for place in titles})
    zones = [*_title_zones(lines, titles), *_line_zones(lines, kinds), *_datelines(lines, kinds)]
    if lines[0].start > 0:
        zones.append(Zone(0, lines[0].start, ZoneKind.OTHER))
    return tuple(_merged(text, sorted(zones)))


def _kinds(lines: Sequence[Line], titles: set[int]) -> list[ZoneKind | None]:
    """Tell what each line is; None for the article's text and for lines with the title."""
    kinds = [None if number in titles else _kind(line) for number, line in enumerate(lines)]
    prose = [
        number for number, line in enumerate(lines) if line.is_prose and kinds[number] is None and number not in titles
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), len(lines))
    for number, line in enumerate(lines):
        if number < first and kinds[number] is None and number not in titles and is_section(line.text):
            kinds[number] = ZoneKind.BOILERPLATE
    reached = -1
    for number, line in enumerate(lines):
        if number > reached and (heads_list(line.text) or heads_comments(line.text)):
            for reached in _items(lines, number, in_tail=number > last):
                if reached not in titles and kinds[reached] in (None, ZoneKind.CAPTION):
                    kinds[reached] = ZoneKind.BOILERPLATE
    return kinds


def _kind(line: Line) -> ZoneKind | None:
    """Tell what a line is by its wording alone."""
    text = line.text
    if read_date_line(text):
        return ZoneKind.DATELINE
    if author_of(text):
        return ZoneKind.BYLINE
    if is_caption(text):
        return ZoneKind.CAPTION
    return ZoneKind.BOILERPLATE if is_furniture(text) or heads_list(text) or heads_comments(text) else None


def _items(lines: Sequence[Line], heading: int, *, in_tail: bool) -> Iterator[int]:
    """Yield the lines that belong to a list under a heading.

    Below the article every headline does. Within it only list items do, and headlines
    packed without empty lines: a heading of the article may follow.
    """
    packed: list[int] = []
    for number in range(heading + 1, len(lines)):
        line = lines[number]
        item = line.is_item and len(line.text) <= ITEM_UP_TO and not packed
        if item or (in_tail and line.is_headline):
            yield number
        elif line.is_headline and not line.apart and len(packed) < PACKED_UP_TO:
            packed.append(number)
        else:
            if len(packed) > 1 and line.apart:
                yield from packed
            return


def _title_zones(lines: Sequence[Line], titles: Sequence[TitlePlace]) -> Iterator[Zone]:
    """Yield a zone for each title, and furniture for what is glued to it."""
    for place in titles:
        line = lines[place.line]
        yield Zone(place.start, place.end, ZoneKind.TITLE)
        for start, end in ((line.start, place.start), (place.end, line.end)):
            glued = line.text[start - line.start : end - line.start]
            if glued.strip(" ."):
                lead = len(glued) - len(glued.lstrip())
                yield Zone(start + lead, start + len(glued.rstrip()), ZoneKind.BOILERPLATE)


def _line_zones(lines: Sequence[Line], kinds: Sequence[ZoneKind | None]) -> Iterator[Zone]:
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not None:
            yield Zone(line.start, line.end, kind)


def _datelines(lines: Sequence[Line], kinds: Sequence[ZoneKind | None]) -> Iterator[Zone]:
    """Yield the place and agency that open the article: "LONDON --"."""
    prose = [line for line, kind in zip(lines, kinds, strict=True) if kind is None and line.is_prose]
    for line in prose[:DATELINE_WITHIN]:
        found = PLACE_DATELINE.match(line.text)
        if found and not NO_PLACE.match(line.text):
            yield Zone(line.start, line.start + found.end(), ZoneKind.DATELINE)
            return


def _merged(text: str, zones: Sequence[Zone]) -> Iterator[Zone]:
    """Join neighbouring furniture that has only blanks with a line break between."""
    pending: Zone | None = None
    for zone in zones:
        if pending and pending.kind is zone.kind is ZoneKind.BOILERPLATE and not text[pending.end : zone.start].strip():
            pending = Zone(pending.start, zone.end, zone.kind)
            continue
        if pending:
            yield pending
        pending = zone
    if pending:
        yield pending
