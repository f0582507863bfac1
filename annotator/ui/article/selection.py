"""Where a caret or an edge of a selection goes next, by character, word, sentence or paragraph: no Qt."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import regex

from annotator.text.tokens import Boundaries, Bounds

GRAPHEME = regex.compile(r"\X")
# A grapheme is looked for from this far back; longer clusters are not letters that anybody reads.
GRAPHEME_REACH = 64


class Unit(Enum):
    """How far one step goes."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Edge(Enum):
    """One end of a selection or a span."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection between a fixed anchor and a caret that moves, in code points; empty when they meet."""

    anchor: int = 0
    caret: int = 0

    @property
    def bounds(self) -> Bounds:
        """The selection in reading order."""
        return (min(self.anchor, self.caret), max(self.anchor, self.caret))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.caret


class Steps:
    """The steps of one text. Every step ends inside the text and between graphemes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.boundaries = Boundaries(text)

    def moved(self, offset: int, unit: Unit, *, forward: bool) -> int:
        """Move a caret to where the next or previous unit begins."""
        if unit is Unit.CHARACTER:
            return self._character(offset, forward=forward)
        bounds = self.boundaries
        find = {
            (Unit.WORD, True): bounds.next_word,
            (Unit.WORD, False): bounds.previous_word,
            (Unit.SENTENCE, True): bounds.next_sentence,
            (Unit.SENTENCE, False): bounds.previous_sentence,
            (Unit.PARAGRAPH, True): bounds.next_paragraph,
            (Unit.PARAGRAPH, False): bounds.previous_paragraph,
        }[unit, forward]
        found = find(offset)
        return found[0] if found else (len(self.text) if forward else 0)

    def extended(self, offset: int, unit: Unit, *, forward: bool) -> int:
        """Move the free end of a selection: forward to where a unit ends, back to where one begins."""
        return self.edge_moved(offset, Edge.END if forward else Edge.START, unit, forward=forward)

    def edge_moved(self, offset: int, edge: Edge, unit: Unit, *, forward: bool) -> int:
        """Move an edge to the next place where a unit starts (the start) or ends (the end)."""
        if unit is Unit.CHARACTER:
            return self._character(offset, forward=forward)
        places = self._places[unit, edge]
        if forward:
            index = bisect_right(places, offset)
            return places[index] if index < len(places) else len(self.text)
        index = bisect_left(places, offset) - 1
        return places[index] if index >= 0 else 0

    def resized(self, bounds: Bounds, edge: Edge, unit: Unit, *, forward: bool) -> Bounds:
        """Move one edge of a stretch; unchanged where nothing would be left of it."""
        start, end = bounds
        if edge is Edge.START:
            start = self.edge_moved(start, edge, unit, forward=forward)
        else:
            end = self.edge_moved(end, edge, unit, forward=forward)
        return (start, end) if start < end else bounds

    def next_word(self, selection: Selection) -> Bounds | None:
        """Find the word to select next: behind a selection, or the one at the caret."""
        if not selection.is_empty:
            return self.boundaries.next_word(selection.bounds[1] - 1)
        word = self.boundaries.word_at(selection.caret)
        if word and word[0] <= selection.caret < word[1] and self.text[word[0]].isalnum():
            return word
        return self.boundaries.next_word(selection.caret - 1)

    def previous_word(self, selection: Selection) -> Bounds | None:
        """Find the word before a selection or the caret."""
        return self.boundaries.previous_word(selection.bounds[0])

    def unit_at(self, offset: int, unit: Unit) -> Bounds | None:
        """Find the word, sentence or paragraph at an offset."""
        bounds = self.boundaries
        if unit is Unit.WORD:
            return bounds.word_at(offset)
        return bounds.sentence_at(offset) if unit is Unit.SENTENCE else bounds.paragraph_at(offset)

    def dragged(self, origin: Bounds, offset: int, unit: Unit) -> Selection:
        """Select from where a drag began to `offset`: by characters, or in whole words or sentences.

        `origin` is where it began: empty for a plain press, a word or sentence after several clicks.
        """
        start, end = min(origin[0], offset), max(origin[1], offset)
        if unit is Unit.WORD and start < end:
            start, end = self.boundaries.snapped(start, end)
        elif unit is Unit.SENTENCE:
            reached = self.unit_at(offset, unit) or (offset, offset)
            start, end = min(origin[0], reached[0]), max(origin[1], reached[1])
        return Selection(end, start) if offset < origin[0] else Selection(start, end)

    def _character(self, offset: int, *, forward: bool) -> int:
        if forward:
            found = GRAPHEME.match(self.text, offset)
            return found.end() if found else len(self.text)
        since = max(0, offset - GRAPHEME_REACH)
        cluster_starts = [found.start() for found in GRAPHEME.finditer(self.text, since, offset)]
        return cluster_starts[-1] if cluster_starts else 0

    @cached_property
    def _places(self) -> dict[tuple[Unit, Edge], list[int]]:
        bounds = self.boundaries
        pieces = {Unit.WORD: bounds.words, Unit.SENTENCE: bounds.sentences, Unit.PARAGRAPH: bounds.paragraphs}
        return {
            (unit, edge): [place[0 if edge is Edge.START else 1] for place in found]
            for unit, found in pieces.items()
            for edge in Edge
        }
