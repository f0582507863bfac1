"""The figures of agreement for a set of annotators, as the JSON of the command line.

Undefined is None, never 0 or 1, and `reasons` says why.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from annotator.metrics.bootstrap import Resampling, f1_counts, interval_of
from annotator.metrics.drawn import Drawing, Spread
from annotator.metrics.kept import BLOCK, Kept
from annotator.metrics.nominal import fleiss_kappa, nominal_alpha
from annotator.metrics.pair_figures import (
    CHANCE,
    NO_TOKENS,
    ONE_VALUE,
    OVERLAP,
    Figures,
    mean,
    pair_figures,
    pair_without_documents,
)
from annotator.metrics.spans import Counts
from annotator.metrics.tally import ALL, Comparison, Tally, Together, counted
from annotator.metrics.unitizing import Unitizing, sum_unitizing
from annotator.metrics.units import Page, Sheet
from annotator.model.ids import DocumentId

_MEANS = ("exact", "overlap", "boundary")


@dataclass(frozen=True, slots=True)
class Work:
    """One document with the sheets of the annotators who are done with it."""

    page: Page
    sheets: Mapping[str, Sheet]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that one document adds to the figures; worth keeping as long as its spans are the same."""

    document: DocumentId
    annotators: int
    pairs: Mapping[tuple[str, str], Mapping[str, Tally]]
    together: Mapping[str, Together]


def agreement(
    work: Sequence[Work], annotators: Sequence[str], layers: Sequence[str], resampling: Resampling
) -> Figures:
    """Compute every figure in scope "all" and in each layer; each pair over its own shared documents."""
    found = []
    for one in work:
        sheets = {name: one.sheets[name] for name in annotators if name in one.sheets}
        found.append(compared(Comparison(one.page, sheets), tuple(layers)))
    return figures_of(found, annotators, layers, resampling)


def compared(one: Comparison, layers: tuple[str, ...]) -> Compared:
    """Compare all pairs of annotators in one document; those who are not done with it are not in it."""
    names = [*one.readings]
    pairs = {(a, b): one.tallies(a, b, layers) for a, b in combinations(names, 2)}
    together: dict[str, Together] = {}
    if len(names) > 2:
        together = {scope: one.everybody(None if scope == ALL else scope) for scope in (ALL, *layers)}
    elif len(names) == 2:
        (tally,) = pairs.values()
        together = {scope: Together(2, of.tokens, of.unitizing) for scope, of in tally.items()}
    return Compared(one.page.id, len(names), pairs, together)


def figures_of(
    found: Sequence[Compared], annotators: Sequence[str], layers: Sequence[str], resampling: Resampling
) -> Figures:
    """Compute every figure of documents that were compared one by one."""
    kept = Kept()
    scopes = {
        scope: scope_figures(scope, found, annotators, resampling=resampling, kept=kept) for scope in (ALL, *layers)
    }
    return {
        "documents": sum(one.annotators >= 2 for one in found),
        "annotators": list(annotators),
        "scopes": scopes,
    }


def scope_figures(
    scope: str, found: Sequence[Compared], annotators: Sequence[str], *, resampling: Resampling, kept: Kept
) -> Figures:
    """Compute every figure of one layer, or of all together; what is kept of the same tallies is not computed again."""
    pooled = {
        pair: tuple(one.pairs[pair][scope] for one in found if pair in one.pairs)
        for pair in combinations(annotators, 2)
    }
    pairs = [
        kept.answer(
            ("pair", scope, a, b),
            documents,
            partial(_kept_pair, scope, (a, b), documents, resampling=resampling, kept=kept),
        )
        for (a, b), documents in pooled.items()
    ]
    both = [one.pairs for one in found if one.annotators >= 2]
    drawing = Drawing(scope, both, tuple(pooled), resampling, kept)
    return {
        "pairs": pairs,
        "mean": _means(pairs, drawing),
        "all_annotators": _everybody(
            scope, [one.together[scope] for one in found if one.together], len(annotators), kept=kept
        ),
        "labels": _labels(pooled, drawing),
    }


