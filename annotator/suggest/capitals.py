"""Finds runs of capitalised words that may be names, with the small words that join them."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.document import ZoneKind
from annotator.suggest.article import Article, Paragraph, Word
from annotator.suggest.gazetteer import Gazetteer, plain
from annotator.suggest.name_words import FUNCTION_WORDS, NAME_SUFFIXES, NO_NAMES, SMALL_JOINTS, SOFT_WORDS
from annotator.suggest.reporting_words import DAYS, MONTHS

# A line with this share of its longer words in capitals is a headline: capitals say nothing there.
HEADLINE_SHARE = 0.7
HEADLINE_WORDS = 4
# No name is longer; without a limit a text all in capitals would cost quadratic time.
LONGEST_RUN = 16
OPENERS = frozenset("\"“‘'«([:•–—-|/") | {"''", "--"}


@dataclass(frozen=True, slots=True)
class Run:
    """Places of a run of name words, first and one after the last; `opens`: it begins a sentence."""

    first: int
    last: int
    opens: bool
    headline: bool


class Capitals:
    """Which words of an article look like names: by capitals in mid-sentence, not by those that begin one."""

    def __init__(self, article: Article, gazetteer: Gazetteer) -> None:
        self.words = article.words
        self._gazetteer = gazetteer
        self._article = article
        self._sentence_starts = {start for start, _ in article.sentences}
        self.in_small = {word.lower for word in self.words if word.text.islower()}
        self.in_mid_sentence = {
            word.text for place, word in enumerate(self.words) if word.text[0].isupper() and not self.opens(place)
        }

    def opens(self, place: int) -> bool:
        """Tell whether a word begins a sentence, a line or a quotation: its capital says nothing."""
        word = self.words[place]
        if word.start in self._sentence_starts or place == 0:
            return True
        before = self.words[place - 1]
        return before.lower in OPENERS or before.lower in (".", "!", "?", "…") or self._breaks(before, word)

    def _breaks(self, before: Word, word: Word) -> bool:
        return "\n" in self._article.text[before.end : word.start]

    def runs(self) -> Iterator[Run]:
        """Yield the runs of each paragraph in order."""
        for paragraph in self._article.paragraphs:
            headline = self._is_headline(paragraph)
            place = paragraph.first
            while place < paragraph.last:
                if not self.is_name_word(place):
                    place += 1
                    continue
                end = self._run_end(place, paragraph.last)
                yield Run(place, end, self.opens(place), headline)
                place = end

    def is_name_word(self, place: int) -> bool:
        """Tell whether a word may be part of a name."""
        word = self.words[place]
        text = plain(word.text)
        if not text[0].isupper() or text in NO_NAMES or text.rpartition("-")[2] in NAME_SUFFIXES:
            return False
        if word.lower in DAYS or word.lower in MONTHS:
            return text in ("May", "March", "April", "June", "August") and self._follows_name(place)
        if text in SOFT_WORDS:
            return not self.opens(place) or self._capital_follows(place)
        if text in FUNCTION_WORDS or text.capitalize() in FUNCTION_WORDS:
            return self._follows_name(place) and text in ("May", "Will")
        if not self.opens(place):
            return True
        return (
            word.lower not in self.in_small
            or word.text in self.in_mid_sentence
            or self._gazetteer.is_given(text)
            or bool(self._gazetteer.label_of(text))
        )

    def _capital_follows(self, place: int) -> bool:
        following = self.words[place + 1] if place + 1 < len(self.words) else None
        return following is not None and following.text[0].isupper() and not self.opens(place + 1)

    def _follows_name(self, place: int) -> bool:
        if place == 0 or self.opens(place):
            return False
        return self._gazetteer.is_given(self.words[place - 1].text)

    def _run_end(self, place: int, last: int) -> int:
        end = place + 1
        last = min(last, place + LONGEST_RUN)
        while end < last:
            if self._breaks(self.words[end - 1], self.words[end]):
                break
            if self._is_part(end):
                end += 1
                continue
            joint = end
            while joint < last and joint - end < 2 and self.words[joint].lower in SMALL_JOINTS:
                joint += 1
            if joint == end or joint >= last or not self._is_part(joint):
                break
            end = joint + 1
        return end

    def _is_part(self, place: int) -> bool:
        """Tell whether a word goes on with a run: "New", "State" and the like do inside one."""
        word = self.words[place]
        return self.is_name_word(place) or (word.text in SOFT_WORDS and not self.opens(place))

    def _is_headline(self, paragraph: Paragraph) -> bool:
        longer = [word for word in self.words[paragraph.first : paragraph.last] if len(word.text) > 3]
        capitals = sum(word.text[0].isupper() for word in longer)
        ends = self.words[paragraph.last - 1].lower
        if len(longer) < HEADLINE_WORDS or (ends == "." and paragraph.kind is not ZoneKind.TITLE):
            return False
        return capitals >= HEADLINE_SHARE * len(longer)
