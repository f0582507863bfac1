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
NESTED_REACH = 2_000
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
    state = _Pairing(text, number, paragraph)
    place = paragraph.start
    while (mark := MARK.search(text, place, paragraph.end)) is not None:
        place = mark.end()
        if mark[0] in SINGLE:
            if state.opened is None and (end := state.single_end(mark.start())):
                yield Quotation(mark.start(), end, number, single=True)
                place = end
            continue
        closes = _closes(text, mark, paragraph, opened=state.opened is not None)
        if carried and closes and mark[0] not in ('"', "''", "’’"):
            yield Quotation(paragraph.start, mark.end(), number)
        else:
            yield from state.closed(mark.end()) if closes else state.opening(mark.start(), mark.end())
        carried = False
    if state.opened is not None and state.opened < paragraph.end - 1:
        yield Quotation(state.opened, paragraph.end, number, closed=False, goes_on=True)


class _Pairing:
    """The double mark that is open in one paragraph, and how many are nested in it."""

    def __init__(self, text: str, number: int, paragraph: Paragraph) -> None:
        self._text, self._number, self._paragraph = text, number, paragraph
        self.opened: int | None = None
        self._depth = 0

    def opening(self, start: int, end: int) -> Iterator[Quotation]:
        """Meet an opening mark: the one before it never closed, unless this one is nested."""
        if self.opened is not None and _is_nested(self._text, end, self._paragraph.end):
            self._depth += 1
            return
        if self.opened is not None:
            yield from _unclosed(self._text, self.opened, start, self._number)
        self.opened, self._depth = start, 0

    def closed(self, end: int) -> Iterator[Quotation]:
        """Meet a closing mark."""
        if self._depth:
            self._depth -= 1
        elif self.opened is not None:
            yield Quotation(self.opened, end, self._number)
            self.opened = None

    def single_end(self, start: int) -> int:
        """Find the end of what a single mark opens; 0 when it opens nothing."""
        if not _opens_single(self._text, start, self._paragraph):
            return 0
        return _single_end(self._text, start, self._paragraph.end)


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
    end = min(end, start + NESTED_REACH)
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
