"""Everything that one document says about two annotators' agreement; tallies add up over documents.

A tally is cheap to keep, so an edit in one article recomputes one tally and a sum.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from annotator.metrics import spans
from annotator.metrics.matching import Alignment, align_sides
from annotator.metrics.semeval import SemEval, semeval
from annotator.metrics.sides import Contacts, Side, contacts
from annotator.metrics.spans import Counts, Gate, sum_counts
from annotator.metrics.tokens import Touched, Words
from annotator.metrics.unitizing import Unitizing, sum_unitizing, unitizing
from annotator.metrics.units import Page, Sheet

ALL = "all"
NO_CONTACTS, NO_ALIGNMENT = Contacts((), ()), Alignment((), (), ())
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

    def __init__(self, words: Words, sheet: Sheet) -> None:
        self._words = words
        self.whole = sheet
        self.layers = sorted({unit.layer for unit in sheet.units} | {link.layer for link in sheet.links})
        self._sheets: dict[str | None, Sheet] = {None: sheet}
        self._sides: dict[str | None, Side] = {}
        self._touched: dict[str | None, Touched] = {}

    def of_layer(self, layer: str | None) -> Sheet:
        """Keep one layer, or everything when it is None."""
        if layer not in self._sheets:
            self._sheets[layer] = self.whole.of_layer(layer)
        return self._sheets[layer]

    def side(self, layer: str | None) -> Side:
        """Give the units of a layer as comparisons want them."""
        if layer not in self._sides:
            self._sides[layer] = Side(self.of_layer(layer).units)
        return self._sides[layer]

    def touched(self, layer: str | None) -> Touched:
        """Label the words that the spans of a layer touch."""
        if layer not in self._touched:
            self._touched[layer] = self._words.touched(self.of_layer(layer).units)
        return self._touched[layer]


class Comparison:
    """All annotators of one document, each pair and layer looked at once, whoever asks."""

    def __init__(self, page: Page, sheets: Mapping[str, Sheet]) -> None:
        self.page = page
        self.words = Words(page.tokens, (unit.label for one in sheets.values() for unit in one.units))
        self.readings = {name: Reading(self.words, one) for name, one in sheets.items()}
        self._empty: Tally | None = None
        self._met: dict[tuple[str, str, str], tuple[Contacts, Alignment]] = {}

    def alignment(self, a: str, b: str, layer: str) -> Alignment:
        """Pair the units of one layer of two annotators."""
        return self._meeting(a, b, layer)[1]

    def tallies(self, a: str, b: str, layers: tuple[str, ...]) -> dict[str, Tally]:
        """Compare two annotators in scope "all" and in each layer.

        A link may end in another layer, so links are compared by the alignment of whole sheets. Layers
        never align with each other, so most of "all" is the sum of its layers.
        """
        present = sorted({*self.readings[a].layers, *self.readings[b].layers})
        aligned = {layer: self.alignment(a, b, layer) for layer in present}
        partner = {one.id: other.id for of in aligned.values() for one, other in of.pairs}
        of_layers = {layer: self._tally(a, b, layer, partner) for layer in present}
        of_layers |= {layer: self._nothing(a, b, layer) for layer in layers if layer not in of_layers}
        some = [of_layers[layer] for layer in present] or [self._nothing(a, b, None)]
        return {ALL: self._together(total(some), a, b), **{layer: of_layers[layer] for layer in layers}}

    def _nothing(self, a: str, b: str, layer: str | None) -> Tally:
        """Compare two who have nothing in a layer: the same for any two and every such layer."""
        if self._empty is None:
            self._empty = self._tally(a, b, layer, {})
        return self._empty

    def everybody(self, layer: str | None) -> "Together":
        """Look at all annotators at once."""
        touched = [one.touched(layer) for one in self.readings.values()]
        return Together(len(touched), self.words.count(touched), self._cut([*self.readings], layer))

    def _meeting(self, a: str, b: str, layer: str) -> tuple[Contacts, Alignment]:
        known = self._met.get((a, b, layer))
        if known is None:
            left, right = self.readings[a].side(layer), self.readings[b].side(layer)
            met = contacts(left, right)
            known = self._met[a, b, layer] = (met, align_sides(left, right, met))
        return known

    def _tally(self, a: str, b: str, layer: str | None, partner: dict[str, str]) -> Tally:
        """Count everything; `partner` maps the first annotator's aligned spans to the second's."""
        left, right = self.readings[a].side(layer), self.readings[b].side(layer)
        met, alignment = self._meeting(a, b, layer) if layer is not None else (NO_CONTACTS, NO_ALIGNMENT)
        same = met.of_one_label(left, right)
        overlaps = spans.overlap_by_label(left, right, same)
        exact = spans.exact(left, right)
        return Tally(
            documents=1,
            spans_a=len(left),
            spans_b=len(right),
            family={
                "exact": exact,
                "boundary": spans.boundary(left, right),
                "overlap": Counts(sum(one.tp for one in overlaps.values()), len(left), len(right)),
                "overlap_any": spans.overlap_any(left, right, met),
                "iou50": spans.iou50(left, right, same),
                "character": spans.character(left, right),
            },
            gate=spans.gate(left, right, same),
            labels=spans.per_label(left, right),
            overlaps=overlaps,
            semeval=semeval(left, right, met),
            same_bounds=spans.same_bounds(left, right),
            tokens=self._tokens(a, b, layer),
            unitizing=self._cut([a, b], layer),
            confusion=spans.confusion(alignment),
            classes=spans.classes(alignment),
            attributes=_attributes(alignment),
            relations=_relations(self.readings[a].of_layer(layer), self.readings[b].of_layer(layer), partner),
            by_document=(exact,),
        )

    def _together(self, whole: Tally, a: str, b: str) -> Tally:
        """Make one document of the sum of its layers: words and segments are looked at across layers."""
        return replace(
            whole,
            documents=1,
            tokens=self._tokens(a, b, None),
            unitizing=self._cut([a, b], None),
            by_document=(whole.family["exact"],),
        )

    def _tokens(self, a: str, b: str, layer: str | None) -> Counter[tuple[str, ...]]:
        return self.words.count([self.readings[a].touched(layer), self.readings[b].touched(layer)])

    def _cut(self, names: Sequence[str], layer: str | None) -> Unitizing | None:
        """Compare how annotators cut the document; None when one's units overlap under different labels."""
        lines = [self.readings[name].side(layer).segments for name in names]
        known = [line for line in lines if line is not None]
        return unitizing(self.page.length, known) if len(known) == len(lines) else None


@dataclass(frozen=True, slots=True)
class Together:
    """What all annotators of one document say in one scope: values of words, and how they cut the text."""

    annotators: int
    tokens: Counter[tuple[str, ...]]
    unitizing: Unitizing | None


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
    found: dict[_Key, int] = {}
    for one in counters:
        for key, count in one.items():
            found[key] = found.get(key, 0) + count
    return Counter(found)


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
        if not a.attributes and not b.attributes:
            continue
        for name in {name for name, _ in (*a.attributes, *b.attributes)}:
            same = _values(a.attributes, name) == _values(b.attributes, name)
            counts[name] = counts.get(name, Counts()) + Counts(int(same), 1, 1)
    return counts


def _values(attributes: tuple[tuple[str, str], ...], name: str) -> list[str]:
    return sorted(value for other, value in attributes if other == name)


def _relations(a: Sheet, b: Sheet, partner: dict[str, str]) -> dict[str, Counts]:
    """For each relation label: links whose both ends are aligned, out of the links of each side."""
    if not a.links and not b.links:
        return {}
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
