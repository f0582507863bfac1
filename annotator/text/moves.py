"""Where a key that selects whole things goes next: names, quotations, statements, paragraphs, typed words."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cached_property

from annotator.text.name_runs import name_runs
from annotator.text.quotations import quotations
from annotator.text.tokens import Boundaries, Bounds

FULL_STOPS = ".。"
_BETWEEN_CLAUSES = frozenset(" \t\n\u00a0\u3000,;:，、；：،؛")


class Target(Enum):
    """What a move selects."""

    NAME = "name"
    QUOTATION = "quotation"
    UNLABELLED = "unlabelled quotation"
    STATEMENT = "statement"
    PARAGRAPH = "paragraph"


class Moves:
    """The targets of one text outside its boilerplate; each kind is found at the first question about it."""

    def __init__(self, text: str, boilerplate: tuple[Bounds, ...] = ()) -> None:
        self._text = text
        self._boilerplate = boilerplate
        self._boundaries = Boundaries(text)

    def next(self, target: Target, selection: Bounds, labelled: Iterable[Bounds] = ()) -> Bounds | None:
        """Find the first target behind a selection, from a caret on the one that begins there or later.

        `labelled` are the quotations, by their bounds, that UNLABELLED passes over.
        """
        places = self._targets(target, labelled)
        # A caret inside a statement means that statement: nobody stands at its first letter by chance.
        inside = target in (Target.STATEMENT, Target.PARAGRAPH) and selection[0] == selection[1]
        if inside:
            return next((place for place in places if selection[0] < place[1]), None)
        index = bisect_left(places, selection[1], key=_start)
        return places[index] if index < len(places) else None

    def previous(self, target: Target, selection: Bounds, labelled: Iterable[Bounds] = ()) -> Bounds | None:
        """Find the last target that begins before a selection or a caret."""
        places = self._targets(target, labelled)
        index = bisect_left(places, selection[0], key=_start) - 1
        return places[index] if index >= 0 else None

    def typed(self, words: str, start: int) -> Bounds | None:
        """Find the next place where words begin with what was typed, starting over at the end.

        Upper and lower case are the same; the bounds are those of whole words. Where no word begins so,
        the letters are looked for inside words. Lower-casing may change a length (İ): then case counts.
        """
        lowered, wanted = self._text.lower(), words.strip().lower()
        if len(lowered) != len(self._text):
            lowered, wanted = self._text, words.strip()
        if not wanted:
            return None
        return self._found(lowered, wanted, start, self._begins_word) or self._found(lowered, wanted, start, _anywhere)

    def rest(self, place: int) -> Bounds | None:
        """Find what follows a place in its statement, such as the words that a reporting verb reports."""
        return self._trimmed(place, next((end for start, end in self._statements if start <= place < end), place))

    def before(self, place: int) -> Bounds | None:
        """Find what comes before a place in its statement, up to the last comma between: "We left, the men said"."""
        start = next((start for start, end in self._statements if start < place <= end), place)
        found = self._trimmed(start, place)
        comma = self._text.rfind(",", start, found[1]) if found else -1
        is_cut = found is not None and not self._text[found[1] : place].strip()
        return self._trimmed(start, comma) or found if is_cut and comma >= 0 else found

    def _trimmed(self, start: int, end: int) -> Bounds | None:
        """Leave out blanks and the marks that part clauses at both ends."""
        while start < end and self._text[start] in _BETWEEN_CLAUSES:
            start += 1
        while start < end and self._text[end - 1] in _BETWEEN_CLAUSES:
            end -= 1
        return (start, end) if start < end else None

    def _found(self, text: str, wanted: str, start: int, fits: Callable[[int], bool]) -> Bounds | None:
        for since, until in ((start, len(text)), (0, min(start + len(wanted) - 1, len(text)))):
            place = text.find(wanted, since, until)
            while place >= 0 and not fits(place):
                place = text.find(wanted, place + 1, until)
            if place >= 0:
                return self._boundaries.snapped(place, place + len(wanted))
        return None

    def _begins_word(self, place: int) -> bool:
        return place == 0 or not self._text[place - 1].isalnum()

    def _targets(self, target: Target, labelled: Iterable[Bounds]) -> tuple[Bounds, ...]:
        if target is Target.UNLABELLED:
            known = tuple(labelled)
            return tuple(one for one in self._quotations if not any(_overlap(one, other) for other in known))
        return {
            Target.NAME: lambda: self._names,
            Target.QUOTATION: lambda: self._quotations,
            Target.STATEMENT: lambda: self._statements,
            Target.PARAGRAPH: lambda: self._paragraphs,
        }[target]()

    @cached_property
    def _names(self) -> tuple[Bounds, ...]:
        return self._outside_boilerplate(name_runs(self._text))

    @cached_property
    def _quotations(self) -> tuple[Bounds, ...]:
        return self._outside_boilerplate(quotations(self._text))

    @cached_property
    def _paragraphs(self) -> tuple[Bounds, ...]:
        return self._outside_boilerplate(self._boundaries.paragraphs)

    @cached_property
    def _statements(self) -> tuple[Bounds, ...]:
        """The sentences without their final full stops, as claims are marked."""
        stopped = (
            (start, end - 1 if self._text[end - 1] in FULL_STOPS and end - start > 1 else end)
            for start, end in self._boundaries.sentences
        )
        return self._outside_boilerplate(stopped)

    def _outside_boilerplate(self, places: Iterable[Bounds]) -> tuple[Bounds, ...]:
        return tuple(one for one in places if not any(_overlap(one, zone) for zone in self._boilerplate))


def _start(bounds: Bounds) -> int:
    return bounds[0]


def _anywhere(_place: int) -> bool:
    return True


def _overlap(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[1] and other[0] < one[1]
