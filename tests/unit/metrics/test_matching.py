"""Matchings are the largest, alignments the heaviest, checked against trying everything."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from annotator.metrics.matching import align, assign, count_matches
from annotator.metrics.units import Unit, iou


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_a_matching_is_as_large_as_any(edges: set[tuple[int, int]]) -> None:
    largest = max(sum((i, order[i]) in edges for i in range(5)) for order in permutations(range(5)))

    assert count_matches(edges) == largest


@given(st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_an_assignment_costs_as_little_as_any(cost: list[list[int]]) -> None:
    chosen = assign(cost)

    cheapest = min(sum(row[p[i]] for i, row in enumerate(cost)) for p in permutations(range(4), len(cost)))
    assert len(set(chosen)) == len(cost)
    assert sum(row[column] for row, column in zip(cost, chosen, strict=True)) == cheapest


_UNITS = st.lists(
    st.builds(
        lambda start, length, label, layer: Unit(((start, start + length),), label, layer),
        st.integers(0, 20),
        st.integers(1, 8),
        st.sampled_from(["PERSON", "ORG"]),
        st.sampled_from(["entity", "quote"]),
    ),
    max_size=4,
    unique_by=lambda unit: unit.identity,
)


@given(_UNITS, _UNITS)
def test_an_alignment_weighs_as_much_as_any(a: list[Unit], b: list[Unit]) -> None:
    aligned = align(a, b)

    assert sum(_weight(one, other) for one, other in aligned.pairs) == _heaviest(a, b)
    assert len(aligned.pairs) + len(aligned.only_a) == len(a)
    assert len(aligned.pairs) + len(aligned.only_b) == len(b)
    assert all(one.layer == other.layer for one, other in aligned.pairs)


def _weight(one: Unit, other: Unit) -> int:
    share = iou(one, other) if one.layer == other.layer else 0.0
    same = one.label == other.label
    return round(1e6 * share) + 500_000 * same if share > 0 and (same or share >= 0.5) else 0


def _heaviest(a: list[Unit], b: list[Unit]) -> int:
    few, many = sorted((a, b), key=len)
    orders = permutations(many, len(few))
    return max((sum(_weight(x, y) for x, y in zip(few, order, strict=True)) for order in orders), default=0)
