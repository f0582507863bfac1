"""The F1 family: exact, boundary, overlap, IoU, character and GATE, per document and pooled."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.metrics.matching import Alignment, count_matches
from annotator.metrics.sides import Contacts, Side
from annotator.metrics.units import Unit
from annotator.model.annotation import Fragment

IOU_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Counts:
    """Agreed items out of those on each side; additive over documents."""

    tp: int = 0
    n_a: int = 0
    n_b: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.tp + other.tp, self.n_a + other.n_a, self.n_b + other.n_b)

    @property
    def precision(self) -> float | None:
        """Tp / n_b with the first annotator as reference; None when the second has nothing."""
        return self.tp / self.n_b if self.n_b else None

    @property
    def recall(self) -> float | None:
        """Tp / n_a with the first annotator as reference; None when the first has nothing."""
        return self.tp / self.n_a if self.n_a else None

    @property
    def f1(self) -> float | None:
        """2 tp / (n_a + n_b), the same from both sides; None when both have nothing."""
        total = self.n_a + self.n_b
        return 2 * self.tp / total if total else None


def sum_counts(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    tp = n_a = n_b = 0
    for one in counts:
        tp, n_a, n_b = tp + one.tp, n_a + one.n_a, n_b + one.n_b
    return Counts(tp, n_a, n_b)


@dataclass(frozen=True, slots=True)
class Gate:
    """GATE's Annotation Diff: exact pairs first, overlapping pairs of one label among the rest are partial."""

    correct: int = 0
    partial: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: "Gate") -> "Gate":
        return Gate(
            self.correct + other.correct,
            self.partial + other.partial,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def f1_strict(self) -> float | None:
        """2 correct / (n_a + n_b)."""
        return 2 * self.correct / self._total if self._total else None

    @property
    def f1_lenient(self) -> float | None:
        """2 (correct + partial) / (n_a + n_b)."""
        return 2 * (self.correct + self.partial) / self._total if self._total else None

    @property
    def f1_average(self) -> float | None:
        """Mean of strict and lenient."""
        return (2 * self.correct + self.partial) / self._total if self._total else None

    @property
    def _total(self) -> int:
        return 2 * (self.correct + self.partial) + self.missing + self.spurious


def exact(a: Side, b: Side) -> Counts:
    """Count units with the same layer, fragments and label."""
    return Counts(len(a.identities & b.identities), len(a), len(b))


def boundary(a: Side, b: Side) -> Counts:
    """Count units with the same layer and fragments, whatever the label (multiset intersection)."""
    tp = sum(min(len(a.extents[one]), len(b.extents[one])) for one in a.extents.keys() & b.extents.keys())
    return Counts(tp, len(a), len(b))


def overlap_by_label(a: Side, b: Side, same: Contacts) -> dict[str, Counts]:
    """Count for each label the pairs of a maximum matching of overlapping units that have it.

    `same` are the contacts within a label. No edge joins two labels, so the matching falls apart into theirs.
    """
    tp: dict[str, int] = {}
    for i, _, _ in same.alone:
        tp[a.labels[i]] = tp.get(a.labels[i], 0) + 1
    edges: dict[str, list[tuple[int, int]]] = {}
    for i, j, _ in same.tangled:
        edges.setdefault(a.labels[i], []).append((i, j))
    for label, found in edges.items():
        tp[label] = tp.get(label, 0) + count_matches(found)
    return {label: Counts(tp.get(label, 0), n_a, n_b) for label, n_a, n_b in _label_numbers(a, b)}


def overlap_any(a: Side, b: Side, met: Contacts) -> Counts:
    """Count the pairs of a maximum matching of overlapping units of one layer, label ignored."""
    return Counts(len(met.alone) + count_matches((i, j) for i, j, _ in met.tangled), len(a), len(b))


def iou50(a: Side, b: Side, same: Contacts) -> Counts:
    """Count the pairs of a maximum matching of units with the same label and IoU >= .5."""
    n_a, n_b = a.lengths, b.lengths
    alone, tangled = (
        [(i, j) for i, j, shared in some if shared >= IOU_THRESHOLD * (n_a[i] + n_b[j] - shared)]
        for some in (same.alone, same.tangled)
    )
    return Counts(len(alone) + count_matches(tangled), len(a), len(b))


def character(a: Side, b: Side) -> Counts:
    """Count the (position, layer, label) triples that both marked; n_a and n_b count those of each side."""
    left, right = a.stretches, b.stretches
    shared = sum(_shared(left[key], right[key]) for key in left.keys() & right.keys())
    return Counts(shared, _length(left.values()), _length(right.values()))


def gate(a: Side, b: Side, same: Contacts) -> Gate:
    """Class units as GATE's AnnotationDiffer does, the partial ones by a maximum matching of what is not exact."""
    exact_ones = a.identities & b.identities
    partial = sum(a.units[i].fragments != b.units[j].fragments for i, j, _ in same.alone)
    partial += count_matches(
        (i, j)
        for i, j, _ in same.tangled
        if a.units[i].identity not in exact_ones and b.units[j].identity not in exact_ones
    )
    rest = len(exact_ones) + partial
    return Gate(len(exact_ones), partial, len(a) - rest, len(b) - rest)


def per_label(a: Side, b: Side) -> dict[str, Counts]:
    """Count exact agreement for each label that either side used."""
    same: dict[str, int] = {}
    for _, _, label in a.identities & b.identities:
        same[label] = same.get(label, 0) + 1
    return {label: Counts(same.get(label, 0), n_a, n_b) for label, n_a, n_b in _label_numbers(a, b)}


def _label_numbers(a: Side, b: Side) -> list[tuple[str, int, int]]:
    return [(one, a.by_label.get(one, 0), b.by_label.get(one, 0)) for one in sorted({*a.by_label, *b.by_label})]


def same_bounds(a: Side, b: Side) -> Counter[tuple[str, ...]]:
    """Count the label pairs of units with the same bounds; equal labels are paired first, the rest in order."""
    pairs: Counter[tuple[str, ...]] = Counter()
    for extent in a.extents.keys() & b.extents.keys():
        left, right = a.extents[extent], b.extents[extent]
        found = [(label, label) for label in left if label in right]
        rest = (sorted({*side} - {label for label, _ in found}) for side in (left, right))
        for pair in (*found, *zip(*rest, strict=False)):
            pairs[pair] = pairs.get(pair, 0) + 1
    return pairs


def confusion(alignment: Alignment) -> Counter[str]:
    """Count aligned label pairs as "A>B", and what is on one side only as "A>" or ">B"."""
    counts = Counter([f"{a.label}>{b.label}" for a, b in alignment.pairs])
    counts.update([f"{unit.label}>" for unit in alignment.only_a])
    counts.update([f">{unit.label}" for unit in alignment.only_b])
    return counts


def classes(alignment: Alignment) -> Counter[str]:
    """Class each pair and each unit without a counterpart.

    A lone unit that lies at least half inside a unit of the same label on the other side is a
    split: that unit was cut in two, or two were merged.
    """
    counts: Counter[str] = Counter([pair_class(a, b) for a, b in alignment.pairs])
    split_a = len({a for a, _ in alignment.inside}.intersection(alignment.only_a)) if alignment.inside else 0
    split_b = len({b for _, b in alignment.inside}.intersection(alignment.only_b)) if alignment.inside else 0
    counts["split"] = split_a + split_b
    counts["only_a"] = len(alignment.only_a) - split_a
    counts["only_b"] = len(alignment.only_b) - split_b
    return counts


def pair_class(a: Unit, b: Unit) -> str:
    """Name how two aligned units differ: agree, boundary, label or boundary_label."""
    if a.fragments == b.fragments:
        return "agree" if a.label == b.label else "label"
    return "boundary" if a.label == b.label else "boundary_label"


def _length(stretches: Iterable[tuple[Fragment, ...]]) -> int:
    return sum(end - start for fragments in stretches for start, end in fragments)


def _shared(one: tuple[Fragment, ...], other: tuple[Fragment, ...]) -> int:
    shared, i, j = 0, 0, 0
    while i < len(one) and j < len(other):
        shared += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return shared
