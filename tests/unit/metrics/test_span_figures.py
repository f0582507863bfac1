"""The F1 family equals what trying everything gives, on nested, touching and interrupted spans."""

from collections import Counter

import pytest
from hypothesis import given

from annotator.metrics import spans
from annotator.metrics.semeval import ManyCounterparts, semeval
from annotator.metrics.spans import Counts
from annotator.metrics.units import Sheet, Unit
from tests.unit.metrics.naive import characters, largest, sheets


def shares(one: Unit, other: Unit) -> bool:
    return one.layer == other.layer and bool(characters(one) & characters(other))


def half(one: Unit, other: Unit) -> bool:
    shared, union = characters(one) & characters(other), characters(one) | characters(other)
    return one.layer == other.layer and one.label == other.label and 2 * len(shared) >= len(union)


@given(sheets(), sheets())
def test_exact_and_boundary_compare_whole_extents(a: Sheet, b: Sheet) -> None:
    both = {unit.identity for unit in a.units} & {unit.identity for unit in b.units}
    extents = Counter(unit.extent for unit in a.units) & Counter(unit.extent for unit in b.units)

    assert spans.exact(a.units, b.units) == Counts(len(both), len(a.units), len(b.units))
    assert spans.boundary(a.units, b.units).tp == extents.total()


@given(sheets(), sheets())
def test_overlap_figures_pair_as_many_as_can_be(a: Sheet, b: Sheet) -> None:
    same = largest(a.units, b.units, lambda x, y: shares(x, y) and x.label == y.label)

    assert spans.overlap(a.units, b.units).tp == same
    assert spans.overlap_any(a.units, b.units).tp == largest(a.units, b.units, shares)
    assert spans.iou50(a.units, b.units).tp == largest(a.units, b.units, half)


@given(sheets(), sheets())
def test_characters_count_inside_fragments_only(a: Sheet, b: Sheet) -> None:
    marked = [{(at, unit.label) for unit in side.units for at in characters(unit)} for side in (a, b)]

    assert spans.character(a.units, b.units) == Counts(len(marked[0] & marked[1]), len(marked[0]), len(marked[1]))


@given(sheets(), sheets())
def test_gate_pairs_exact_spans_before_overlapping_ones(a: Sheet, b: Sheet) -> None:
    both = {unit.identity for unit in a.units} & {unit.identity for unit in b.units}
    rest_a = tuple(unit for unit in a.units if unit.identity not in both)
    rest_b = tuple(unit for unit in b.units if unit.identity not in both)
    partial = largest(rest_a, rest_b, lambda x, y: shares(x, y) and x.label == y.label)

    gate = spans.gate(a.units, b.units)

    assert (gate.correct, gate.partial) == (len(both), partial)
    assert (gate.missing, gate.spurious) == (len(rest_a) - partial, len(rest_b) - partial)
    if a.units or b.units:
        assert gate.f1_average == pytest.approx((gate.f1_strict + gate.f1_lenient) / 2)  # type: ignore[operator]  # not None: there are spans


@given(sheets(), sheets())
def test_semeval_is_undefined_exactly_where_a_span_meets_two(a: Sheet, b: Sheet) -> None:
    meets = [(x, y) for x in a.units for y in b.units if shares(x, y)]
    several = any(
        sum(one is pair[side] for pair in meets) > 1
        for side in (0, 1)
        for one in {id(p[side]): p[side] for p in meets}.values()
    )

    if several:
        with pytest.raises(ManyCounterparts):
            semeval([(a.units, b.units)])
        return
    found = semeval([(a.units, b.units)])
    for scheme in found.values():
        assert len(meets) == scheme.COR + scheme.INC + scheme.PAR
        assert len(a.units) - len(meets) == scheme.MIS
        assert len(b.units) - len(meets) == scheme.SPU


def test_both_empty_is_undefined_and_not_perfect() -> None:
    counts = spans.exact((), ())

    assert (counts.f1, counts.precision, counts.recall) == (None, None, None)
    assert spans.gate((), ()).f1_strict is None


def test_one_side_empty_is_zero() -> None:
    counts = spans.exact((Unit(((0, 3),), "PERSON", "entity"),), ())

    assert counts.f1 == 0
    assert (counts.precision, counts.recall) == (None, 0)
