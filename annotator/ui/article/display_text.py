"""The string that the article view shows: as long as the text, with what Qt would change or run together replaced."""

import re
from bisect import bisect_right

from annotator.text.offsets import OffsetMap
from annotator.text.tokens import sentences

# From here on a paragraph is broken in the display: laying out one that holds a whole article takes 30 times as long.
LONG_PARAGRAPH = 1500
# And this much text stands in each piece at least.
PIECE = 500

# QTextDocument drops or joins these, or takes them for ends of paragraphs (measured in every case).
_REPLACED = {
    0: "␀",
    0x0B: " ",
    0x0C: " ",
    0x0D: " ",
    0xFDD0: " ",
    0xFDD1: " ",
    0x2028: " ",
    0x2029: " ",
    0xFEFF: "\u2060",
}
_STRANGE = re.compile("[\x00\x0b\x0c\r\u2028\u2029\ufdd0\ufdd1\ufeff\ufffc\ud800-\udfff]")
_LONG_LINE = re.compile(rf"[^\n]{{{LONG_PARAGRAPH},}}")


def display_text(text: str) -> str:
    """Return a string of the same length, in code points and in UTF-16 units, that Qt shows as it is."""
    shown = readable_text(text)
    if not _LONG_LINE.search(shown):
        return shown
    characters = list(shown)
    for offset in _breaks(shown):
        characters[offset] = "\n"
    return "".join(characters)


def readable_text(text: str) -> str:
    """Return a string of the same length whose every character Qt keeps, its paragraphs whole."""
    return _STRANGE.sub(_replacement, text)


def _replacement(found: re.Match[str]) -> str:
    # A lone surrogate or an object mark of Qt's shows as the sign for 'no character'.
    return _REPLACED.get(ord(found[0]), "\ufffd")


def _breaks(text: str) -> list[int]:
    """Choose blanks at sentence ends where long lines are broken."""
    found: list[int] = []
    starts = [start for start, _ in sentences(text)]
    for line in _LONG_LINE.finditer(text):
        since = line.start()
        for start in starts[bisect_right(starts, line.start()) : bisect_right(starts, line.end() - 1)]:
            if start - since >= PIECE and text[start - 1].isspace():
                found.append(start - 1)
                since = start
    return found


class ShownText:
    """A document's text, what is shown of it, and the conversion of offsets between them.

    Offsets are code points of the text; positions are UTF-16 units of the display.
    """

    __slots__ = ("_map", "shown", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.shown = display_text(text)
        self._map = OffsetMap(text)

    @property
    def length_utf16(self) -> int:
        """The length of the display."""
        return self._map.length_utf16

    def position(self, offset: int) -> int:
        """Convert an offset, kept within the text."""
        return self._map.to_utf16(min(max(offset, 0), len(self.text)))

    def offset(self, position_utf16: int) -> int:
        """Convert a position, kept within the display."""
        return self._map.to_code_point(min(max(position_utf16, 0), self._map.length_utf16))
