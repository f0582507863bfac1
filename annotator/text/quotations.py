"""Quotations of a text with both their marks: curly, straight, single, guillemets; never past a paragraph."""

import regex

from annotator.text.paragraphs import paragraphs
from annotator.text.words import Bounds

# A single mark opens behind a blank, a bracket or a dash and closes before what is no letter: the rest are apostrophes.
QUOTATION = regex.compile(
    r"""
      “[^“”]*+ (?: “[^“”]*+” [^“”]*+ )*+ ”
    | „[^“”„]*+[“”]
    | «[^«»]*+»
    | "[^"]*+"
    | (?<![\p{L}\p{N}.!?,’])‘(?=\S)[^‘\n]{1,300}?(?<=\S)’(?![\p{L}\p{N}])
    | (?<![\p{L}\p{N}.!?,'])'(?=\S)
        (?: [^'"\n] | (?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}]) ){1,300}? (?<=\S)'(?![\p{L}\p{N}])
    """,
    regex.VERBOSE,
)
# A quotation that goes on in the next paragraph has no closing mark in this one.
OPENING = regex.compile(r"[“\"„«](?=\S)")


def quotations(text: str) -> tuple[Bounds, ...]:
    """List the outermost quotations in order; one that never closes ends with its paragraph."""
    found: list[Bounds] = []
    for start, end in paragraphs(text):
        place = start
        for quotation in QUOTATION.finditer(text, start, end):
            found.append(quotation.span())
            place = quotation.end()
        unclosed = OPENING.search(text, place, end)
        if unclosed is not None:
            found.append((unclosed.start(), end))
    return tuple(found)
