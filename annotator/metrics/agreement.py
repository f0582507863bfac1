"""The figures of agreement for a set of annotators, as the JSON of the command line.

Undefined is None, never 0 or 1, and `reasons` says why.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from annotator.metrics.bootstrap import FEW_DOCUMENTS, f1_counts, interval_of, jackknife_se
from annotator.metrics.kept import BLOCK, Kept
from annotator.metrics.nominal import cohen_kappa, fleiss_kappa, nominal_alpha, observed
from annotator.metrics.spans import Counts
from annotator.metrics.tally import ALL, FAMILY, Reading, Tally, counted, cut, tallies
from annotator.metrics.tokens import OUTSIDE, count_items
from annotator.metrics.unitizing import Unitizing, sum_unitizing
from annotator.metrics.units import Page, Sheet
from annotator.model.ids import DocumentId

Figures = dict[str, Any]  # JSON: its shape is the contract of the command line

_NO_DOCUMENT = "no document was done by both"
_NOTHING = "neither annotator has a span here"
_OVERLAP = "spans with different labels overlap within an annotator, so they do not cut the text into segments"
_FEW = f"fewer than {FEW_DOCUMENTS} documents: read the interval with care, see jackknife_se"
_CHANCE = "chance agreement is complete: only one value occurs"


@dataclass(frozen=True, slots=True)
class Work:
    """One document with the sheets of the annotators who are done with it."""

    page: Page
    sheets: Mapping[str, Sheet]


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are drawn."""

    resamples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Together:
    """What all annotators of one document say in one scope: values of words, and how they cut the text."""

    annotators: int
    tokens: Counter[tuple[str, ...]]
    unitizing: Unitizing | None


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
    return figures_of([compared(one, annotators, tuple(layers)) for one in work], annotators, layers, resampling)


def compared(one: Work, annotators: Sequence[str], layers: tuple[str, ...]) -> Compared:
    """Compare all pairs of annotators in one document; those who are not done with it have no sheet."""
    readings = {name: Reading(one.page, one.sheets[name]) for name in annotators if name in one.sheets}
    pairs = {(a, b): tallies(one.page, readings[a], readings[b], layers) for a, b in combinations(readings, 2)}
    together: dict[str, Together] = {}
    if len(readings) > 2:
        together = {scope: _together(one.page, tuple(readings.values()), scope) for scope in (ALL, *layers)}
    elif len(readings) == 2:
        (tally,) = pairs.values()
        together = {scope: Together(2, of.tokens, of.unitizing) for scope, of in tally.items()}
    return Compared(one.page.id, len(readings), pairs, together)


def _together(page: Page, readings: Sequence[Reading], scope: str) -> Together:
    layer = None if scope == ALL else scope
    items = count_items(len(page.tokens), [one.touched(layer) for one in readings])
    return Together(len(readings), items, cut(page, tuple(one.of_layer(layer) for one in readings)))


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
    return {
        "pairs": pairs,
        "mean": {
            "exact_f1": _mean(pair["exact"]["f1"] for pair in pairs),
            "overlap_f1": _mean(pair["overlap"]["f1"] for pair in pairs),
            "boundary_f1": _mean(pair["boundary"]["f1"] for pair in pairs),
            "token_kappa": _mean(pair["token"]["cohen_kappa"] for pair in pairs),
        },
        "all_annotators": _everybody(
            scope, [one.together[scope] for one in found if one.together], len(annotators), kept=kept
        ),
        "labels": _labels(scope, pooled, resampling=resampling, kept=kept),
    }


def _kept_pair(
    scope: str, names: tuple[str, str], documents: Sequence[Tally], *, resampling: Resampling, kept: Kept
) -> Figures:
    if not documents:
        return _pair_without_documents(*names)
    key = (scope, names)
    tally = kept.total(key, documents)
    interval = None
    if len(documents) > 1 and resampling.resamples:
        counts = f1_counts(tally.by_document)
        interval = interval_of(kept.drawn(key, counts, resamples=resampling.resamples, seed=resampling.seed))
    return _pair_figures(*names, tally, interval)


