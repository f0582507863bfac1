"""Intervals of pooled F1 by resampling documents, the only independent units of a text corpus."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from annotator.metrics.spans import Counts

RESAMPLES = 2_000
FEW_DOCUMENTS = 10


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are drawn."""

    resamples: int
    seed: int


def f1_counts(documents: Sequence[Counts]) -> NDArray[np.float64]:
    """Write (2 tp, n_a + n_b) of each document: micro F1 is the quotient of their sums."""
    return np.array([(2 * one.tp, one.n_a + one.n_b) for one in documents], dtype=float).reshape(len(documents), 2)


def interval_of(sums: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of micro F1 from (2 tp, n_a + n_b) of each resample.

    Cluster bootstrap: whole documents are drawn with replacement (Efron and Tibshirani 1993).
    None when no resample has a span.
    """
    agreed, total = sums.T
    values = agreed[total > 0] / total[total > 0]
    if not len(values):
        return None
    return _middle(values)


def interval_of_mean(sums: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of the unweighted mean of the pairs' F1.

    `sums` holds (2 tp, n_a + n_b) by resample and pair; every pair was drawn the same documents.
    """
    values = mean_f1(sums)
    if not len(values):
        return None
    return _middle(values)


def mean_f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average each row's F1 over the pairs that have spans; rows in which none has any are left out."""
    agreed, total = np.moveaxis(sums, -1, 0)
    shares = np.divide(agreed, total, out=np.zeros_like(agreed), where=total > 0)
    pairs = (total > 0).sum(axis=-1)
    return np.asarray(shares.sum(axis=-1)[pairs > 0] / pairs[pairs > 0])


def _middle(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 2.5th and 97.5th percentile, between two values in proportion (np.percentile loads much for it)."""
    ordered = np.sort(values)
    places = np.array([0.025, 0.975]) * (len(ordered) - 1)
    low, high = np.interp(places, np.arange(len(ordered)), ordered)
    return float(low), float(high)


@lru_cache(maxsize=2)
def weights(documents: int, resamples: int, seed: int) -> NDArray[np.float64]:
    """Draw how often each document is in each resample; kept, because every figure resamples the same documents."""
    drawn = np.random.default_rng(seed).integers(0, documents, (resamples, documents))
    places = (drawn + documents * np.arange(resamples)[:, None]).ravel()
    return np.bincount(places, minlength=resamples * documents).reshape(resamples, documents).astype(float)


def jackknife_se(documents: Sequence[Counts]) -> float | None:
    """Return the delete-one-document standard error of micro F1: sqrt((n - 1) / n sum (F_i - mean)^2).

    None below two documents or when leaving one out leaves no span.
    """
    return jackknife_of_mean(f1_counts(documents)[:, None])


def jackknife_of_mean(counts: NDArray[np.float64]) -> float | None:
    """Return the same of the unweighted mean of the pairs' F1; `counts` is (2 tp, n_a + n_b) by document and pair.

    A document is left out of all pairs at once: they share its text. None below two documents
    or when leaving one out leaves no span.
    """
    n = len(counts)
    if n < 2:
        return None
    values = mean_f1(counts.sum(axis=0) - counts)
    return float(((n - 1) / n * ((values - values.mean()) ** 2).sum()) ** 0.5) if len(values) == n else None
