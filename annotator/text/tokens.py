"""Look-ups in a text by words, sentences and paragraphs, for snapping selections and moving the caret."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from annotator.text.paragraphs import paragraphs, trimmed
from annotator.text.sentences import sentences
from annotator.text.words import Bounds, stops, words

__all__ = ["Boundaries", "Bounds", "paragraphs", "sentences", "words"]


class Boundaries:
    """The words, sentences and paragraphs of one text; each is found at the first question about it.

    Words here include punctuation marks and possessive endings, except in `next_word` and `previous_word`.
    Every look-up is a bisection; finding the words of 300,000 characters takes about 0.3 s.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def words(self) -> tuple[Bounds, ...]:
        """The words, marks and possessive endings."""
        return words(self._text)

    @cached_property
    def stops(self) -> tuple[Bounds, ...]:
        """The words that a caret stops at."""
        return stops(self._text)

    @cached_property
    def sentences(self) -> tuple[Bounds, ...]:
        """The sentences."""
        return sentences(self._text)

    @cached_property
    def paragraphs(self) -> tuple[Bounds, ...]:
        """The paragraphs."""
        return paragraphs(self._text)

    def word_at(self, offset: int) -> Bounds | None:
        """Find the word that covers the character at `offset`, else the one that ends there."""
        return _at(self.words, offset)

    def sentence_at(self, offset: int) -> Bounds | None:
        """Find the sentence at `offset`, from blanks the next one, at the end the last; None without any."""
        return _at(self.sentences, offset) or _nearest(self.sentences, offset)

    def paragraph_at(self, offset: int) -> Bounds | None:
        """Find the paragraph at `offset`, from blanks the next one, at the end the last; None without any."""
        return _at(self.paragraphs, offset) or _nearest(self.paragraphs, offset)

    def next_word(self, offset: int) -> Bounds | None:
        """Find the first word that starts behind `offset`, passing over marks and possessive endings."""
        return _after(self.stops, offset)

    def previous_word(self, offset: int) -> Bounds | None:
        """Find the last word that starts before `offset`, passing over marks and possessive endings."""
        return _before(self.stops, offset)

    def next_sentence(self, offset: int) -> Bounds | None:
        """Find the first sentence that starts behind `offset`."""
        return _after(self.sentences, offset)

    def previous_sentence(self, offset: int) -> Bounds | None:
        """Find the last sentence that starts before `offset`."""
        return _before(self.sentences, offset)

    def next_paragraph(self, offset: int) -> Bounds | None:
        """Find the first paragraph that starts behind `offset`."""
        return _after(self.paragraphs, offset)

    def previous_paragraph(self, offset: int) -> Bounds | None:
        """Find the last paragraph that starts before `offset`."""
        return _before(self.paragraphs, offset)

    def snapped(self, start: int, end: int) -> Bounds:
        """Widen a selection to whole words, blanks at its ends left out.

        A selection inside "Russia" of "Russia's" gives "Russia". One of nothing but blanks,
        or an empty one that touches no word, comes back as it is.
        """
        if start == end:
            return self.word_at(start) or (start, end)
        inner = trimmed(self._text, min(start, end), max(start, end))
        if inner is None:
            return (start, end)
        first = self.words[bisect_right(self.words, inner[0], key=_start) - 1]
        last = self.words[bisect_left(self.words, inner[1], key=_start) - 1]
        return (first[0], last[1])


def _start(bounds: Bounds) -> int:
    return bounds[0]


def _at(pieces: tuple[Bounds, ...], offset: int) -> Bounds | None:
    place = bisect_right(pieces, offset, key=_start) - 1
    return pieces[place] if place >= 0 and offset <= pieces[place][1] else None


def _nearest(pieces: tuple[Bounds, ...], offset: int) -> Bounds | None:
    if not pieces:
        return None
    return pieces[min(bisect_left(pieces, offset, key=_start), len(pieces) - 1)]


def _after(pieces: tuple[Bounds, ...], offset: int) -> Bounds | None:
    place = bisect_right(pieces, offset, key=_start)
    return pieces[place] if place < len(pieces) else None


def _before(pieces: tuple[Bounds, ...], offset: int) -> Bounds | None:
    place = bisect_left(pieces, offset, key=_start) - 1
    return pieces[place] if place >= 0 else None
