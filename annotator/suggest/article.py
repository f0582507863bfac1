"""An article as the rules read it: without furniture, in paragraphs, sentences and words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from annotator.model.document import Document, Zone, ZoneKind
from annotator.text.languages import guess_language
from annotator.text.tokens import paragraphs, sentences, words

# Furniture becomes line breaks: nothing is found in it or across it, and every offset stays.
BLANK = "\n"


class Word(NamedTuple):
    """A word, mark or possessive ending with its bounds; `lower` is its text in lower case, ’ as '."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the numbers of its first word and the one after its last; `kind` is its zone's, if any."""

    start: int
    end: int
    first: int
    last: int
    kind: ZoneKind | None


class Article:
    """One document, read once for all rules. `text` has the document's length and offsets."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = masked(document.text, document.zones)

    @cached_property
    def is_english(self) -> bool:
        """Whether the English rules hold: what is known of the document, else a guess, else yes for short texts."""
        known = self.document.metadata.language.lower()
        if known:
            return known.startswith("en")
        is_short = len(self.words) < SHORT
        return guess_language(self.text) == "en" or (is_short and self.text.translate(TYPOGRAPHIC).isascii())

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, marks and possessive endings outside furniture."""
        text = self.text
        found = []
        for start, end in words(text):
            word = text[start:end]
            found.append(Word(start, end, word, word.lower().replace("’", "'")))
        return tuple(found)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts, for bisection."""
        return [word.start for word in self.words]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences outside furniture."""
        return sentences(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs; where a zone starts or ends inside one, it is cut there."""
        return tuple(self._paragraphs())

    def first_word(self, offset: int) -> int:
        """Give the number of the first word that starts at `offset` or behind it."""
        return bisect_left(self.starts, offset)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """List the words that start in [start, end)."""
        return self.words[self.first_word(start) : self.first_word(end)]

    def _paragraphs(self) -> Iterator[Paragraph]:
        marked = sorted(zone for zone in self.document.zones if zone.kind is not ZoneKind.BOILERPLATE)
        cuts = sorted({edge for zone in marked for edge in (zone.start, zone.end)})
        starts = [zone.start for zone in marked]
        for start, end in paragraphs(self.text):
            edges = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
            for begin, finish in pairwise(edges):
                first, last = self.first_word(begin), self.first_word(finish)
                if first < last:
                    place = bisect_right(starts, begin) - 1
                    zone = marked[place] if place >= 0 and begin < marked[place].end else None
                    yield Paragraph(begin, finish, first, last, zone.kind if zone else None)


SHORT = 25
# English news is full of these; they tell nothing of its language.
TYPOGRAPHIC = str.maketrans("", "", "“”‘’–—…\u00a0")


def masked(text: str, zones: tuple[Zone, ...]) -> str:
    """Replace furniture by line breaks, one for each code point."""
    pieces, place = [], 0
    for zone in sorted(zones):
        if zone.kind is ZoneKind.BOILERPLATE and zone.end > place:
            start, end = max(place, zone.start), min(zone.end, len(text))
            pieces += [text[place:start], BLANK * (end - start)]
            place = end
    return "".join([*pieces, text[place:]])
