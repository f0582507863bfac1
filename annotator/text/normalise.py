"""Raw text to stored text, once at import, with the way back for every offset.

Length changes in two places only: leading byte order marks are dropped and CRLF becomes one LF.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

BYTE_ORDER_MARK = "\ufeff"
REPLACEMENT = "\ufffd"
LINE_END = re.compile("\r\n?|[\u2028\u2029]")
# Qt ends a text at NUL, takes U+FDD0 and U+FDD1 for its own frames and cannot hold lone surrogates.
UNSTORABLE = re.compile("[\x00\ufdd0-\ufdef\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A stored text that remembers where its characters stood in the raw text.

    `leading` counts the dropped byte order marks; `crlf` are the raw offsets of each CRLF.
    """

    text: str
    raw_length: int
    leading: int
    crlf: tuple[int, ...]

    def to_stored(self, raw_offset: int) -> int:
        """Convert an offset of the raw text; inside a CRLF means before it.

        Raises ValueError outside the raw text.
        """
        if not 0 <= raw_offset <= self.raw_length:
            raise ValueError(f"offset {raw_offset} lies outside a raw text of {self.raw_length} code points")
        return max(0, raw_offset - self.leading - bisect_left(self.crlf, raw_offset))

    def to_raw(self, stored_offset: int) -> int:
        """Convert an offset of the stored text; 0 means behind the byte order marks.

        Raises ValueError outside the stored text.
        """
        if not 0 <= stored_offset <= len(self.text):
            raise ValueError(f"offset {stored_offset} lies outside a text of {len(self.text)} code points")
        pairs_before = bisect_left(range(len(self.crlf)), stored_offset, key=self._stored_place)
        return stored_offset + self.leading + pairs_before

    def _stored_place(self, pair: int) -> int:
        return self.crlf[pair] - self.leading - pair


def normalise(raw: str) -> Normalised:
    """Make the text that is stored: LF only, no leading byte order mark, nothing that Qt would change in length.

    No Unicode normalisation and no trimming; a stored text comes back as it is.
    """
    body = raw.lstrip(BYTE_ORDER_MARK)
    leading = len(raw) - len(body)
    if body.isascii() and "\r" not in body and "\x00" not in body:
        return Normalised(body, len(raw), leading, ())  # most texts: 20,000 need no search then
    crlf = tuple(found.start() for found in re.finditer("\r\n", raw))
    text = UNSTORABLE.sub(REPLACEMENT, LINE_END.sub("\n", body))
    return Normalised(text, len(raw), leading, crlf)
