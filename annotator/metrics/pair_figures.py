"""Writes the figures of one pair of annotators as JSON; whatever is undefined is null and has its reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from annotator.metrics.bootstrap import FEW_DOCUMENTS, jackknife_se
from annotator.metrics.nominal import cohen_kappa, observed
from annotator.metrics.spans import Counts
from annotator.metrics.tally import FAMILY, Tally
from annotator.metrics.tokens import BETWEEN, OUTSIDE

Figures = dict[str, Any]  # JSON: its shape is the contract of the command line

OVERLAP = "spans with different labels overlap within an annotator, so they do not cut the text into segments"
CHANCE = "chance agreement is complete: only one value occurs"
NO_TOKENS = "the documents have no tokens"
ONE_VALUE = "only one value, or nothing shared, to compare"
_NO_DOCUMENT = "no document was done by both"
_NOTHING = "neither annotator has a span here"
_ONE_SIDED = "precision or recall is undefined where only one annotator has spans"
_FEW = f"fewer than {FEW_DOCUMENTS} documents: read the interval with care, see jackknife_se"


def mean(values: Iterable[float | None]) -> float | None:
    """Average what is defined; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def pair_figures(a: str, b: str, tally: Tally, interval: tuple[float, float] | None) -> Figures:
    """Compute the figures of one pair from what its shared documents add up to."""
    reasons: dict[str, str] = {}
    token = _token_figures(tally, reasons)
    figures: Figures = {"a": a, "b": b, "documents": tally.documents}
    figures |= {"spans_a": tally.spans_a, "spans_b": tally.spans_b}
    figures |= {name: counts_figures(tally.family[name]) for name in FAMILY}
    figures |= {
        "gate": _gate_figures(tally),
        "labels": {label: counts_figures(counts) for label, counts in tally.labels.items()},
        "macro_f1": mean(counts.f1 for counts in tally.labels.values()),
        "token": token,
        "unitizing": _unitizing_figures(tally, reasons),
        "confusion": dict(sorted(tally.confusion.items())),
        "classes": {name: tally.classes[name] for name in _CLASSES},
        "label_only": _label_only(tally, reasons),
        "semeval": _semeval_figures(tally),
        "attributes": {name: {"n": one.n_a, "agree": one.tp} for name, one in tally.attributes.items()},
        "relations": {name: _relation_figures(one) for name, one in tally.relations.items()},
        "f1_interval": None if interval is None else list(interval),
        "jackknife_se": jackknife_se(tally.by_document),
    }
    reasons |= _sides(tally)
    if figures["f1_interval"] is None:
        reasons["f1_interval"] = "an interval needs two documents with spans"
    elif tally.documents < FEW_DOCUMENTS:
        reasons["f1_interval"] = _FEW
    if figures["jackknife_se"] is None:
        reasons["jackknife_se"] = "leaving out a document must leave one with spans"
    return figures | {"reasons": reasons}


def _sides(tally: Tally) -> dict[str, str]:
    """Say what is undefined because one or both have no span."""
    if not tally.spans_a and not tally.spans_b:
        return dict.fromkeys((*FAMILY, "gate", "macro_f1", "semeval"), _NOTHING)
    reasons = {}
    if not tally.spans_a or not tally.spans_b:
        reasons = dict.fromkeys((*FAMILY, "semeval"), _ONE_SIDED)
    if tally.semeval is None:
        reasons["semeval"] = "a span overlaps more than one span of the other annotator"
    if any(not one.n_a or not one.n_b for one in tally.labels.values()):
        reasons["labels"] = _ONE_SIDED
    if any(not one.n_a or not one.n_b for one in tally.relations.values()):
        reasons["relations"] = _ONE_SIDED
    return reasons


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
    labels = sorted({label for pair in tally.tokens for value in pair for label in value.split(BETWEEN)} - {OUTSIDE})
    kappa = cohen_kappa(tally.tokens)
    per_label = {label: cohen_kappa(table) for label, table in _binary(tally.tokens, labels).items()}
    if kappa is None or None in per_label.values():
        reasons["token"] = CHANCE if tally.tokens else NO_TOKENS
    return {"observed": observed(tally.tokens), "cohen_kappa": kappa, "cohen_kappa_per_label": per_label}


def _binary(tokens: Counter[tuple[str, ...]], labels: Sequence[str]) -> dict[str, Counter[tuple[str, ...]]]:
    """Count for each label who said it of a word and who did not."""
    tables: dict[str, Counter[tuple[str, ...]]] = {label: Counter() for label in labels}
    for values, times in tokens.items():
        said = [value.split(BETWEEN) for value in values]
        for label in {label for one in said for label in one if label != OUTSIDE}:
            tables[label][tuple("yes" if label in one else "no" for one in said)] += times
    whole = tokens.total()
    for table in tables.values():
        table["no", "no"] += whole - table.total()
    return tables


def _unitizing_figures(tally: Tally, reasons: dict[str, str]) -> Figures:
    if tally.unitizing is None:
        reasons["unitizing"] = OVERLAP
        return {"u_alpha": None, "u_alpha_binary": None, "cu_alpha": None}
    return _alphas(tally, reasons)


def _alphas(tally: Tally, reasons: dict[str, str]) -> Figures:
    assert tally.unitizing is not None
    figures = {
        "u_alpha": tally.unitizing.u_alpha,
        "u_alpha_binary": tally.unitizing.u_alpha_binary,
        "cu_alpha": tally.unitizing.cu_alpha,
    }
    missing = dict.fromkeys((name for name, one in figures.items() if one is None), ONE_VALUE)
    reasons |= missing | ({"unitizing": ONE_VALUE} if missing else {})
    return figures


def _label_only(tally: Tally, reasons: dict[str, str]) -> Figures:
    pairs = tally.same_bounds
    kappa = cohen_kappa(pairs)
    if kappa is None:
        reasons["label_only"] = CHANCE if pairs else "no two spans have the same bounds"
    return {"n": pairs.total(), "accuracy": observed(pairs), "kappa": kappa}


def _semeval_figures(tally: Tally) -> Figures | None:
    if tally.semeval is None:
        return None
    return {
        scheme: {name: getattr(one, name) for name in ("COR", "INC", "PAR", "MIS", "SPU", "precision", "recall", "f1")}
        for scheme, one in tally.semeval.items()
    }


def pair_without_documents(a: str, b: str) -> Figures:
    """Write a pair that shares no document: every figure is null."""
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
