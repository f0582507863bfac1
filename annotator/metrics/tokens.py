"""What each annotator says of each token: the sorted labels of the spans that touch it, or nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.metrics.units import Unit

# No label is empty or holds a control character, whereas one may well be called "O".
OUTSIDE = ""
BETWEEN = "\x1f"
_MOST_BITS = 62
Touched = NDArray[Any]  # for each token the set of its labels, one bit for each label


class _Names(dict[int, str]):
    """What a set of labels is called, made when it is first met."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__({0: OUTSIDE})
        self._labels = labels

    def __missing__(self, value: int) -> str:
        name = self[value] = BETWEEN.join(label for place, label in enumerate(self._labels) if value >> place & 1)
        return name


class Words:
    """The tokens of one document, and a bit for every label that anybody gave in it."""

    def __init__(self, tokens: Sequence[tuple[int, int]], labels: Iterable[str]) -> None:
        bounds = np.array(tokens, dtype=np.int64).reshape(-1, 2)
        self._starts, self._ends = np.ascontiguousarray(bounds[:, 0]), np.ascontiguousarray(bounds[:, 1])
        self._labels = sorted(set(labels))
        self._bit = {label: 1 << place for place, label in enumerate(self._labels)}
        # More labels than a machine word has bits need Python's own numbers.
        self._kind = np.dtype(np.int64 if len(self._labels) <= _MOST_BITS else object)
        self._names = _Names(self._labels)

    def __len__(self) -> int:
        return len(self._starts)

    def touched(self, units: Sequence[Unit]) -> Touched:
        """Mark the tokens that units touch."""
        marked = np.zeros(len(self), dtype=self._kind)
        pieces = [(start, end, self._bit[unit.label]) for unit in units for start, end in unit.fragments]
        if pieces and len(self):
            first = np.searchsorted(self._ends, [start for start, _, _ in pieces], side="right").tolist()
            last = np.searchsorted(self._starts, [end for _, end, _ in pieces], side="left").tolist()
            for begin, end, (_, _, bit) in zip(first, last, pieces, strict=True):
                marked[begin:end] |= bit
        return marked

    def count(self, annotators: Sequence[Touched]) -> Counter[tuple[str, ...]]:
        """Count the combinations of values over all tokens, one value per annotator; several labels join by BETWEEN."""
        anywhere = annotators[0]
        for one in annotators[1:]:
            anywhere = anywhere | one
        inside = np.flatnonzero(anywhere)
        found = Counter(list(zip(*(one[inside].tolist() for one in annotators), strict=True)))
        names = self._names
        counts = Counter({tuple([names[value] for value in values]): times for values, times in found.items()})
        if len(self) > len(inside):
            counts[(OUTSIDE,) * len(annotators)] += len(self) - len(inside)
        return counts
