"""Krippendorff's alpha for unitizing: who cut the text where, and with what value.

Krippendorff, Mathet, Bouvry and Widloecher 2016 (Quality & Quantity 50); Content Analysis, 4th
ed., section 12.6. Not the alpha_U of 1995 that other tools compute under a like name.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from annotator.metrics.units import Unit

Segment = tuple[int, int, str]
_GAP = ""
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Unitizing:
    """What a continuum's alphas are made of; adds up over documents of the same annotators.

    `shared` holds l_ck for the ordered pairs of values (a gap is ""), `own` Q_c over whole
    segments, `paired` Q_c over the part of each segment that others unitized too.
    """

    shared: Mapping[tuple[str, str], float]
    own: Mapping[str, float]
    paired: Mapping[str, float]

    @property
    def u_alpha(self) -> float | None:
        """Alpha of cutting and valuing together; None when undefined."""
        return _alpha(self.shared, self.own, lambda c, k: c != k)

    @property
    def u_alpha_binary(self) -> float | None:
        """Alpha of what is a unit and what a gap; None when undefined."""
        return _alpha(self.shared, self.own, lambda c, k: (c == _GAP) != (k == _GAP))

    @property
    def cu_alpha(self) -> float | None:
        """Alpha of the values where both have units; None when undefined."""
        valued = {pair: amount for pair, amount in self.shared.items() if _GAP not in pair}
        return _alpha(valued, self.paired, lambda c, k: c != k)


class Overlapping(ValueError):
    """One annotator's units overlap with different labels, so they cut nothing into segments."""


def segments(units: Sequence[Unit]) -> list[Segment]:
    """Turn units into segments; each fragment is one, overlapping ones of one label are merged.

    Raises Overlapping when units of different labels overlap.
    """
    pieces: list[Segment] = []
    for start, end, label in sorted((start, end, unit.label) for unit in units for start, end in unit.fragments):
        if pieces and start < pieces[-1][1]:
            if pieces[-1][2] != label:
                raise Overlapping
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], end), label)
        else:
            pieces.append((start, end, label))
    return pieces


def unitizing(length: int, lines: Sequence[Sequence[Segment]]) -> Unitizing:
    """Compare the annotators' segments of one document of `length` code points.

    l_ck = sum of shared lengths over ordered pairs of annotators / (m - 1);
    eps_ck = l (l_c l_k - [c = k] Q_c) / (l^2 - sum Q); alpha = 1 - observed / expected disagreement.
    """
    weight = 1 / (len(lines) - 1)
    shared: dict[tuple[str, str], float] = defaultdict(float)
    own: dict[str, float] = defaultdict(float)
    paired: dict[str, float] = defaultdict(float)
    sizes = [_sizes(line) for line in lines]
    covered = [[0] * len(line) for line in lines]
    for i, j in combinations(range(len(lines)), 2):
        crossed = _crossed((lines[i], lines[j]), (covered[i], covered[j]))
        for (value, other), amount in _with_gaps(length, crossed, (sizes[i], sizes[j])).items():
            shared[value, other] += amount * weight
            shared[other, value] += amount * weight
    for line, of_line, of_values in zip(lines, covered, sizes, strict=True):
        for (start, end, value), amount in zip(line, of_line, strict=True):
            own[value] += (end - start) ** 2
            paired[value] += (amount * weight) ** 2
        own[_GAP] += length - sum(of_values.values())
    return Unitizing(shared, own, paired)


def _sizes(line: Sequence[Segment]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start, end, value in line:
        found[value] = found.get(value, 0) + end - start
    return found


def _crossed(
    lines: tuple[Sequence[Segment], Sequence[Segment]], covered: tuple[list[int], list[int]]
) -> dict[tuple[str, str], int]:
    """Measure what valued segments share, by their values; `covered` grows by what of each segment the other covers."""
    line, other = lines
    found: dict[tuple[str, str], int] = {}
    i = j = 0
    while i < len(line) and j < len(other):
        (start, end, value), (other_start, other_end, other_value) = line[i], other[j]
        amount = (end if end < other_end else other_end) - (start if start > other_start else other_start)
        if amount > 0:
            found[value, other_value] = found.get((value, other_value), 0) + amount
            covered[0][i] += amount
            covered[1][j] += amount
        if end <= other_end:
            i += 1
        else:
            j += 1
    return found


def _with_gaps(
    length: int, crossed: dict[tuple[str, str], int], sizes: tuple[dict[str, int], dict[str, int]]
) -> dict[tuple[str, str], int]:
    """Add what values share with the other's gaps, and gaps with gaps: what is left of each line."""
    left, right = dict(sizes[0]), dict(sizes[1])
    for (value, other), amount in crossed.items():
        left[value] -= amount
        right[other] -= amount
    either = sum(left.values()) + sum(sizes[1].values())
    gaps = {(value, _GAP): amount for value, amount in left.items()}
    gaps |= {(_GAP, value): amount for value, amount in right.items()}
    return crossed | gaps | {(_GAP, _GAP): length - either}


def _alpha(
    shared: Mapping[tuple[str, str], float], own: Mapping[str, float], differ: Callable[[str, str], bool]
) -> float | None:
    total = sum(shared.values())
    margins: dict[str, float] = defaultdict(float)
    for (value, _), amount in shared.items():
        margins[value] += amount
    denominator = total**2 - sum(own.get(value, 0.0) for value in margins)
    if denominator <= 0:
        return None
    expected = sum(
        total * margins[c] * margins[k] / denominator for c in margins for k in margins if c != k and differ(c, k)
    )
    disagreed = sum(amount for (c, k), amount in shared.items() if differ(c, k))
    return None if expected <= 0 else 1 - disagreed / expected


def sum_unitizing(found: Sequence[Unitizing]) -> Unitizing:
    """Add up what the alphas of several documents are made of."""
    return Unitizing(
        _summed(one.shared for one in found), _summed(one.own for one in found), _summed(one.paired for one in found)
    )


def _summed(found: Iterable[Mapping[_Key, float]]) -> Mapping[_Key, float]:
    total: dict[_Key, float] = defaultdict(float)
    for one in found:
        for key, amount in one.items():
            total[key] += amount
    return total