def _pair_figures(a: str, b: str, tally: Tally, interval: tuple[float, float] | None) -> Figures:
    """Compute the figures of one pair from what its shared documents add up to."""
    reasons: dict[str, str] = {}
    token = _token_figures(tally, reasons)
    figures: Figures = {"a": a, "b": b, "documents": tally.documents}
    figures |= {"spans_a": tally.spans_a, "spans_b": tally.spans_b}
    figures |= {name: counts_figures(tally.family[name]) for name in FAMILY}
    figures |= {
        "gate": _gate_figures(tally),
        "labels": {label: counts_figures(counts) for label, counts in tally.labels.items()},
        "macro_f1": _mean(counts.f1 for counts in tally.labels.values()),
        "token": token,
        "unitizing": _unitizing_figures(tally, reasons),
        "confusion": dict(sorted(tally.confusion.items())),
        "classes": {name: tally.classes[name] for name in _CLASSES},
        "label_only": _label_only(tally, reasons),
        "semeval": _semeval_figures(tally, reasons),
        "attributes": {name: {"n": one.n_a, "agree": one.tp} for name, one in tally.attributes.items()},
        "relations": {name: _relation_figures(one) for name, one in tally.relations.items()},
        "f1_interval": None if interval is None else list(interval),
        "jackknife_se": jackknife_se(tally.by_document),
    }
    if not tally.spans_a and not tally.spans_b:
        reasons |= dict.fromkeys((*FAMILY, "gate", "macro_f1"), _NOTHING)
    if figures["f1_interval"] is None:
        reasons["f1_interval"] = "an interval needs two documents with spans"
    elif tally.documents < FEW_DOCUMENTS:
        reasons["f1_interval"] = _FEW
    return figures | {"reasons": reasons}


_CLASSES = ("agree", "boundary", "label", "boundary_label", "only_a", "only_b", "split")


