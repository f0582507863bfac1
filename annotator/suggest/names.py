"""Tells what the parts of a run of capitalised words are: by known names, titles, heads and given names."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.suggest.capitals import Capitals, Run
from annotator.suggest.gazetteer import Gazetteer, Match, plain
from annotator.suggest.name_words import (
    DIRECTIONS,
    EAST_ASIAN_SURNAMES,
    EVENT_HEADS,
    FAC_HEADS,
    FUNCTION_WORDS,
    GPE_HEADS,
    GPE_STARTS,
    LOC_HEADS,
    LOC_STARTS,
    ORG_HEADS,
    ORG_STARTS,
    PERSON_JOINTS,
    ROLE_WORDS,
    SMALL_JOINTS,
    SOFT_WORDS,
    STRONG_TITLES,
    TITLES,
)

PLACE_BEFORE = frozenset(
    {"in", "from", "near", "to", "at", "across", "around", "toward", "outside", "into", "throughout"}
)
LONGEST_PERSON = 5
ACRONYM = range(2, 7)


@dataclass(frozen=True, slots=True)
class Name:
    """A named stretch: places of its words, label (empty: to be settled by the whole article), rule, score."""

    first: int
    last: int
    label: str
    rule: str
    score: float


class Typing:
    """Types the names of one article."""

    def __init__(self, capitals: Capitals, gazetteer: Gazetteer) -> None:
        self._capitals = capitals
        self._gazetteer = gazetteer
        self._words = capitals.words
        self._from_korea = "Korea" in capitals.in_mid_sentence

    def names(self, run: Run) -> Iterator[Name]:
        """Split a run into names, left to right."""
        place, titled = run.first, self._follows_role(run.first)
        while place < run.last:
            word = self._text(place)
            if self._lower(place) in SMALL_JOINTS and not word[0].isupper():
                place, titled = place + 1, False
                continue
            name = self._name(run, place, titled=titled)
            if name is None:
                titled = word in TITLES
                place += 1
                continue
            yield name
            place, titled = name.last, False

    def _name(self, run: Run, place: int, *, titled: bool) -> Name | None:
        """Find the name that begins at a word; None for a title or a word that begins none."""
        end = self._part_end(run, place)
        match = self._gazetteer.match(self._words, place)
        whole = match is not None and match.last >= end
        if not whole and not run.headline and not self._is_person_start(place, end):
            found = self._of_phrase(run, place, end) or self._headed(place, end)
            if found is not None:
                return found
        if match is not None and not self._is_person_after_all(match, place, end, titled=titled):
            return Name(place, match.last, match.entry.label, "gazetteer", 0.9)
        if self._text(place) in TITLES and not (self._gazetteer.is_given(self._text(place)) and end > place + 1):
            return None
        return self._person(run, place, end, titled=titled)

    def _person(self, run: Run, place: int, end: int, *, titled: bool) -> Name | None:
        """Type what no table knows: a person, an acronym, or a name to be settled later."""
        stop = self._person_end(run, place, end)
        length = stop - place
        first = self._text(place)
        if titled and first not in SOFT_WORDS and length <= LONGEST_PERSON:
            return Name(place, stop, "PERSON", "title", 0.9)
        if length > 1 and self._gazetteer.is_given(first):
            return Name(place, stop, "PERSON", "given-name", 0.88)
        if 1 < length <= 3 and first in EAST_ASIAN_SURNAMES:
            return Name(place, stop, "PERSON", "surname-first", 0.85)
        if all(self._text(at) in SOFT_WORDS for at in range(place, stop)):
            return None
        if length == 1 and first in ("West", "East", "North", "South") and self._follows_the(place):
            # "the North" is a state in news from Korea, "the West" a part of the world anywhere.
            state = self._from_korea and first in ("North", "South")
            return Name(place, stop, "GPE" if state else "LOC", "the-direction", 0.75)
        if length == 2 and first in DIRECTIONS:
            return Name(place, stop, "GPE", "direction", 0.65)
        if length == 1 and first.isupper() and len(first.replace(".", "")) in ACRONYM and not run.headline:
            return Name(place, stop, "ORG", "acronym", 0.6)
        if length > 1 and _is_initial(self._text(place + 1)):
            return Name(place, stop, "PERSON", "initial", 0.85)
        if run.headline:
            return Name(place, place + 1, "", "headline", 0.4)
        return Name(place, stop, "", "capitals", 0.55)

    # --- by heads ---

    def _of_phrase(self, run: Run, place: int, end: int) -> Name | None:
        """Read "Ministry of Foreign Affairs", "University of Oslo", "Gulf of Aden", "Republic of Moldova"."""
        if end + 1 >= run.last or self._lower(end) not in ("of", "for"):
            return None
        head = self._text(end - 1)
        start = end + 1
        while start < run.last and self._lower(start) in ("the", "of"):
            start += 1
        if start >= run.last:
            return None
        finish = self._part_end(run, start)
        if finish + 1 < run.last and self._lower(finish) == "and" and head in ORG_STARTS | ORG_HEADS:
            finish = self._part_end(run, finish + 1)
        if head in ORG_STARTS or (head in ORG_HEADS and end - place > 0):
            return Name(place, finish, "ORG", "org-of", 0.85)
        if self._lower(end) == "of" and head in LOC_STARTS:
            return Name(place, finish, "LOC", "loc-of", 0.85)
        if self._lower(end) == "of" and head in GPE_STARTS and end - place == 1:
            return Name(place, finish, "GPE", "gpe-of", 0.75)
        if self._lower(end) == "of" and head in ("Battle", "Siege", "Feast"):
            return Name(place, finish, "EVENT", "event-of", 0.8)
        return None

    def _headed(self, place: int, end: int) -> Name | None:
        """Type a part by the last word that says what it is: "Russian Foreign Ministry", "Black Sea"."""
        for last in range(end, place + 1, -1):
            head = self._text(last - 1)
            label = _label_of_head(head)
            if label and not (head in TITLES and last < end):
                break
        else:
            if end - place > 1 and self._text(place) in LOC_STARTS and self._text(place) not in TITLES:
                return Name(place, end, "LOC", "loc-start", 0.8)
            return None
        if any(self._text(at) in STRONG_TITLES for at in range(place, last - 1)):
            return None
        if label == "ORG" and self._text(place) in FUNCTION_WORDS:
            return None
        return Name(place, last, label, f"head:{head}", 0.8)

    # --- persons ---

    def _is_person_start(self, place: int, end: int) -> bool:
        """Tell whether a part begins with a first name and ends with no head of an organisation."""
        return (
            end - place in (2, 3)
            and self._gazetteer.is_given(self._text(place))
            and not _label_of_head(self._text(end - 1))
        )

    def _is_person_after_all(self, match: Match, place: int, end: int, *, titled: bool) -> bool:
        """Tell "Paris Hilton" and "President Jordan" from the places."""
        if match.entry.label not in ("GPE", "LOC", "ORG", "FAC") or match.last - match.first > 1:
            return False
        follows = end > match.last and match.last < len(self._words)
        if (
            follows
            and self._gazetteer.is_given(self._text(place))
            and self._gazetteer.match(self._words, match.last) is None
        ):
            return self._text(match.last) not in TITLES and not _label_of_head(self._text(end - 1))
        return titled and match.entry.label == "GPE" and self._text(place - 1) in STRONG_TITLES and end == match.last

    def _person_end(self, run: Run, place: int, end: int) -> int:
        """Find where a person's name ends: "Ursula von der Leyen" goes on over small words."""
        stop = place
        while stop < end and stop - place < LONGEST_PERSON:
            if stop > place and (self._text(stop) in STRONG_TITLES or self._knows_other(stop)):
                break
            stop += 1
        joint = stop
        while joint < run.last and self._lower(joint) in PERSON_JOINTS and self._words[joint].text.islower():
            joint += 1
        if stop == end and stop < joint < run.last and self._text(joint)[0].isupper():
            stop = self._part_end(run, joint)
        return max(stop, place + 1)

    def _knows_other(self, place: int) -> bool:
        """Tell whether a people or a place of several words begins inside a run."""
        match = self._gazetteer.match(self._words, place)
        return match is not None and (match.entry.label == "NORP" or match.last - match.first > 1)

    def _follows_role(self, place: int) -> bool:
        """Tell whether a run stands behind "spokesman", "the striker" and the like in small letters."""
        return place > 0 and self._lower(place - 1) in ROLE_WORDS and self._words[place - 1].text.islower()

    def _follows_the(self, place: int) -> bool:
        """Tell whether "the" stands before a word, or before its adjective: "the nuclear-armed North"."""
        before = self._lower(place - 1)
        return before == "the" or ("-" in before and self._lower(place - 2) == "the")

    def _part_end(self, run: Run, place: int) -> int:
        """Find the end of the words that follow each other without a joint."""
        end = place + 1
        while end < run.last and (self._words[end].text[0].isupper() or self._words[end].text == "&"):
            end += 1
        return end

    def _text(self, place: int) -> str:
        return plain(self._words[place].text)

    def _lower(self, place: int) -> str:
        return self._words[place].lower if 0 <= place < len(self._words) else ""


def _label_of_head(word: str) -> str:
    for heads, label in (
        (ORG_HEADS, "ORG"),
        (FAC_HEADS, "FAC"),
        (LOC_HEADS, "LOC"),
        (EVENT_HEADS, "EVENT"),
        (GPE_HEADS, "GPE"),
    ):
        if word in heads:
            return label
    return ""


def _is_initial(word: str) -> bool:
    return len(word) <= 2 and word[0].isupper() and word.endswith(".")
