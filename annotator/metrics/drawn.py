"""Intervals of means over pairs of annotators: documents are drawn with all pairs of annotators together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotator.metrics.bootstrap import Resampling, interval_of_mean, jackknife_of_mean
from annotator.metrics.kept import Kept
from annotator.metrics.spans import Counts
from annotator.metrics.tally import Tally

Pair = tuple[str, str]
Document = Mapping[Pair, Mapping[str, Tally]]  # a pair that does not share it is absent
CountsOf = Callable[[Tally], Mapping[str, Counts]]


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a mean F1 may lie from what was measured; None when undefined."""

    interval: tuple[float, float] | None
    jackknife_se: float | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """The documents of one scope that two or more annotators have done.

    Cluster bootstrap (Efron and Tibshirani 1993): what several pairs say of one document hangs
    together, so it is drawn, or left out by the jackknife, for all pairs at once; a pair that does
    not share it gets nothing from it. The statistic is the unweighted mean of the pairs' F1.
    """

    scope: str
    documents: Sequence[Document]
    pairs: Sequence[Pair]
    how: Resampling
    kept: Kept

    def spreads(self, names: Sequence[str], counts: CountsOf) -> dict[str, Spread]:
        """Draw each of several means; `counts` gives what they are made of by name."""
        key = (self.scope, tuple(self.pairs), tuple(names))
        table = self.kept.table(key, self.documents, lambda one: self._row(one, names, counts))
        number = len(self.documents)
        by_name = table.reshape(number, len(names), len(self.pairs), 2)
        found = {}
        for place, name in enumerate(names):
            interval = None
            if number > 1 and self.how.resamples:
                flat = by_name[:, place].reshape(number, -1)
                drawn = self.kept.drawn((key, name), flat, resamples=self.how.resamples, seed=self.how.seed)
                interval = interval_of_mean(drawn.reshape(len(drawn), len(self.pairs), 2))
            found[name] = Spread(interval, jackknife_of_mean(by_name[:, place]))
        return found

    def _row(self, one: Document, names: Sequence[str], counts: CountsOf) -> list[float]:
        """List (2 tp, n_a + n_b) by name and pair."""
        of_pairs = [counts(one[pair][self.scope]) if pair in one else {} for pair in self.pairs]
        row: list[float] = []
        for name in names:
            for of_pair in of_pairs:
                of = of_pair.get(name)
                row += (0, 0) if of is None else (2 * of.tp, of.n_a + of.n_b)
        return row
