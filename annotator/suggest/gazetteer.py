"""The names that ship with the program: places, peoples, organisations, given names; found by longest match."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from annotator.resources import resource_path
from annotator.suggest.article import Word
from annotator.text.tokens import words

FILE = "gazetteer.tsv"
# "PARIS" is looked up as "Paris"; shorter words in capitals are abbreviations.
SHOUTED_FROM = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its label and the name under which it is known best."""

    words: tuple[str, ...]
    label: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a text: places of its words."""

    first: int
    last: int
    entry: Entry


@dataclass(slots=True)
class Gazetteer:
    """Names by their first word; given names apart."""

    by_first_word: dict[str, list[Entry]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def add(self, name: str, label: str, canonical: str) -> None:
        """Take in a name."""
        if label == "GIVEN":
            self.given.add(name)
            return
        parts = tuple(plain(name[start:end]) for start, end in words(name))
        self.by_first_word.setdefault(parts[0], []).append(Entry(parts, label, canonical))

    def settle(self) -> None:
        """Put the longest name first."""
        for entries in self.by_first_word.values():
            entries.sort(key=lambda entry: (-len(entry.words), entry.words, entry.label))

    def match(self, text_words: Sequence[Word], place: int) -> Match | None:
        """Find the longest name that begins at a word."""
        word = text_words[place]
        form = plain(word.text)
        for key in _keys(form):
            for entry in self.by_first_word.get(key, ()):
                last = place + len(entry.words)
                if last <= len(text_words) and self._fits(entry, key, text_words[place:last]):
                    return Match(place, last, entry)
        return None

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a usual first name."""
        return word in self.given or (word.isupper() and word.capitalize() in self.given)

    def label_of(self, name: str) -> str:
        """Give the label of a name of one word; empty when it is not known."""
        entry = next((one for one in self.by_first_word.get(name, ()) if len(one.words) == 1), None)
        return entry.label if entry else ""

    def _fits(self, entry: Entry, key: str, found: Sequence[Word]) -> bool:
        for number, (wanted, word) in enumerate(zip(entry.words, found, strict=True)):
            form = plain(word.text)
            if number == 0 and len(found) > 1:
                form = key
            if form == wanted or (form.isupper() and len(form) >= SHOUTED_FROM and form.capitalize() == wanted):
                continue
            # "Russians", "North Koreans": peoples stand in the table in the singular.
            if entry.label == "NORP" and number == len(found) - 1 and form == wanted + "s":
                continue
            return False
        return True


def plain(word: str) -> str:
    """Write curly apostrophes and typographic hyphens as the table does."""
    # Nearly every word is one of these, and this is asked of every word four times.
    if word.isascii():
        return word
    return word.replace("’", "'").replace("\u2010", "-").replace("\u2011", "-")


def _keys(form: str) -> tuple[str, ...]:
    keys = [form]
    if form.isupper() and len(form) >= SHOUTED_FROM:
        keys.append(form.capitalize())
    if form.endswith("s") and len(form) > SHOUTED_FROM:
        keys.append(form[:-1])
    return tuple(keys)


@cache
def shipped_gazetteer() -> Gazetteer:
    """Read the names that ship with the program, once."""
    gazetteer = Gazetteer()
    for line in resource_path(FILE).read_text(encoding="utf-8").splitlines()[1:]:
        name, label, canonical, _ = line.split("\t")
        gazetteer.add(name, label, canonical)
    gazetteer.settle()
    return gazetteer
