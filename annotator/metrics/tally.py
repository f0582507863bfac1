"""Everything that one document says about two annotators' agreement; tallies add up over documents.

A tally is cheap to keep, so an edit in one article recomputes one tally and a sum.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from annotator.metrics import spans
from annotator.metrics.matching import Alignment, align_sorted
from annotator.metrics.semeval import ManyCounterparts, SemEval, semeval_of
from annotator.metrics.spans import Counts, Gate, sum_counts
from annotator.metrics.tokens import Touched, count_items, touched_tokens
from annotator.metrics.unitizing import Overlapping, Unitizing, segments, sum_unitizing, unitizing
from annotator.metrics.units import Page, Sheet, touching

ALL = "all"
FAMILY = ("exact", "boundary", "overlap", "overlap_any", "iou50", "character")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """One document, or several added up. None: undefined for these spans."""

    documents: int
    spans_a: int
    spans_b: int
    family: dict[str, Counts]
    gate: Gate
    labels: dict[str, Counts]
    overlaps: dict[str, Counts]
    semeval: dict[str, SemEval] | None
    same_bounds: Counter[tuple[str, ...]]
    tokens: Counter[tuple[str, ...]]
    unitizing: Unitizing | None
    confusion: Counter[str]
    classes: Counter[str]
    attributes: dict[str, Counts]
    relations: dict[str, Counts]
    by_document: tuple[Counts, ...]


class Reading:
    """One annotator's sheet of one document, looked at once for all the pairs that she is in."""

    def __init__(self, page: Page, sheet: Sheet) -> None:
        self._tokens = page.tokens
        self.whole = sheet
        self.layers = sorted({unit.layer for unit in sheet.units} | {link.layer for link in sheet.links})
        self._sheets: dict[str | None, Sheet] = {None: sheet}
        self._touched: dict[str | None, Touched] = {}

    def of_layer(self, layer: str | None) -> Sheet:
        """Keep one layer, or everything when it is None."""
        if layer not in self._sheets:
            self._sheets[layer] = self.whole.of_layer(layer)
        return self._sheets[layer]

    def touched(self, layer: str | None) -> Touched:
        """Label the words that the spans of a layer touch."""
        if layer not in self._touched:
            self._touched[layer] = touched_tokens(self._tokens, self.of_layer(layer).units)
        return self._touched[layer]


def tallies(page: Page, a: Reading, b: Reading, layers: tuple[str, ...]) -> dict[str, Tally]:
    """Compare two annotators' readings of one document in scope "all" and in each layer.

    A link may end in another layer, so links are compared by the alignment of whole sheets. Layers
    never align with each other, so most of "all" is the sum of its layers.
    """
    present = sorted({*a.layers, *b.layers})
    comparisons = {layer: _Comparison(page, a, b, layer) for layer in dict.fromkeys((*layers, *present))}
    partner = {one.id: other.id for of in comparisons.values() for one, other in of.alignment.pairs}
    of_layers = {layer: of.tally(partner) for layer, of in comparisons.items()}
    if present:
        together = _together(total(tuple(of_layers[layer] for layer in present)), page, a, b)
    else:
        together = _Comparison(page, a, b, None).tally(partner)
    return {ALL: together, **{layer: of_layers[layer] for layer in layers}}


def _together(whole: Tally, page: Page, a: Reading, b: Reading) -> Tally:
    """Make one document of the sum of its layers: words, segments and characters are looked at across layers."""
    sheets = (a.whole, b.whole)
    family = {**whole.family, "character": spans.character(a.whole.units, b.whole.units)}
    return replace(
        whole,
        documents=1,
        family=family,
        tokens=count_items(len(page.tokens), (a.touched(None), b.touched(None))),
        unitizing=cut(page, sheets),
        by_document=(family["exact"],),
    )


