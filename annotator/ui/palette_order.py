"""How well a line of the command palette fits what is typed: no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

# How badly a line fits whose letters only stand there in order.
LOOSE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the palette can do: `line` is shown and searched, `id` names it."""

    id: str
    line: str
    keys: str = ""


def fit(line: str, words: str) -> int | None:
    """Tell how badly a line fits, 0 best: whole beginnings, beginnings of words, parts of words, letters in order."""
    text, wanted = line.casefold(), words.casefold().split()
    if not wanted:
        return 0
    said = text.partition(": ")[2] or text
    if said.startswith(" ".join(wanted)):
        return 0
    starts = text.replace(":", " ").split()
    if all(any(start.startswith(word) for start in starts) for word in wanted):
        return 1
    if all(word in text for word in wanted):
        return 2
    letters = iter(text)
    return LOOSE if all(letter in letters for letter in "".join(wanted)) else None


def best(entries: Iterable[Entry], words: str, recent: tuple[str, ...] = (), *, loose: bool = False) -> list[Entry]:
    """Sort what fits, best first; of equals those run lately, then in the order given.

    `loose` asks for those instead whose letters only stand there in order.
    """
    lately = {id: place for place, id in enumerate(recent)}
    fitting = [(fit(entry.line, words), lately.get(entry.id, len(lately)), entry) for entry in entries]
    found = [
        (badness, place, entry)
        for badness, place, entry in fitting
        if badness is not None and (badness == LOOSE) is loose
    ]
    return [entry for _, _, entry in sorted(found, key=lambda one: one[:2])]


def containing(entries: Iterable[tuple[str, Entry]], words: str, most: int) -> list[Entry]:
    """List the first entries whose folded text holds every typed word, for lists too long to sort at each key."""
    wanted = words.casefold().split()
    found: list[Entry] = []
    if wanted:
        for folded, entry in entries:
            if all(word in folded for word in wanted):
                found.append(entry)
                if len(found) == most:
                    break
    return found
