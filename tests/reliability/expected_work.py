"""What one annotator's work must be after each step: plain rules on plain values, apart from the program's own."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

Piece = tuple[int, int]
Link = tuple[str, str, str]
NOTHING = ("todo", False)


@dataclass(frozen=True, slots=True)
class Marked:
    """One span: where it stands and what was said of it."""

    document: str
    label: str
    pieces: tuple[Piece, ...]
    note: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """All that one annotator has done: spans and links by id, states by article, decisions on suggestions."""

    spans: Mapping[str, Marked] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    states: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    decided: frozenset[tuple[str, ...]] = frozenset()

    def of(self, document: str) -> dict[str, Marked]:
        """Give the spans of an article."""
        return {id: one for id, one in self.spans.items() if one.document == document}

    def state(self, document: str) -> tuple[str, bool]:
        """Tell the state of an article and whether it is flagged."""
        return self.states.get(document, NOTHING)

    def doubles(self, marked: Marked, own: str = "") -> bool:
        """Tell whether another span has the label and the bounds already."""
        wanted = (marked.document, marked.label, marked.pieces)
        return any((one.document, one.label, one.pieces) == wanted for id, one in self.spans.items() if id != own)

    def with_span(self, id: str, marked: Marked) -> "Work":
        """Add a span or put another in its place."""
        return replace(self, spans={**self.spans, id: marked})

    def changed(self, id: str, marked: Marked) -> "Work":
        """Change a span, unless it would stand there twice."""
        return self if self.doubles(marked, id) else self.with_span(id, marked)

    def without_span(self, id: str) -> "Work":
        """Take a span away with its links."""
        spans = {one: marked for one, marked in self.spans.items() if one != id}
        return replace(self, spans=spans, links={one: link for one, link in self.links.items() if id not in link[1:]})

    def in_state(self, document: str, state: str) -> "Work":
        """Put an article into a state; its flag stays."""
        return self._with_state(document, (state, self.state(document)[1]))

    def flagged(self, document: str) -> "Work":
        """Flag an article, or take the flag off."""
        state, flag = self.state(document)
        return self._with_state(document, (state, not flag))

    def begun(self, document: str) -> "Work":
        """Put an article that was not started into progress."""
        return self.in_state(document, "in_progress") if self.state(document)[0] == "todo" else self

    def _with_state(self, document: str, state: tuple[str, bool]) -> "Work":
        states = {**self.states, document: state}
        return replace(self, states={one: known for one, known in states.items() if known != NOTHING})


class Expected:
    """The work as it must be now, the piles of undo and redo, and what the recycle bin must bring back."""

    def __init__(self) -> None:
        self.work = Work()
        self.done: list[Work] = []
        self.undone: list[Work] = []
        self.gone: dict[str, tuple[Marked, dict[str, Link]]] = {}

    def take(self, after: Work) -> None:
        """Go on to what a step made of the work; it empties redo."""
        if after != self.work:
            self.done.append(self.work)
            self.undone.clear()
            self._become(after)

    def undo(self) -> None:
        """Go back to what was before the newest step."""
        if self.done:
            self.undone.append(self.work)
            self._become(self.done.pop())

    def redo(self) -> None:
        """Go to what the newest undo took back."""
        if self.undone:
            self.done.append(self.work)
            self._become(self.undone.pop())

    def restored(self, id: str) -> Work:
        """Bring a deleted span back with those of its links that lost nothing else, unless its like is there."""
        marked, links = self.gone[id]
        if self.work.doubles(marked):
            return self.work
        spans = {**self.work.spans, id: marked}
        back = {one: link for one, link in links.items() if link[1] in spans and link[2] in spans}
        return replace(self.work, spans=spans, links={**self.work.links, **back})

    def _become(self, after: Work) -> None:
        before, self.work = self.work, after
        for id in before.spans.keys() - after.spans.keys():
            lost = {one: link for one, link in before.links.items() if id in link[1:] and one not in after.links}
            self.gone[id] = (before.spans[id], lost)


def joined(text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Leave blanks at the edges out and join pieces that touch, letter by letter."""
    letters: set[int] = set()
    for start, end in pieces:
        seen = [place for place in range(start, end) if not text[place].isspace()]
        letters.update(range(seen[0], seen[-1] + 1))
    starts = sorted(one for one in letters if one - 1 not in letters)
    ends = sorted(one + 1 for one in letters if one + 1 not in letters)
    return tuple(zip(starts, ends, strict=True))


def nudged(text: str, pieces: tuple[Piece, ...], edge: str, step: int) -> tuple[Piece, ...]:
    """Move the first start or the last end by one character that is seen; the piece never vanishes."""
    start, end = pieces[0] if edge == "start" else pieces[-1]
    place = start if edge == "start" else end
    place = _stepped(text, place, step)
    while 0 < place < len(text) and (edge == "start") == (step < 0) and _passed(text, place, step).isspace():
        place = _stepped(text, place, step)
    piece = (place, end) if edge == "start" else (start, place)
    if piece[0] >= piece[1]:
        return pieces
    return joined(text, (piece, *pieces[1:]) if edge == "start" else (*pieces[:-1], piece))


def _stepped(text: str, place: int, step: int) -> int:
    """Go over one letter together with the marks that stand on it."""
    place = min(max(place + step, 0), len(text))
    while 0 < place < len(text) and unicodedata.combining(text[place]):
        place += step
    return place


def _passed(text: str, place: int, step: int) -> str:
    """Give the letter that the edge went over last."""
    return text[place] if step < 0 else text[place - 1]
