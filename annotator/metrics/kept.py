"""Remembers what was computed of which tallies, so that a changed document costs a block of sums and no resampling."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from operator import is_
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from annotator.metrics.bootstrap import weights
from annotator.metrics.tally import Tally, total

BLOCK = 32
_WIDEST = 200  # columns: sums of very many pairs of annotators are not worth their room
_Answer = TypeVar("_Answer")
_Part = TypeVar("_Part")
_Numbers = NDArray[np.float64]


class Kept:
    """Answers by what they were made of: the very same objects again give the very same answer."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, tuple[tuple[object, ...], object]] = {}
        self._tables: dict[Hashable, tuple[tuple[object, ...], _Numbers]] = {}
        self._drawn: dict[Hashable, tuple[_Numbers, _Numbers]] = {}

    def answer(self, key: Hashable, parts: Sequence[object], compute: Callable[[], _Answer]) -> _Answer:
        """Give what was computed of these parts under a key, or compute it."""
        known = self._answers.get(key)
        if known is not None and len(known[0]) == len(parts) and all(map(is_, known[0], parts)):
            return cast("_Answer", known[1])
        found = compute()
        self._answers[key] = (tuple(parts), found)
        return found

    def total(self, key: Hashable, tallies: Sequence[Tally]) -> Tally:
        """Add tallies up, at least one, block by block."""
        blocks = [tallies[at : at + BLOCK] for at in range(0, len(tallies), BLOCK)]
        sums = [self.answer(("block", key, n), block, partial(total, block)) for n, block in enumerate(blocks)]
        return self.answer(("total", key), sums, partial(total, sums))

    def table(self, key: Hashable, parts: Sequence[_Part], row: Callable[[_Part], Sequence[float]]) -> _Numbers:
        """Write a row of numbers for each part; of parts that are the very same objects the row stands already."""
        known, table = self._tables.get(key, ((), None))
        if table is None or len(known) != len(parts):
            table = np.array([row(one) for one in parts], dtype=float)
        else:
            changed = [place for place, same in enumerate(map(is_, known, parts)) if not same]
            table = table.copy()
            for place in changed:
                table[place] = row(parts[place])
        self._tables[key] = (tuple(parts), table)
        return table

    def drawn(self, key: Hashable, counts: _Numbers, *, resamples: int, seed: int) -> _Numbers:
        """Add counts up over the documents of each resample; of documents that changed only the difference.

        All are whole numbers far below 2^53, so that no rounding piles up.
        """
        drawn = weights(len(counts), resamples, seed)
        before = self._drawn.get((key, resamples, seed))
        if before is not None and before[0].shape == counts.shape:
            changed = np.flatnonzero((before[0] != counts).any(axis=1))
            sums = before[1] + drawn[:, changed] @ (counts[changed] - before[0][changed])
        else:
            sums = drawn @ counts
        if counts.shape[1] <= _WIDEST:
            self._drawn[key, resamples, seed] = (counts, sums)
        return sums
