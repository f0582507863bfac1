"""Reads the small part of Markdown that a guideline needs; links and pictures become their words alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

_HEADING = regex.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
_ITEM = regex.compile(r"([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]+(.*)")
_FENCE = regex.compile(r"[ ]{0,3}(```|~~~)")
_RULE = regex.compile(r"[ ]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_QUOTE = regex.compile(r"[ ]{0,3}>[ ]?(.*)")
# Possessive, so that a long line of marks is no slower than any other.
_MARKED = regex.compile(
    r"`(?P<code>[^`]++)`|\*\*(?P<bold>[^*]++)\*\*|__(?P<strong>[^_]++)__"
    r"|\*(?P<italic>[^*\s][^*]*+)\*|(?<!\w)_(?P<slanted>[^_\s][^_]*+)_(?!\w)"
    r"|(?P<picture>!)?\[(?P<words>[^\[\]]*+)\]\((?P<target>[^()\s]*+)[^()]*+\)"
)


class Block(StrEnum):
    """What a paragraph is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CODE = "code"
    QUOTE = "quote"
    RULE = "rule"


class Look(StrEnum):
    """How words of a paragraph look."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look."""

    text: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph: `level` is a heading's (1-6) or an item's depth (0 outermost), `number` an item's or empty."""

    block: Block
    pieces: tuple[Piece, ...]
    level: int = 0
    number: str = ""

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(piece.text for piece in self.pieces)


def read_markdown(text: str) -> tuple[Part, ...]:
    """Read a text; what is no Markdown that is known here stays as it is written. O(length)."""
    parts: list[Part] = []
    waiting: list[str] = []
    code: list[str] | None = None
    for line in text.splitlines():
        if _FENCE.match(line):
            parts += [*_paragraph(waiting), *_code(code)]
            waiting, code = [], [] if code is None else None
        elif code is not None:
            code.append(line)
        elif (part := _line(line)) or not line.strip():
            parts += [*_paragraph(waiting), *([part] if part else [])]
            waiting = []
        else:
            waiting.append(line.strip())
    return (*parts, *_paragraph(waiting), *_code(code))


def _line(line: str) -> Part | None:
    """Read a line that is a paragraph by itself."""
    if found := _HEADING.fullmatch(line):
        return Part(Block.HEADING, _pieces(found[2]), len(found[1]))
    if _RULE.fullmatch(line):
        return Part(Block.RULE, ())
    if found := _ITEM.fullmatch(line):
        depth = len(found[1].expandtabs(4)) // 2
        return Part(Block.ITEM, _pieces(found[3]), min(depth, 6), found[2] or "")
    if found := _QUOTE.fullmatch(line):
        return Part(Block.QUOTE, _pieces(found[1]))
    return None


def _paragraph(lines: list[str]) -> Iterator[Part]:
    if lines:
        yield Part(Block.PARAGRAPH, _pieces(" ".join(lines)))


def _code(lines: list[str] | None) -> Iterator[Part]:
    if lines:
        yield Part(Block.CODE, (Piece("\n".join(lines), Look.CODE),))


def _pieces(text: str) -> tuple[Piece, ...]:
    pieces, end = [], 0
    for found in _MARKED.finditer(text):
        pieces.append(Piece(text[end : found.start()]))
        pieces.append(_marked(found))
        end = found.end()
    pieces.append(Piece(text[end:]))
    return tuple(piece for piece in pieces if piece.text)


def _marked(found: "regex.Match[str]") -> Piece:
    if found["code"]:
        return Piece(found["code"], Look.CODE)
    if bold := found["bold"] or found["strong"]:
        return Piece(bold, Look.BOLD)
    if slanted := found["italic"] or found["slanted"]:
        return Piece(slanted, Look.ITALIC)
    if found["picture"]:
        return Piece(f"[picture: {found['words'] or found['target']}]", Look.ITALIC)
    target = f" ({found['target']})" if found["target"] and found["target"] != found["words"] else ""
    return Piece(f"{found['words']}{target}")
