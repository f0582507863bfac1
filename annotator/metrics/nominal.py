"""Chance-corrected agreement on items: Cohen's kappa, Fleiss' kappa, Krippendorff's nominal alpha.

Items come counted: how often each combination of values occurred. Such counts add up over documents.
"""

from collections import Counter
from collections.abc import Mapping

_NOTHING = 1e-12

Items = Mapping[tuple[str, ...], int]


def observed(pairs: Items) -> float | None:
    """Share of items to which both gave the same value; None without items."""
    total = sum(pairs.values())
    return sum(count for (a, b), count in pairs.items() if a == b) / total if total else None


def cohen_kappa(pairs: Items) -> float | None:
    """Return (Po - Pe) / (1 - Pe), Pe = sum over values of pA(v) pB(v) (Cohen 1960).

    None without items or when Pe is 1: both used one and the same value throughout.
    """
    agreed = observed(pairs)
    if agreed is None:
        return None
    counts_a: Counter[str] = Counter()
    counts_b: Counter[str] = Counter()
    for (a, b), count in pairs.items():
        counts_a[a] += count
        counts_b[b] += count
    expected = sum(counts_a[value] * counts_b[value] for value in counts_a) / counts_a.total() ** 2
    return _corrected(agreed, expected)


def fleiss_kappa(items: Items) -> float | None:
    """Return kappa over items that the same number n >= 2 of annotators valued (Fleiss 1971).

    P_i = sum n_ij (n_ij - 1) / (n (n - 1)); Pe = sum p_j^2. None without items or when Pe is 1.
    """
    totals: Counter[str] = Counter()
    agreed, n_items = 0.0, 0
    for values, times in items.items():
        n, counts = len(values), Counter(values)
        agreed += times * sum(count * (count - 1) for count in counts.values()) / (n * (n - 1))
        n_items += times
        for value, count in counts.items():
            totals[value] += count * times
    if not n_items:
        return None
    expected = sum((count / totals.total()) ** 2 for count in totals.values())
    return _corrected(agreed / n_items, expected)


def nominal_alpha(items: Items) -> float | None:
    """Return 1 - (n - 1) sum_{c != k} o_ck / sum_{c != k} n_c n_k (Krippendorff 2011).

    An item holds the values it got, absent ones left out; items with fewer than two are not
    pairable. None when nothing is pairable or only one value occurs.
    """
    disagreed = 0.0
    totals: Counter[str] = Counter()
    for values, times in items.items():
        m, counts = len(values), Counter(values)
        if m < 2:
            continue
        for value, count in counts.items():
            totals[value] += count * times
        disagreed += times * (m * m - sum(count * count for count in counts.values())) / (m - 1)
    n = totals.total()
    expected = n * n - sum(count * count for count in totals.values())
    return None if expected == 0 else 1 - (n - 1) * disagreed / expected


def _corrected(agreed: float, expected: float) -> float | None:
    return None if 1 - expected < _NOTHING else (agreed - expected) / (1 - expected)
