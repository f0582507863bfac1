"""Conversion between code points (ours) and UTF-16 code units (Qt's): the only one in the program."""

import re
from bisect import bisect_left

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Convert offsets of one text; a look-up is a bisection over its astral characters.

    Both directions raise ValueError when the offset lies outside the text.
    """

    __slots__ = ("_astral", "_astral_utf16", "length", "length_utf16")

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [found.start() for found in ASTRAL.finditer(text)]
        self._astral_utf16 = [offset + before for before, offset in enumerate(self._astral)]
        self.length = len(text)
        self.length_utf16 = len(text) + len(self._astral)

    @property
    def is_plain(self) -> bool:
        """Whether both kinds of offset are the same in this text."""
        return not self._astral

    def to_utf16(self, offset: int) -> int:
        """Convert a code point offset, 0 to `length`, to UTF-16 code units."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"offset {offset} lies outside a text of {self.length} code points")
        return offset + bisect_left(self._astral, offset)

    def to_code_point(self, position_utf16: int) -> int:
        """Convert UTF-16 code units to code points; inside a surrogate pair means the pair's start."""
        if not 0 <= position_utf16 <= self.length_utf16:
            raise ValueError(f"position {position_utf16} lies outside a text of {self.length_utf16} UTF-16 units")
        # A pair that starts before the position counts 1 too many, whether the position is behind or inside it.
        return position_utf16 - bisect_left(self._astral_utf16, position_utf16)
