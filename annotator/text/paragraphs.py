"""Paragraphs of a text: lines, except where lines were wrapped by width."""

import re
from itertools import pairwise

from annotator.text.words import Bounds

LINE = re.compile(r"[^\n]+")
# From here on a line without a stop may have been wrapped; shorter ones are headings, names and menus.
WRAPPED_FROM = 30
# A block of lines counts as wrapped when this share of its lines goes on in lower case.
WRAPPED_SHARE = 1 / 3
ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]」』]*$")


def paragraphs(text: str) -> tuple[Bounds, ...]:
    """List the paragraphs in order, without the blanks around them; wrapped lines form one."""
    found: list[Bounds] = []
    for block in _blocks(text):
        found.extend(_joined(text, block))
    return tuple(found)


def _blocks(text: str) -> list[list[Bounds]]:
    """Group the lines that hold something by the empty lines between them."""
    blocks: list[list[Bounds]] = [[]]
    for line in LINE.finditer(text):
        bounds = trimmed(text, *line.span())
        if bounds is None or (blocks[-1] and text.count("\n", blocks[-1][-1][1], bounds[0]) > 1):
            blocks.append([])
        if bounds is not None:
            blocks[-1].append(bounds)
    return blocks


def _joined(text: str, lines: list[Bounds]) -> list[Bounds]:
    """Join the lines of a block that were wrapped."""
    joins = [_goes_on(text, above, below) for above, below in pairwise(lines)]
    if joins and sum(joins) >= len(joins) * WRAPPED_SHARE and sum(joins) > 1:
        return [(lines[0][0], lines[-1][1])]
    found = lines[:1]
    for line, join in zip(lines[1:], joins, strict=True):
        if join:
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def _goes_on(text: str, above: Bounds, below: Bounds) -> bool:
    long_enough = above[1] - above[0] >= WRAPPED_FROM
    return long_enough and text[below[0]].islower() and not ENDED.search(text, *above)


def trimmed(text: str, start: int, end: int) -> Bounds | None:
    """Take the blanks off both ends; None when nothing else is there."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
