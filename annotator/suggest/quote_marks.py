"""Pairs quotation marks: curly, straight, doubled apostrophes, guillemets, single; also those that never close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from annotator.suggest.article import Paragraph

MARK = regex.compile(r"[“”„‟\"«»]|(?<!')''(?!')|(?<!’)’’(?!’)|``|[‘’'‚]")
OPENS_DOUBLE = frozenset("“„‟«") | {"``"}
CLOSES_DOUBLE = frozenset("”»")
SINGLE = frozenset("‘’'‚")
BEFORE_OPENING = frozenset(" \t\n\u00a0\u2009\u202f([{—–-:/…") | OPENS_DOUBLE | {'"', "'", "‘"}
# Single marks pair over short stretches only: apostrophes are everywhere.
SINGLE_REACH = 300
ELIDED = regex.compile(r"['’](?:\d0s|em\b|til\b|cause\b|tis\b|twas\b|n['’]|round\b|bout\b|cos\b)", regex.IGNORECASE)
SENTENCE_END = regex.compile(r"[.!?…]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks inside one paragraph, marks included.

    `goes_on`: it never closes here because the next paragraph opens again. `closed`: its end is certain.
    """

    start: int
    end: int
    paragraph: int
    closed: bool = True
    goes_on: bool = False
    single: bool = False


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """List the quotations of a text in order, without those nested in others."""
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        inside = bool(found) and found[-1].goes_on and found[-1].paragraph == number - 1
        pieces = list(_of_paragraph(text, number, paragraph, carried=inside))
        if pieces and not pieces[-1].closed and pieces[-1].goes_on:
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            pieces[-1] = _settled(text, pieces[-1], following)
        found.extend(pieces)
    return tuple(found)


def _settled(text: str, open_one: Quotation, following: Paragraph | None) -> Quotation:
    """Decide where a quotation without a closing mark ends."""
    if following is not None:
        head = text[following.start : following.start + 2]
        if head[:1] in "“\"«„'‘" or head in ("''", "``"):
            return open_one
        closing = text.find("”", following.start, following.end)
        opening = text.find("“", following.start, following.end)
        if closing >= 0 and (opening < 0 or closing < opening) and text[open_one.start] == "“":
            return open_one
    stop = SENTENCE_END.search(text, open_one.start + 1, open_one.end)
    end = stop.end() if stop else open_one.end
    return replace(open_one, end=end, goes_on=False)


def _of_paragraph(text: str, number: int, paragraph: Paragraph, *, carried: bool) -> Iterator[Quotation]:
    """Yield the quotations of one paragraph; the last one may be open (`goes_on`)."""
    opened: int | None = None
    skip_until, depth = -1, 0
    first_mark = True
    for mark in MARK.finditer(text, paragraph.start, paragraph.end):
        if mark.start() < skip_until:
            continue
        sign = mark[0]
        if sign in SINGLE:
            if opened is None and _opens_single(text, mark.start(), paragraph):
                end = _single_end(text, mark.start(), paragraph.end)
                if end:
                    skip_until = end
                    yield Quotation(mark.start(), end, number, single=True)
            continue
        closes = _closes(text, mark, paragraph, opened=opened is not None)
        if carried and first_mark and closes and sign not in ('"', "''", "’’"):
            yield Quotation(paragraph.start, mark.end(), number)
        elif opened is None and not closes:
            opened, depth = mark.start(), 0
        elif opened is not None and closes:
            if depth:
                depth -= 1
            else:
                yield Quotation(opened, mark.end(), number)
                opened = None
        elif opened is not None:
            if _is_nested(text, mark.end(), paragraph.end):
                depth += 1
            else:
                yield from _unclosed(text, opened, mark.start(), number)
                opened = mark.start()
        first_mark = False
    if opened is not None and opened < paragraph.end - 1:
        yield Quotation(opened, paragraph.end, number, closed=False, goes_on=True)


def _closes(text: str, mark: "regex.Match[str]", paragraph: Paragraph, *, opened: bool) -> bool:
    """Tell whether a double mark closes rather than opens."""
    sign = mark[0]
    if sign in CLOSES_DOUBLE:
        # »like this« opens the other way round.
        return sign != "»" or opened or _glued_before(text, mark.start(), paragraph)
    if sign in OPENS_DOUBLE:
        # „so“ closes with the mark that opens in English.
        return sign == "“" and opened and _glued_before(text, mark.start(), paragraph) and _free_after(text, mark.end())
    before = _glued_before(text, mark.start(), paragraph)
    after = not _free_after(text, mark.end())
    if before and not after:
        return True
    return opened if before == after else False


def _glued_before(text: str, start: int, paragraph: Paragraph) -> bool:
    return start > paragraph.start and text[start - 1] not in BEFORE_OPENING


def _free_after(text: str, end: int) -> bool:
    return end >= len(text) or not (text[end].isalnum() or text[end] in "$€£[#@")


def _is_nested(text: str, start: int, end: int) -> bool:
    """Tell whether two closing marks follow before the next opening one."""
    first = text.find("”", start, end)
    second = text.find("”", first + 1, end) if first >= 0 else -1
    opening = text.find("“", start, end)
    return second >= 0 and (opening < 0 or second < opening)


def _unclosed(text: str, start: int, before: int, number: int) -> Iterator[Quotation]:
    """End a quotation that never closed at its first sentence end before the next one."""
    stop = SENTENCE_END.search(text, start + 1, before)
    if stop:
        yield Quotation(start, stop.end(), number, closed=False)


def _opens_single(text: str, start: int, paragraph: Paragraph) -> bool:
    if _glued_before(text, start, paragraph) or start + 1 >= len(text):
        return False
    following = text[start + 1]
    return (following.isalnum() or following in "[$") and not ELIDED.match(text, start)


def _single_end(text: str, start: int, paragraph_end: int) -> int:
    """Find the end of a single-quoted stretch; 0 for none. An s' that goes on in lower case is a possessive."""
    fallback = 0
    for place in range(start + 2, min(paragraph_end, start + SINGLE_REACH)):
        if text[place] not in "’'" or text[place - 1].isspace() or not _free_after(text, place + 1):
            continue
        possessive = text[place - 1] in "sS" and text[place + 1 : place + 3].strip()[:1].isalpha()
        if not possessive:
            return place + 1
        fallback = fallback or place + 1
    return fallback
