"""Everything that one document says about two annotators' agreement; tallies add up over documents.

A tally is cheap to keep, so an edit in one article recomputes one tally and a sum.
"""

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import add

from annotator.metrics import spans
from annotator.metrics.matching import Alignment, align
from annotator.metrics.semeval import ManyCounterparts, SemEval, semeval
from annotator.metrics.spans import Counts, Gate
from annotator.metrics.tokens import token_labels
from annotator.metrics.unitizing import Overlapping, Unitizing, segments, unitizing
from annotator.metrics.units import Page, Sheet

ALL = "all"
FAMILY = ("exact", "boundary", "overlap", "overlap_any", "iou50", "character")
_COUNTERS = {name: getattr(spans, name) for name in FAMILY}


@dataclass(frozen=True, slots=True)
class Tally:
    """One document, or several added up. None: undefined for these spans."""

    documents: int
    spans_a: int
    spans_b: int
    family: dict[str, Counts]
    gate: Gate
    labels: dict[str, Counts]
    semeval: dict[str, SemEval] | None
    same_bounds: Counter[tuple[str, ...]]
    tokens: Counter[tuple[str, ...]]
    unitizing: Unitizing | None
    confusion: Counter[str]
    classes: Counter[str]
    attributes: dict[str, Counts]
    relations: dict[str, Counts]
    by_document: tuple[Counts, ...]

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            documents=self.documents + other.documents,
            spans_a=self.spans_a + other.spans_a,
            spans_b=self.spans_b + other.spans_b,
            family={name: self.family[name] + other.family[name] for name in FAMILY},
            gate=self.gate + other.gate,
            labels=_sum(self.labels, other.labels),
            semeval=_sum_semeval(self.semeval, other.semeval),
            same_bounds=self.same_bounds + other.same_bounds,
            tokens=self.tokens + other.tokens,
            unitizing=None if self.unitizing is None or other.unitizing is None else self.unitizing + other.unitizing,
            confusion=self.confusion + other.confusion,
            classes=self.classes + other.classes,
            attributes=_sum(self.attributes, other.attributes),
            relations=_sum(self.relations, other.relations),
            by_document=self.by_document + other.by_document,
        )


def tallies(page: Page, a: Sheet, b: Sheet, layers: tuple[str, ...]) -> dict[str, Tally]:
    """Compare two annotators' sheets of one document in scope "all" and in each layer.

    A link may end in another layer, so links are compared by the alignment of whole sheets.
    """
    partner = {one.id: other.id for one, other in align(a.units, b.units).pairs}
    scopes: dict[str, str | None] = {ALL: None, **{layer: layer for layer in layers}}
    return {scope: _tally(page, (a.of_layer(layer), b.of_layer(layer)), partner) for scope, layer in scopes.items()}


def _tally(page: Page, sheets: tuple[Sheet, Sheet], partner: dict[str, str]) -> Tally:
    a, b = sheets
    alignment = align(a.units, b.units)
    family = {name: count(a.units, b.units) for name, count in _COUNTERS.items()}
    pairs = zip(token_labels(page.tokens, a.units), token_labels(page.tokens, b.units), strict=True)
    return Tally(
        documents=1,
        spans_a=len(a.units),
        spans_b=len(b.units),
        family=family,
        gate=spans.gate(a.units, b.units),
        labels=spans.per_label([(a, b)]),
        semeval=_semeval(a, b),
        same_bounds=Counter(spans.same_bounds(a.units, b.units)),
        tokens=Counter(pairs),
        unitizing=cut(page, sheets),
        confusion=spans.confusion(alignment),
        classes=spans.classes(alignment),
        attributes=_attributes(alignment),
        relations=_relations(a, b, partner),
        by_document=(family["exact"],),
    )


def cut(page: Page, sheets: tuple[Sheet, ...]) -> Unitizing | None:
    """Compare how annotators cut one document; None when one's units overlap under different labels."""
    try:
        return unitizing(page.length, [segments(sheet.units) for sheet in sheets])
    except Overlapping:
        return None


def total(tallies: tuple[Tally, ...]) -> Tally:
    """Add tallies up; raises TypeError for none at all."""
    return reduce(add, tallies)


def _sum(one: dict[str, Counts], other: dict[str, Counts]) -> dict[str, Counts]:
    return {key: one.get(key, Counts()) + other.get(key, Counts()) for key in sorted(one.keys() | other.keys())}


def _semeval(a: Sheet, b: Sheet) -> dict[str, SemEval] | None:
    try:
        return semeval([(a.units, b.units)])
    except ManyCounterparts:
        return None


def _sum_semeval(one: dict[str, SemEval] | None, other: dict[str, SemEval] | None) -> dict[str, SemEval] | None:
    if one is None or other is None:
        return None
    return {scheme: one[scheme] + other[scheme] for scheme in one}


def _attributes(alignment: Alignment) -> dict[str, Counts]:
    """For each attribute: pairs with equal values out of the aligned pairs in which a side has it."""
    counts: dict[str, Counts] = {}
    for a, b in alignment.pairs:
        names = {name for name, _ in (*a.attributes, *b.attributes)}
        for name in names:
            same = _values(a.attributes, name) == _values(b.attributes, name)
            counts[name] = counts.get(name, Counts()) + Counts(int(same), 1, 1)
    return counts


def _values(attributes: tuple[tuple[str, str], ...], name: str) -> list[str]:
    return sorted(value for other, value in attributes if other == name)


def _relations(a: Sheet, b: Sheet, partner: dict[str, str]) -> dict[str, Counts]:
    """For each relation label: links whose both ends are aligned, out of the links of each side."""
    of_b = Counter((link.label, link.from_unit, link.to_unit) for link in b.links)
    counts: dict[str, Counts] = {}
    for label in sorted({link.label for link in (*a.links, *b.links)}):
        mapped = Counter(
            (label, partner[link.from_unit], partner[link.to_unit])
            for link in a.links
            if link.label == label and link.from_unit in partner and link.to_unit in partner
        )
        n_a = sum(link.label == label for link in a.links)
        n_b = sum(link.label == label for link in b.links)
        counts[label] = Counts((mapped & of_b).total(), n_a, n_b)
    return counts
