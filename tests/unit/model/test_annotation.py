"""Spans and relations refuse wrong states, and order and move as every list expects."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Relation, Span, merged
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId

TEXT = "Ana 😀 said it"
SPAN = Span(SpanId("s"), DocumentId("d"), "entity", "PERSON", AnnotatorId("a"), ((0, 3), (6, 10)), TEXT[0:10])
RELATION = Relation(RelationId("r"), "speaker", SPAN.id, SpanId("t"), AnnotatorId("a"))


def test_a_span_reaches_from_its_first_fragment_to_its_last() -> None:
    assert (SPAN.start, SPAN.end) == (0, 10)
    assert [SPAN.covers(offset) for offset in (0, 2, 3, 6, 9, 10)] == [True, True, False, True, True, False]


@pytest.mark.parametrize("fragments", [(), ((0, 3), (3, 10)), ((6, 10), (0, 3)), ((0, 6), (3, 10))])
def test_fragments_are_sorted_and_apart(fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="fragments"):
        replace(SPAN, fragments=fragments)


def test_a_spans_text_is_as_long_as_its_bounds() -> None:
    with pytest.raises(ValueError, match="length"):
        replace(SPAN, text="short")


@pytest.mark.parametrize("score", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("scored", [SPAN, RELATION])
def test_a_score_is_a_finite_number(scored: Span | Relation, score: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        replace(scored, score=score)

    assert replace(scored, score=0.5).score == 0.5


def test_a_moved_span_takes_the_words_of_its_new_place() -> None:
    moved = SPAN.moved([(6, 8), (8, 10)], TEXT)

    assert (moved.fragments, moved.text) == (((6, 10),), "said")


def test_spans_are_listed_by_start_and_the_longest_first() -> None:
    short = replace(SPAN, fragments=((0, 3),), text="Ana")
    later = replace(SPAN, fragments=((6, 10),), text="said")

    assert sorted([later, short, SPAN], key=lambda span: span.sort_key) == [SPAN, short, later]


@pytest.mark.parametrize("piece", [(3, 3), (4, 3), (-1, 3)])
def test_a_fragment_has_a_length_and_no_negative_start(piece: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        merged([piece])


Pieces = list[tuple[int, int]]
pieces = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1])))


@given(pieces)
def test_merging_keeps_exactly_the_characters(fragments: Pieces) -> None:
    result = merged(fragments)

    assert _characters(list(result)) == _characters(fragments)
    assert all(one[1] < other[0] for one, other in pairwise(result))
    assert merged(result) == result


def _characters(fragments: Pieces) -> set[int]:
    return {offset for start, end in fragments for offset in range(start, end)}
