"""Intervals of pooled F1 by resampling documents, the only independent units of a text corpus."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from annotator.metrics.spans import Counts

RESAMPLES = 2_000
FEW_DOCUMENTS = 10


def f1_interval(documents: Sequence[Counts], *, resamples: int, seed: int) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of micro F1 over resampled documents.

    Cluster bootstrap: whole documents are drawn with replacement (Efron and Tibshirani 1993).
    None below two documents, without resamples, or when no resample has a span.
    """
    if len(documents) < 2 or resamples < 1:
        return None
    counts = np.array([(2 * one.tp, one.n_a + one.n_b) for one in documents], dtype=float)
    agreed, total = (_weights(len(documents), resamples, seed) @ counts).T
    values = agreed[total > 0] / total[total > 0]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def mean_f1_interval(
    pairs: Sequence[Sequence[Counts | None]], *, resamples: int, seed: int
) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of the unweighted mean of the pairs' F1 over resampled documents.

    Each pair lists the same documents, None where the two do not share one: every pair is drawn the same documents.
    """
    shared = [place for place, of_one in enumerate(zip(*pairs, strict=True)) if any(one is not None for one in of_one)]
    if len(shared) < 2 or resamples < 1:
        return None
    weights = _weights(len(shared), resamples, seed)
    known = [[pair[place] or Counts() for place in shared] for pair in pairs]
    counts = np.array([[(2 * one.tp, one.n_a + one.n_b) for one in of_pair] for of_pair in known], dtype=float)
    agreed, total = np.moveaxis(weights @ counts, -1, 0)
    defined = total > 0
    shares = np.divide(agreed, total, out=np.zeros_like(agreed), where=defined)
    pairs_in = defined.sum(axis=0)
    values = shares.sum(axis=0)[pairs_in > 0] / pairs_in[pairs_in > 0]
    if not len(values):
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


@lru_cache(maxsize=2)
def _weights(documents: int, resamples: int, seed: int) -> NDArray[np.float64]:
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
    whole = sum(documents, Counts())
    values = []
    for one in documents:
        rest = Counts(whole.tp - one.tp, whole.n_a - one.n_a, whole.n_b - one.n_b).f1
        if rest is None:
            return None
        values.append(rest)
    mean = sum(values) / len(values)
    return float(((len(values) - 1) / len(values) * sum((value - mean) ** 2 for value in values)) ** 0.5)
