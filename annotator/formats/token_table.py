"""Tokens that cover a text, for formats made of tokens, and spans moved to whole tokens."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from annotator.formats.base import Line
from annotator.formats.fitting import Fitted, Loss
from annotator.model.annotation import Fragment, Span
from annotator.model.document import Document
from annotator.text.words import words

_WORD = re.compile(r"\S+")


def covering_tokens(document: Document) -> tuple[Fragment, ...]:
    """List the tokens of a document so that every character that is not blank is in exactly one, and no blank in any.

    The tokens that an import brought count; what lies between them becomes tokens too.
    """
    text = document.text
    found: list[Fragment] = []
    behind = 0
    for start, end in sorted(document.tokens or words(text)):
        if start >= behind:
            found += _pieces(text, behind, start)
            found += _pieces(text, start, end)
            behind = end
    return (*found, *_pieces(text, behind, len(text)))


def _pieces(text: str, start: int, end: int) -> Iterator[Fragment]:
    return (found.span() for found in _WORD.finditer(text, start, end))


class TokenTable:
    """The tokens of one document, to find those that a span touches."""

    def __init__(self, tokens: tuple[Fragment, ...]) -> None:
        self.tokens = tokens
        self._starts = [start for start, _ in tokens]
        self._ends = [end for _, end in tokens]

    def touched(self, start: int, end: int) -> Fragment | None:
        """Find the first token that a stretch touches and the one after the last; None when it touches none."""
        first, behind = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, behind) if first < behind else None

    def widened(self, start: int, end: int) -> Fragment | None:
        """Move a stretch to the bounds of the tokens that it touches."""
        found = self.touched(start, end)
        return None if found is None else (self._starts[found[0]], self._ends[found[1] - 1])


def on_whole_tokens(line: Line) -> Fitted:
    """Move the spans of one piece to whole tokens; those that touch none are left out, both are told."""
    table = TokenTable(covering_tokens(line.document))
    spans: list[Span] = []
    lost: list[Loss] = []
    for span in line.spans:
        bounds = table.widened(span.start, span.end)
        if len(span.fragments) > 1:
            spans.append(span)
        elif bounds is None:
            lost.append(Loss("span of nothing but blanks", span.id))
        else:
            if bounds != span.fragments[0]:
                lost.append(Loss("span moved to whole words", span.id))
            spans.append(span.moved((bounds,), line.document.text))
    return Fitted(replace(line, spans=tuple(sorted(spans, key=lambda one: one.sort_key))), tuple(lost))