def _kept_pair(
    scope: str, names: tuple[str, str], documents: Sequence[Tally], *, resampling: Resampling, kept: Kept
) -> Figures:
    if not documents:
        return pair_without_documents(*names)
    key = (scope, names)
    tally = kept.total(key, documents)
    interval = None
    if len(documents) > 1 and resampling.resamples:
        counts = f1_counts(tally.by_document)
        interval = interval_of(kept.drawn(key, counts, resamples=resampling.resamples, seed=resampling.seed))
    return pair_figures(*names, tally, interval)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Some documents added up: those that all have done, and those that at least two have."""

    documents: int
    complete: Counter[tuple[str, ...]]
    pairable: Counter[tuple[str, ...]]
    unitizing: Unitizing | None


def _sum_together(found: Sequence[Together], annotators: int) -> _Sum:
    complete = [one for one in found if one.annotators == annotators]
    cuts = [one.unitizing for one in complete if one.unitizing is not None]
    tokens = counted(one.tokens for one in complete)
    pairable = tokens if len(complete) == len(found) else counted(one.tokens for one in found)
    unit = sum_unitizing(cuts) if cuts and len(cuts) == len(complete) else None
    return _Sum(len(complete), tokens, pairable, unit)


def _everybody(scope: str, found: Sequence[Together], annotators: int, *, kept: Kept) -> Figures:
    """Compute the figures of all annotators together: over the documents that all have done.

    Nominal alpha alone takes in every document that at least two have done.
    """
    blocks = [found[at : at + BLOCK] for at in range(0, len(found), BLOCK)]
    sums = [
        kept.answer(("together", scope, n), block, partial(_sum_together, block, annotators))
        for n, block in enumerate(blocks)
    ]
    documents = sum(one.documents for one in sums)
    reasons: dict[str, str] = {}
    cuts = [one.unitizing for one in sums if one.documents]
    whole = [one for one in cuts if one is not None]
    unit = sum_unitizing(whole) if whole and len(whole) == len(cuts) else None
    if not documents:
        reasons["fleiss_kappa"] = reasons["unitizing"] = "no document was done by all of them"
    elif unit is None:
        reasons["unitizing"] = OVERLAP
    complete, pairable = counted(one.complete for one in sums), counted(one.pairable for one in sums)
    figures: Figures = {
        "documents": documents,
        "fleiss_kappa": fleiss_kappa(complete),
        "alpha_nominal": nominal_alpha(pairable),
        "u_alpha": unit.u_alpha if unit else None,
        "u_alpha_binary": unit.u_alpha_binary if unit else None,
        "cu_alpha": unit.cu_alpha if unit else None,
    }
    for name, items in (("fleiss_kappa", complete), ("alpha_nominal", pairable)):
        if figures[name] is None:
            reasons.setdefault(name, CHANCE if items else NO_TOKENS)
    for name in ("u_alpha", "u_alpha_binary", "cu_alpha"):
        if figures[name] is None:
            reasons[name] = reasons.get("unitizing", ONE_VALUE)
    return figures | {"reasons": reasons}


def _means(pairs: Sequence[Figures], drawing: Drawing) -> Figures:
    """Average over pairs without weights (Hripcsak and Rothschild 2005)."""
    spreads = drawing.spreads(_MEANS, lambda tally: tally.family)
    figures: Figures = {f"{name}_f1": mean(pair[name]["f1"] for pair in pairs) for name in _MEANS}
    figures |= {"token_kappa": mean(pair["token"]["cohen_kappa"] for pair in pairs)}
    for name, one in spreads.items():
        figures |= {f"{name}_{key}": value for key, value in _spread(one).items()}
    return figures


def _labels(pooled: Mapping[tuple[str, str], Sequence[Tally]], drawing: Drawing) -> Figures:
    """Average each label's exact F1 over the pairs in which either side used it."""
    totals = [
        drawing.kept.total((drawing.scope, pair), documents).labels for pair, documents in pooled.items() if documents
    ]
    names = sorted({label for of_pair in totals for label in of_pair})
    spreads = drawing.spreads(names, lambda tally: tally.labels)
    figures: Figures = {}
    for label in names:
        per_pair = [of_pair.get(label, Counts()) for of_pair in totals]
        figures[label] = {
            "mean_f1": mean(one.f1 for one in per_pair),
            **_spread(spreads[label]),
            "n": sum(one.n_a + one.n_b for one in per_pair),
        }
    return figures


def _spread(one: Spread) -> Figures:
    return {"interval": None if one.interval is None else list(one.interval), "jackknife_se": one.jackknife_se}
