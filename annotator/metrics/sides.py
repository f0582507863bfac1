"""One annotator's units as columns, and which of two annotators' units touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.metrics.unitizing import Overlapping, Segment, segments
from annotator.metrics.units import Unit, shared_length
from annotator.model.annotation import Fragment, merged

Contact = tuple[int, int, int]  # place among a's units, place among b's, shared characters
Extent = tuple[str, tuple[Fragment, ...]]


class Side:
    """One annotator's units of one document, sorted by start, with what every comparison asks of them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        self.starts = [unit.fragments[0][0] for unit in units]
        self.ends = [unit.fragments[-1][1] for unit in units]
        self.labels = [unit.label for unit in units]
        self.layers = {unit.layer for unit in units}
        self.is_whole = all(len(unit.fragments) == 1 for unit in units)
        if self.is_whole:
            self.lengths = [end - start for start, end in zip(self.starts, self.ends, strict=True)]
        else:
            self.lengths = [unit.length for unit in units]

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def identities(self) -> frozenset[tuple[str, tuple[Fragment, ...], str]]:
        """What 'exact' compares."""
        return frozenset(unit.identity for unit in self.units)

    @cached_property
    def extents(self) -> dict[Extent, list[str]]:
        """The labels on each extent: what 'same boundaries' compares."""
        found: dict[Extent, list[str]] = {}
        for unit in self.units:
            found.setdefault(unit.extent, []).append(unit.label)
        return found

    @cached_property
    def by_label(self) -> dict[str, int]:
        """How many units carry each label."""
        found: dict[str, int] = {}
        for label in self.labels:
            found[label] = found.get(label, 0) + 1
        return found

    @cached_property
    def stretches(self) -> dict[tuple[str, str], tuple[Fragment, ...]]:
        """The characters of each layer and label, each once, as stretches."""
        pieces: dict[tuple[str, str], list[Fragment]] = {}
        for unit in self.units:
            pieces.setdefault((unit.layer, unit.label), []).extend(unit.fragments)
        return {key: merged(fragments) for key, fragments in pieces.items()}

    @cached_property
    def segments(self) -> list[Segment] | None:
        """How the units cut the text; None when those of different labels overlap."""
        try:
            return segments(self.units)
        except Overlapping:
            return None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Which units of two sides share characters: `alone` are pairs that touch nothing else, `tangled` all others."""

    alone: tuple[Contact, ...]
    tangled: tuple[Contact, ...]

    def of_one_label(self, a: Side, b: Side) -> "Contacts":
        """Keep those whose units have the same label."""
        of_a, of_b = a.labels, b.labels
        return Contacts(
            tuple(one for one in self.alone if of_a[one[0]] == of_b[one[1]]),
            tuple(one for one in self.tangled if of_a[one[0]] == of_b[one[1]]),
        )


def contacts(a: Side, b: Side) -> Contacts:
    """Find all pairs of one layer that share characters, and which of them stand alone."""
    found = touching(a, b)
    of_a, of_b = [0] * len(a), [0] * len(b)
    for i, j, _ in found:
        of_a[i] += 1
        of_b[j] += 1
    if max(of_a, default=0) < 2 and max(of_b, default=0) < 2:
        return Contacts(tuple(found), ())
    alone = [of_a[i] == 1 == of_b[j] for i, j, _ in found]
    return Contacts(
        tuple(one for one, is_alone in zip(found, alone, strict=True) if is_alone),
        tuple(one for one, is_alone in zip(found, alone, strict=True) if not is_alone),
    )


def touching(a: Side, b: Side) -> list[Contact]:
    """List every pair of one layer that shares characters, in order.

    A sweep over starts: O(n + outer overlaps) for sides that are sorted by start.
    """
    found = [(i, j, _outer(a, b, i, j)) for i, j in _crossing(a, b)]
    if not (a.is_whole and b.is_whole) or len(a.layers | b.layers) > 1:
        found = [(i, j, shared) for i, j, _ in found if (shared := _shared(a.units[i], b.units[j]))]
    return sorted(found)


def _outer(a: Side, b: Side, i: int, j: int) -> int:
    start = a.starts[i] if a.starts[i] > b.starts[j] else b.starts[j]
    return (a.ends[i] if a.ends[i] < b.ends[j] else b.ends[j]) - start


def _crossing(a: Side, b: Side) -> list[tuple[int, int]]:
    """List the pairs of which one begins before the other has ended."""
    found: list[tuple[int, int]] = []
    open_a: list[int] = []
    open_b: list[int] = []
    i = j = 0
    n_a, n_b, starts_a, starts_b, ends_a, ends_b = len(a), len(b), a.starts, b.starts, a.ends, b.ends
    while (i < n_a and (j < n_b or open_b)) or (j < n_b and open_a):
        if j == n_b or (i < n_a and starts_a[i] <= starts_b[j]):
            if open_b:
                start = starts_a[i]
                open_b = [k for k in open_b if ends_b[k] > start]
                found += [(i, k) for k in open_b]
            open_a.append(i)
            i += 1
        else:
            if open_a:
                start = starts_b[j]
                open_a = [k for k in open_a if ends_a[k] > start]
                found += [(k, j) for k in open_a]
            open_b.append(j)
            j += 1
    return found


def _shared(one: Unit, other: Unit) -> int:
    return shared_length(one, other) if one.layer == other.layer else 0