def counts_figures(counts: Counts) -> Figures:
    """Write counts with precision, recall and F1."""
    return {
        "tp": counts.tp,
        "n_a": counts.n_a,
        "n_b": counts.n_b,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


def _relation_figures(counts: Counts) -> Figures:
    return {"tp": counts.tp, "n_a": counts.n_a, "n_b": counts.n_b, "f1": counts.f1}


def _gate_figures(tally: Tally) -> Figures:
    gate = tally.gate
    return {
        "correct": gate.correct,
        "partial": gate.partial,
        "missing": gate.missing,
        "spurious": gate.spurious,
        "f1_strict": gate.f1_strict,
        "f1_lenient": gate.f1_lenient,
        "f1_average": gate.f1_average,
    }


def _token_figures(tally: Tally, reasons: dict[str, str]) -> Figures:
    labels = sorted({label for pair in tally.tokens for value in pair for label in value.split("|")} - {OUTSIDE})
    figures = {
        "observed": observed(tally.tokens),
        "cohen_kappa": cohen_kappa(tally.tokens),
        "cohen_kappa_per_label": {label: cohen_kappa(table) for label, table in _binary(tally.tokens, labels).items()},
    }
    if figures["cohen_kappa"] is None:
        reasons["token"] = _CHANCE if tally.tokens else "the documents have no tokens"
    return figures


def _binary(tokens: Counter[tuple[str, ...]], labels: Sequence[str]) -> dict[str, Counter[tuple[str, ...]]]:
    """Count for each label who said it of a word and who did not."""
    tables: dict[str, Counter[tuple[str, ...]]] = {label: Counter() for label in labels}
    for values, times in tokens.items():
        said = [value.split("|") for value in values]
        for label in {label for one in said for label in one if label != OUTSIDE}:
            tables[label][tuple("yes" if label in one else "no" for one in said)] += times
    whole = tokens.total()
    for table in tables.values():
        table["no", "no"] += whole - table.total()
    return tables


def _unitizing_figures(tally: Tally, reasons: dict[str, str]) -> Figures:
    if tally.unitizing is None:
        reasons["unitizing"] = _OVERLAP
        return {"u_alpha": None, "u_alpha_binary": None, "cu_alpha": None}
    return _alphas(tally, reasons)


def _alphas(tally: Tally, reasons: dict[str, str]) -> Figures:
    assert tally.unitizing is not None
    figures = {
        "u_alpha": tally.unitizing.u_alpha,
        "u_alpha_binary": tally.unitizing.u_alpha_binary,
        "cu_alpha": tally.unitizing.cu_alpha,
    }
    reasons |= {name: "only one value, or nothing shared, to compare" for name, one in figures.items() if one is None}
    return figures


def _label_only(tally: Tally, reasons: dict[str, str]) -> Figures:
    pairs = tally.same_bounds
    kappa = cohen_kappa(pairs)
    if kappa is None:
        reasons["label_only"] = _CHANCE if pairs else "no two spans have the same bounds"
    return {"n": pairs.total(), "accuracy": observed(pairs), "kappa": kappa}


def _semeval_figures(tally: Tally, reasons: dict[str, str]) -> Figures | None:
    if tally.semeval is None:
        reasons["semeval"] = "a span overlaps more than one span of the other annotator"
        return None
    return {
        scheme: {name: getattr(one, name) for name in ("COR", "INC", "PAR", "MIS", "SPU", "precision", "recall", "f1")}
        for scheme, one in tally.semeval.items()
    }


def _pair_without_documents(a: str, b: str) -> Figures:
    empty = counts_figures(Counts())
    return {
        "a": a,
        "b": b,
        "documents": 0,
        "spans_a": 0,
        "spans_b": 0,
        **dict.fromkeys(FAMILY, empty),
        "gate": dict.fromkeys(("correct", "partial", "missing", "spurious"), 0)
        | dict.fromkeys(("f1_strict", "f1_lenient", "f1_average")),
        "labels": {},
        "macro_f1": None,
        "token": {"observed": None, "cohen_kappa": None, "cohen_kappa_per_label": {}},
        "unitizing": dict.fromkeys(("u_alpha", "u_alpha_binary", "cu_alpha")),
        "confusion": {},
        "classes": dict.fromkeys(_CLASSES, 0),
        "label_only": {"n": 0, "accuracy": None, "kappa": None},
        "semeval": None,
        "attributes": {},
        "relations": {},
        "f1_interval": None,
        "jackknife_se": None,
        "reasons": {"documents": _NO_DOCUMENT},
    }


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
        reasons["unitizing"] = _OVERLAP
    return {
        "documents": documents,
        "fleiss_kappa": fleiss_kappa(counted(one.complete for one in sums)),
        "alpha_nominal": nominal_alpha(counted(one.pairable for one in sums)),
        "u_alpha": unit.u_alpha if unit else None,
        "u_alpha_binary": unit.u_alpha_binary if unit else None,
        "cu_alpha": unit.cu_alpha if unit else None,
        "reasons": reasons,
    }


def _labels(
    scope: str, pooled: Mapping[tuple[str, str], tuple[Tally, ...]], *, resampling: Resampling, kept: Kept
) -> Figures:
    documents = [one for of_pair in pooled.values() for one in of_pair]
    return kept.answer(
        ("labels", scope), documents, lambda: _label_figures(scope, pooled, resampling=resampling, kept=kept)
    )


def _label_figures(
    scope: str, pooled: Mapping[tuple[str, str], tuple[Tally, ...]], *, resampling: Resampling, kept: Kept
) -> Figures:
    """Pool each label over pairs and documents; one table of counts serves the resampling of all labels."""
    totals = {pair: kept.total((scope, pair), documents).labels for pair, documents in pooled.items() if documents}
    names = sorted({label for of_pair in totals.values() for label in of_pair})
    documents = [one for of_pair in pooled.values() for one in of_pair]
    counts = np.zeros((len(documents), len(names), 2))
    place = {label: n for n, label in enumerate(names)}
    for row, one in enumerate(documents):
        for label, of in one.labels.items():
            counts[row, place[label]] = (2 * of.tp, of.n_a + of.n_b)
    drawn = None
    if len(documents) > 1 and resampling.resamples and names:
        flat = counts.reshape(len(documents), -1)
        key = ("labels", scope, tuple(names))
        drawn = kept.drawn(key, flat, resamples=resampling.resamples, seed=resampling.seed).reshape(-1, len(names), 2)
    figures = {}
    for label, n in place.items():
        per_pair = [of_pair.get(label, Counts()) for of_pair in totals.values()]
        interval = None if drawn is None else interval_of(drawn[:, n])
        figures[label] = {
            "mean_f1": _mean(one.f1 for one in per_pair),
            "interval": None if interval is None else list(interval),
            "n": sum(one.n_a + one.n_b for one in per_pair),
        }
    return figures


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
