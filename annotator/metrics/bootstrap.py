"""Intervals of pooled F1 by resampling documents, the only independent units of a text corpus."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from annotator.metrics.spans import Counts

RESAMPLES = 2_000
FEW_DOCUMENTS = 10


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
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def interval_of_mean(sums: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of the unweighted mean of the pairs' F1.

    `sums` holds (2 tp, n_a + n_b) by resample and pair; every pair was drawn the same documents.
    """
    agreed, total = np.moveaxis(sums, -1, 0)
    shares = np.divide(agreed, total, out=np.zeros_like(agreed), where=total > 0)
    pairs = (total > 0).sum(axis=1)
    values = shares.sum(axis=1)[pairs > 0] / pairs[pairs > 0]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
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
    if len(documents) < 2:
        return None
    counts = f1_counts(documents)
    agreed, total = (counts.sum(axis=0) - counts).T
    if (total == 0).any():
        return None
    values = agreed / total
    return float(((len(values) - 1) / len(values) * ((values - values.mean()) ** 2).sum()) ** 0.5)
