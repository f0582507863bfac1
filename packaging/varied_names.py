"""Writes texts again with other names, so that the pipeline learns names from their surroundings and shapes."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

from training_texts import NamedText

INVENTED = 0.35
MEMORY = 3
LONGEST_INVENTED = 12


class NameSource:
    """Names of each kind from the texts and a list of places, and new ones spelt after them."""

    def __init__(self, texts: Iterable[NamedText], places: Sequence[str], randomness: random.Random) -> None:
        self._random = randomness
        known: dict[str, set[str]] = defaultdict(set)
        for text in texts:
            for start, end, kind in text.names:
                known[kind].add(text.text[start:end])
        known["LOC"].update(places)
        self._names = {kind: sorted(names) for kind, names in sorted(known.items())}
        words = {word for kind in ("PERSON", "LOC") for name in self._names[kind] for word in name.split()}
        self._next = _spelling(sorted(word for word in words if word.isalpha() and word.istitle() and len(word) > 3))

    def another(self, kind: str, name: str) -> str:
        """Give a name of a kind to stand where `name` stood; a one-word person stays one word."""
        if kind == "ORG" or self._random.random() > INVENTED:
            found = self._random.choice(self._names[kind])
            return found.split()[-1] if kind == "PERSON" and " " not in name else found
        return " ".join(self._invented() if word[:1].isupper() else word for word in name.split())

    def _invented(self) -> str:
        word = "^" * MEMORY
        while len(word) < LONGEST_INVENTED + MEMORY:
            letter = self._random.choice(self._next[word[-MEMORY:]])
            if letter == "$":
                break
            word += letter
        return word[MEMORY:]

    def chance(self) -> float:
        """Draw a number between 0 and 1."""
        return self._random.random()


def _spelling(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        padded = "^" * MEMORY + word + "$"
        for place in range(MEMORY, len(padded)):
            found[padded[place - MEMORY : place]].append(padded[place])
    return found


def varied(text: NamedText, source: NameSource) -> NamedText:
    """Replace most names of a text, the same name by the same name, and move the bounds along."""
    pieces, names, place, length = [], [], 0, 0
    chosen: dict[tuple[str, str], str] = {}
    for start, end, kind in sorted(text.names):
        old = text.text[start:end]
        key = (kind, old)
        if key not in chosen:
            chosen[key] = source.another(kind, old) if source.chance() < 0.8 else old
        pieces += [text.text[place:start], chosen[key]]
        begin = length + start - place
        length = begin + len(chosen[key])
        names.append((begin, length, kind))
        place = end
    return NamedText("".join([*pieces, text.text[place:]]), tuple(names))
