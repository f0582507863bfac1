"""The F1 family: exact, boundary, overlap, IoU, character, GATE and SemEval, per document and pooled."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.metrics.matching import Alignment, count_matches
from annotator.metrics.units import Sheet, Unit, touching
from annotator.model.annotation import Fragment, merged

IOU_THRESHOLD = 0.5
Contacts = Sequence[tuple[int, int, int]]


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


def exact(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count units with the same layer, fragments and label."""
    return Counts(len({unit.identity for unit in a} & {unit.identity for unit in b}), len(a), len(b))


def boundary(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count units with the same layer and fragments, whatever the label (multiset intersection)."""
    shared = Counter(unit.extent for unit in a) & Counter(unit.extent for unit in b)
    return Counts(shared.total(), len(a), len(b))


def overlap(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the pairs of a maximum matching of overlapping units with the same label."""
    return _overlap(a, b, touching(a, b))


def overlap_any(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the pairs of a maximum matching of overlapping units of one layer, label ignored."""
    return _overlap_any(a, b, touching(a, b))


def iou50(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the pairs of a maximum matching of units with the same label and IoU >= .5."""
    return _iou50(a, b, touching(a, b))


def family(a: Sequence[Unit], b: Sequence[Unit], contacts: Contacts) -> dict[str, Counts]:
    """Count every member of the F1 family; `contacts` are those that `touching` lists, looked up once for all."""
    return {
        "exact": exact(a, b),
        "boundary": boundary(a, b),
        "overlap": _overlap(a, b, contacts),
        "overlap_any": _overlap_any(a, b, contacts),
        "iou50": _iou50(a, b, contacts),
        "character": character(a, b),
    }


def _overlap(a: Sequence[Unit], b: Sequence[Unit], contacts: Contacts) -> Counts:
    return Counts(count_matches((i, j) for i, j, _ in contacts if a[i].label == b[j].label), len(a), len(b))


def _overlap_any(a: Sequence[Unit], b: Sequence[Unit], contacts: Contacts) -> Counts:
    return Counts(count_matches((i, j) for i, j, _ in contacts), len(a), len(b))


def _iou50(a: Sequence[Unit], b: Sequence[Unit], contacts: Contacts) -> Counts:
    edges = (
        (i, j)
        for i, j, shared in contacts
        if a[i].label == b[j].label and shared >= IOU_THRESHOLD * (a[i].length + b[j].length - shared)
    )
    return Counts(count_matches(edges), len(a), len(b))


def character(a: Sequence[Unit], b: Sequence[Unit]) -> Counts:
    """Count the (position, label) pairs that both marked; n_a and n_b count those of each side."""
    left, right = _stretches(a), _stretches(b)
    shared = sum(_shared(fragments, right.get(label, ())) for label, fragments in left.items())
    return Counts(shared, _length(left), _length(right))


def gate(a: Sequence[Unit], b: Sequence[Unit]) -> Gate:
    """Class units as GATE's AnnotationDiffer does, the partial ones by a maximum matching."""
    return gate_of(a, b, touching(a, b))


def gate_of(a: Sequence[Unit], b: Sequence[Unit], contacts: Contacts) -> Gate:
    """Class units as `gate` does, with what `touching` lists."""
    same = {unit.identity for unit in a} & {unit.identity for unit in b}
    rest_a = {i for i, unit in enumerate(a) if unit.identity not in same}
    rest_b = {j for j, unit in enumerate(b) if unit.identity not in same}
    edges = ((i, j) for i, j, _ in contacts if i in rest_a and j in rest_b and a[i].label == b[j].label)
    partial = count_matches(edges)
    return Gate(len(same), partial, len(rest_a) - partial, len(rest_b) - partial)


def per_label(sheets: Iterable[tuple[Sheet, Sheet]]) -> dict[str, Counts]:
    """Count exact agreement for each label that either side used, pooled over documents."""
    same: Counter[str] = Counter()
    of_a: Counter[str] = Counter()
    of_b: Counter[str] = Counter()
    for a, b in sheets:
        shared = {unit.identity for unit in a.units} & {unit.identity for unit in b.units}
        same.update(label for _, _, label in shared)
        of_a.update(unit.label for unit in a.units)
        of_b.update(unit.label for unit in b.units)
    return {label: Counts(same[label], of_a[label], of_b[label]) for label in sorted({*of_a, *of_b})}


def overlaps(
    a: Sequence[Unit], b: Sequence[Unit], contacts: Contacts, labels: Mapping[str, Counts]
) -> dict[str, Counts]:
    """Count overlap for each label: no edge joins two labels, so the matching falls apart into theirs."""
    edges: dict[str, list[tuple[int, int]]] = {}
    for i, j, _ in contacts:
        if a[i].label == b[j].label:
            edges.setdefault(a[i].label, []).append((i, j))
    return {label: Counts(count_matches(edges.get(label, ())), one.n_a, one.n_b) for label, one in labels.items()}


def same_bounds(a: Sequence[Unit], b: Sequence[Unit]) -> list[tuple[str, str]]:
    """List the label pairs of units with the same bounds; equal labels are paired first."""
    left, right = _labels_by_extent(a), _labels_by_extent(b)
    pairs: list[tuple[str, str]] = []
    for extent in sorted(left.keys() & right.keys()):
        if left[extent] == right[extent]:
            pairs += [(label, label) for label in sorted(left[extent].elements())]
            continue
        both = left[extent] & right[extent]
        rest = (sorted((of_side[extent] - both).elements()) for of_side in (left, right))
        pairs += [(label, label) for label in sorted(both.elements())]
        pairs += list(zip(*rest, strict=False))
    return pairs


def _labels_by_extent(units: Sequence[Unit]) -> dict[tuple[str, tuple[Fragment, ...]], Counter[str]]:
    found: dict[tuple[str, tuple[Fragment, ...]], Counter[str]] = {}
    for unit in units:
        found.setdefault(unit.extent, Counter())[unit.label] += 1
    return found


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
    if not lone:
        return 0
    ordered = sorted(whole, key=lambda unit: (unit.start, unit.end))
    split = {
        i
        for i, j, shared in touching(lone, ordered)
        if lone[i].label == ordered[j].label and 2 * shared >= lone[i].length
    }
    return len(split)


def _stretches(units: Sequence[Unit]) -> dict[str, tuple[Fragment, ...]]:
    """Join the fragments of each label, so that a character counts once per label."""
    pieces: dict[str, list[Fragment]] = {}
    for unit in units:
        pieces.setdefault(unit.label, []).extend(unit.fragments)
    return {label: merged(fragments) for label, fragments in pieces.items()}


def _length(stretches: Mapping[str, tuple[Fragment, ...]]) -> int:
    return sum(end - start for fragments in stretches.values() for start, end in fragments)


def _shared(one: tuple[Fragment, ...], other: tuple[Fragment, ...]) -> int:
    shared, i, j = 0, 0, 0
    while i < len(one) and j < len(other):
        shared += max(0, min(one[i][1], other[j][1]) - max(one[i][0], other[j][0]))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return shared
