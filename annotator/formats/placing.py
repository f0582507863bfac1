"""Finds where a file's offsets point in its text: which unit they count in, and what to do when none fits."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from re import finditer

from annotator.formats.base import ForeignSpan
from annotator.model.annotation import Fragment
from annotator.text.offsets import OffsetMap


class Unit(StrEnum):
    """What a file's offsets count, in the order in which it is tried; `nearest` means none fitted."""

    CODE_POINT = "code_point"
    UTF16 = "utf16"
    CRLF_AS_1 = "crlf_as_1"
    CRLF_AS_2 = "crlf_as_2"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a span stands in the text as written, in code points, and how that was found."""

    fragments: tuple[Fragment, ...]
    unit: Unit


Converter = Callable[[int], int]


def place_exactly(span: ForeignSpan, text: str) -> Placed | str:
    """Take offsets as code points; return the reason when the span's text is not there."""
    reason = _outside(span.fragments, len(text))
    if reason:
        return reason
    if span.text is not None and not _stands_at(span.text, text, span.fragments):
        return f"its text is not at {span.fragments[0][0]}-{span.fragments[-1][1]}"
    return Placed(span.fragments, Unit.CODE_POINT)


def place_all(spans: Sequence[ForeignSpan], text: str) -> tuple[Placed | str, ...]:
    """Place the spans of one document whose unit is not known; a reason stands for a span not found.

    The unit that fits most spans is tried first for each, ties in the order of Unit, so that a
    short word does not fit another unit by chance. Then the nearest occurrence is taken.
    """
    converters = _converters(text)
    fits = Counter(unit for span in spans for unit, convert in converters.items() if _converted(span, text, convert))
    order = sorted(converters, key=lambda unit: -fits[unit])
    return tuple(_place(span, text, [(unit, converters[unit]) for unit in order]) for span in spans)


def _place(span: ForeignSpan, text: str, converters: Sequence[tuple[Unit, Converter]]) -> Placed | str:
    if span.text is None:
        return place_exactly(span, text)
    for unit, convert in converters:
        fragments = _converted(span, text, convert)
        if fragments:
            return Placed(fragments, unit)
    return _nearest(span, span.text, text)


def _nearest(span: ForeignSpan, quote: str, text: str) -> Placed | str:
    start = min(span.fragments[0][0], len(text))
    after = text.find(quote, start)
    before = text.rfind(quote, 0, start + len(quote))
    found = [place for place in (before, after) if place >= 0]
    if not quote or not found:
        return "its text is nowhere in the document"
    best = min(found, key=lambda place: abs(place - start))
    if len(span.fragments) == 1:
        return Placed(((best, best + len(quote)),), Unit.NEAREST)
    moved = tuple((a + best - span.fragments[0][0], b + best - span.fragments[0][0]) for a, b in span.fragments)
    return Placed(moved, Unit.NEAREST) if moved[-1][1] - best == len(quote) else "its fragments do not fit its text"


def _converted(span: ForeignSpan, text: str, convert: Converter) -> tuple[Fragment, ...] | None:
    """Convert a span's bounds if its text stands there then."""
    try:
        fragments = tuple((convert(start), convert(end)) for start, end in span.fragments)
    except ValueError:
        return None
    if span.text is None or _outside(fragments, len(text)):
        return None
    return fragments if _stands_at(span.text, text, fragments) else None


def _stands_at(quote: str, text: str, fragments: Sequence[Fragment]) -> bool:
    there = text[fragments[0][0] : fragments[-1][1]]
    # A file may keep CRLF in the text and LF in the quote, or the other way round.
    return there == quote or there.replace("\r\n", "\n") == quote.replace("\r\n", "\n")


def _outside(fragments: Sequence[Fragment], length: int) -> str:
    for start, end in fragments:
        if start >= end:
            return f"it ends at {end}, not after its start {start}"
        if start < 0 or end > length:
            return f"{start}-{end} lies outside a text of {length} characters"
    return ""


def _converters(text: str) -> dict[Unit, Converter]:
    """The units that may differ from code points in this text, and code points."""
    converters: dict[Unit, Converter] = {Unit.CODE_POINT: lambda offset: offset}
    utf16 = OffsetMap(text)
    if utf16.length_utf16 != utf16.length:
        converters[Unit.UTF16] = utf16.to_code_point
    pairs = [found.start() - before for before, found in enumerate(finditer("\r\n", text))]
    if pairs:
        converters[Unit.CRLF_AS_1] = lambda offset: offset + bisect_left(pairs, offset)
    single = [found.start() + before for before, found in enumerate(finditer("(?<!\r)\n", text))]
    if single:
        converters[Unit.CRLF_AS_2] = lambda offset: offset - bisect_left(single, offset)
    return converters
