"""The F1 family: exact, boundary, overlap, IoU, character, GATE and SemEval, per document and pooled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.metrics.matching import Alignment, count_matches
from annotator.metrics.units import Sheet, Unit, touching

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


def exact(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count units with the same layer, fragments and label."""
    return Counts(len({unit.identity for unit in a} & {unit.identity for unit in b}), len(a), len(b))


def boundary(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count units with the same layer and fragments, whatever the label (multiset intersection)."""
    shared = Counter(unit.extent for unit in a) & Counter(unit.extent for unit in b)
    return Counts(shared.total(), len(a), len(b))


def overlap(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the pairs of a maximum matching of overlapping units with the same label."""
    edges = [(i, j) for i, j, _ in touching(a, b) if a[i].label == b[j].label]
    return Counts(count_matches(edges), len(a), len(b))


def overlap_any(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the pairs of a maximum matching of overlapping units of one layer, label ignored."""
    return Counts(count_matches((i, j) for i, j, _ in touching(a, b)), len(a), len(b))


def iou50(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the pairs of a maximum matching of units with the same label and IoU >= .5."""
    edges = [
        (i, j)
        for i, j, shared in touching(a, b)
        if a[i].label == b[j].label and shared >= IOU_THRESHOLD * (a[i].length + b[j].length - shared)
    ]
    return Counts(count_matches(edges), len(a), len(b))


def character(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the (position, label) pairs that both marked; n_a and n_b count those of each side."""
    left, right = _characters(a), _characters(b)
    return Counts(len(left & right), len(left), len(right))


def gate(a: Sequence[Unit], b: Sequence[Unit]) -> Gate:
    """Class units as GATE's AnnotationDiffer does, the partial ones by a maximum matching."""
    same = {unit.identity for unit in a} & {unit.identity for unit in b}
    rest_a = [unit for unit in a if unit.identity not in same]
    rest_b = [unit for unit in b if unit.identity not in same]
    partial = overlap(rest_a, rest_b).tp
    return Gate(len(same), partial, len(rest_a) - partial, len(rest_b) - partial)


def per_label(sheets: Iterable[tuple[Sheet, Sheet]]) -> dict[str, Counts]:
    """Count exact agreement for each label that either side used, pooled over documents."""
    counts: dict[str, Counts] = {}
    for a, b in sheets:
        for label in sorted({unit.label for unit in (*a.units, *b.units)}):
            of_a = [unit for unit in a.units if unit.label == label]
            of_b = [unit for unit in b.units if unit.label == label]
            counts[label] = counts.get(label, Counts()) + exact(of_a, of_b)
    return dict(sorted(counts.items()))


def same_bounds(a: Sequence[Unit], b: Sequence[Unit]) -> list[tuple[str, str]]:
    """List the label pairs of units with the same bounds; equal labels are paired first."""
    pairs: list[tuple[str, str]] = []
    for extent in sorted({unit.extent for unit in a} & {unit.extent for unit in b}):
        left = Counter(unit.label for unit in a if unit.extent == extent)
        right = Counter(unit.label for unit in b if unit.extent == extent)
        both = left & right
        pairs += [(label, label) for label in sorted(both.elements())]
        pairs += list(zip(sorted((left - both).elements()), sorted((right - both).elements()), strict=False))
    return pairs


def confusion(alignment: Alignment) -> Counter[str]:
    """Count aligned label pairs as "A>B", and what is on one side only as "A>" or ">B"."""
    counts = Counter(f"{a.label}>{b.label}" for a, b in alignment.pairs)
    counts.update(f"{unit.label}>" for unit in alignment.only_a)
    counts.update(f">{unit.label}" for unit in alignment.only_b)
    return counts


def classes(alignment: Alignment) -> Counter[str]:
    """Class each pair and each unit without a counterpart.

    A lone unit that lies at least half inside a unit of the same label on the other side is a
    split: that unit was cut in two, or two were merged.
    """
    counts: Counter[str] = Counter(pair_class(a, b) for a, b in alignment.pairs)
    whole_a = [a for a, _ in alignment.pairs]
    whole_b = [b for _, b in alignment.pairs]
    for name, lone, whole in (("only_a", alignment.only_a, whole_b), ("only_b", alignment.only_b, whole_a)):
        inside = _half_inside(lone, whole)
        counts["split"] += inside
        counts[name] += len(lone) - inside
    return counts


def pair_class(a: Unit, b: Unit) -> str:
    """Name how two aligned units differ: agree, boundary, label or boundary_label."""
    if a.fragments == b.fragments:
        return "agree" if a.label == b.label else "label"
    return "boundary" if a.label == b.label else "boundary_label"


def _half_inside(lone: Sequence[Unit], whole: Sequence[Unit]) -> int:
    ordered = sorted(whole, key=lambda unit: (unit.start, unit.end))
    split = {
        i
        for i, j, shared in touching(lone, ordered)
        if lone[i].label == ordered[j].label and 2 * shared >= lone[i].length
    }
    return len(split)


def _characters(units: Sequence[Unit]) -> set[tuple[int, str]]:
    return {(at, unit.label) for unit in units for start, end in unit.fragments for at in range(start, end)}