class _Comparison:
    """Two annotators' units of one layer of one document."""

    def __init__(self, page: Page, a: Reading, b: Reading, layer: str | None) -> None:
        self._page = page
        self._sheets = (a.of_layer(layer), b.of_layer(layer))
        self._touched = (a.touched(layer), b.touched(layer))
        of_a, of_b = (sheet.units for sheet in self._sheets)
        self._contacts = touching(of_a, of_b)
        self.alignment = align_sorted(of_a, of_b, self._contacts)

    def tally(self, partner: dict[str, str]) -> Tally:
        """Count everything; `partner` maps the first annotator's aligned spans to the second's."""
        a, b = self._sheets
        family = spans.family(a.units, b.units, self._contacts)
        return Tally(
            documents=1,
            spans_a=len(a.units),
            spans_b=len(b.units),
            family=family,
            gate=spans.gate_of(a.units, b.units, self._contacts),
            labels=(labels := spans.per_label([(a, b)])),
            overlaps=spans.overlaps(a.units, b.units, self._contacts, labels),
            semeval=self._semeval(),
            same_bounds=Counter(spans.same_bounds(a.units, b.units)),
            tokens=count_items(len(self._page.tokens), self._touched),
            unitizing=cut(self._page, self._sheets),
            confusion=spans.confusion(self.alignment),
            classes=spans.classes(self.alignment),
            attributes=_attributes(self.alignment),
            relations=_relations(a, b, partner),
            by_document=(family["exact"],),
        )

    def _semeval(self) -> dict[str, SemEval] | None:
        try:
            return semeval_of(self._sheets[0].units, self._sheets[1].units, self._contacts)
        except ManyCounterparts:
            return None


def cut(page: Page, sheets: tuple[Sheet, ...]) -> Unitizing | None:
    """Compare how annotators cut one document; None when one's units overlap under different labels."""
    try:
        return unitizing(page.length, [segments(sheet.units) for sheet in sheets])
    except Overlapping:
        return None


def total(tallies: Sequence[Tally]) -> Tally:
    """Add tallies up, at least one."""
    if len(tallies) == 1:
        return tallies[0]
    return Tally(
        documents=sum(one.documents for one in tallies),
        spans_a=sum(one.spans_a for one in tallies),
        spans_b=sum(one.spans_b for one in tallies),
        family=_summed([one.family for one in tallies]),
        gate=sum((one.gate for one in tallies[1:]), tallies[0].gate),
        labels=_summed([one.labels for one in tallies]),
        overlaps=_summed([one.overlaps for one in tallies]),
        semeval=_semeval_summed([one.semeval for one in tallies]),
        same_bounds=counted(one.same_bounds for one in tallies),
        tokens=counted(one.tokens for one in tallies),
        unitizing=_unitizing_summed([one.unitizing for one in tallies]),
        confusion=counted(one.confusion for one in tallies),
        classes=counted(one.classes for one in tallies),
        attributes=_summed([one.attributes for one in tallies]),
        relations=_summed([one.relations for one in tallies]),
        by_document=tuple(chain.from_iterable(one.by_document for one in tallies)),
    )


def counted(counters: Iterable[Counter[_Key]]) -> Counter[_Key]:
    """Add counters up."""
    found: Counter[_Key] = Counter()
    for one in counters:
        for key, count in one.items():
            found[key] += count
    return found


def _summed(counts: Sequence[dict[str, Counts]]) -> dict[str, Counts]:
    found: dict[str, list[Counts]] = {}
    for one in counts:
        for key, value in one.items():
            found.setdefault(key, []).append(value)
    ordered = found if set(found) == set(FAMILY) else sorted(found)
    return {key: sum_counts(found[key]) for key in ordered}


def _semeval_summed(found: Sequence[dict[str, SemEval] | None]) -> dict[str, SemEval] | None:
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    return {scheme: sum((one[scheme] for one in known[1:]), known[0][scheme]) for scheme in known[0]}


def _unitizing_summed(found: Sequence[Unitizing | None]) -> Unitizing | None:
    known = [one for one in found if one is not None]
    return sum_unitizing(known) if len(known) == len(found) else None


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
