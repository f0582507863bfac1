"""Krippendorff's alpha for unitizing: who cut the text where, and with what value.

Krippendorff, Mathet, Bouvry and Widloecher 2016 (Quality & Quantity 50); Content Analysis, 4th
ed., section 12.6. Not the alpha_U of 1995 that other tools compute under a like name.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    shared: dict[tuple[str, str], float] = defaultdict(float)
    own: dict[str, float] = defaultdict(float)
    paired: dict[str, float] = defaultdict(float)
    weight = 1 / (len(lines) - 1)
    filled = [_filled(length, line) for line in lines]
    for i, line in enumerate(lines):
        others = [other for j, other in enumerate(lines) if j != i]
        for j in range(len(lines)):
            if j != i:
                _add_shared(shared, filled[i], filled[j], weight)
        _add_own(own, length, line)
        covered = [_covered(line, other) for other in others]
        for segment, *amounts in zip(line, *covered, strict=True):
            paired[segment[2]] += (sum(amounts) * weight) ** 2
    return Unitizing(shared, own, paired)


def _add_shared(
    shared: dict[tuple[str, str], float], line: Sequence[Segment], other: Sequence[Segment], weight: float
) -> None:
    for value, other_value, amount in _crossed(line, other):
        shared[value, other_value] += amount * weight


def _filled(length: int, line: Sequence[Segment]) -> list[Segment]:
    """Put gaps between the segments, so that the line covers the whole document."""
    filled: list[Segment] = []
    at = 0
    for start, end, value in line:
        if start > at:
            filled.append((at, start, _GAP))
        filled.append((start, end, value))
        at = end
    if at < length:
        filled.append((at, length, _GAP))
    return filled


def _crossed(line: Sequence[Segment], other: Sequence[Segment]) -> list[tuple[str, str, int]]:
    crossed, i, j = [], 0, 0
    while i < len(line) and j < len(other):
        amount = min(line[i][1], other[j][1]) - max(line[i][0], other[j][0])
        if amount > 0:
            crossed.append((line[i][2], other[j][2], amount))
        if line[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return crossed


def _covered(line: Sequence[Segment], other: Sequence[Segment]) -> list[int]:
    """Measure how much of each segment the other's segments cover; both lines are in order and without overlap."""
    amounts = [0] * len(line)
    i = j = 0
    while i < len(line) and j < len(other):
        amounts[i] += max(0, min(line[i][1], other[j][1]) - max(line[i][0], other[j][0]))
        if line[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return amounts


def _add_own(own: dict[str, float], length: int, line: Sequence[Segment]) -> None:
    for start, end, value in line:
        own[value] += (end - start) ** 2
    own[_GAP] += length - sum(end - start for start, end, _ in line)


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
