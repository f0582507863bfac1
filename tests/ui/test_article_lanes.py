"""Claims about lanes: nothing covers anything else, the innermost span is next to the words."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.ids import SpanId
from annotator.ui.article.lanes import LANE_LIMIT, LineLanes, Segment, assign_lanes


def segment(name: str, left: float, right: float, chip: float = 0.0) -> Segment:
    """Make a segment whose length goes with its width."""
    return Segment(SpanId(name), round(right - left), round(left), left, right, ((left, right),), True, True, chip)


segments = st.lists(
    st.tuples(st.integers(0, 600), st.integers(5, 300), st.sampled_from((0, 24, 60))), min_size=1, max_size=14
).map(lambda rows: [segment(f"s{n}", left, left + width, chip) for n, (left, width, chip) in enumerate(rows)])


def lane_of(lanes: LineLanes, name: str) -> int:
    """Find the lane of a segment."""
    return next(each.lane for each in lanes.segments if each.span == name)


def test_a_nested_span_lies_above_the_one_around_it() -> None:
    lanes = assign_lanes([segment("quote", 0, 300), segment("name", 50, 100), segment("claim", 0, 400)])

    assert [lane_of(lanes, name) for name in ("name", "quote", "claim")] == [0, 1, 2]


def test_neighbours_share_a_lane() -> None:
    lanes = assign_lanes([segment("one", 0, 50, 30), segment("other", 60, 110, 30)])

    assert len(lanes.chip_lanes) == 1


def test_a_chip_wider_than_its_span_pushes_its_neighbour_down() -> None:
    lanes = assign_lanes([segment("UN", 0, 15, 40), segment("next", 20, 60, 30)])

    assert len(lanes.chip_lanes) == 2


def test_lanes_without_a_chip_are_known() -> None:
    lanes = assign_lanes([segment("name", 50, 100, 30), segment("quote", 0, 300)])

    assert lanes.chip_lanes == (True, False)


def test_the_fifth_span_on_the_same_words_is_hidden() -> None:
    lanes = assign_lanes([segment(f"s{n}", 0, 100 + n) for n in range(6)])

    assert lanes.hidden == ("s4", "s5")


@given(segments)
@settings(max_examples=100)
def test_no_two_segments_of_a_lane_meet(made: list[Segment]) -> None:
    lanes = assign_lanes(made)

    for lane in range(LANE_LIMIT):
        row = sorted(each.extent for each in lanes.segments if each.lane == lane)
        assert all(before[1] < after[0] for before, after in pairwise(row))


@given(segments, st.randoms())
@settings(max_examples=60)
def test_the_order_of_the_spans_does_not_matter(made: list[Segment], chance: object) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its random numbers as object

    assert assign_lanes(shuffled) == assign_lanes(made)


@given(segments)
@settings(max_examples=60)
def test_every_span_is_placed_or_hidden_and_the_pinned_one_is_placed(made: list[Segment]) -> None:
    pinned = made[-1].span

    lanes = assign_lanes(made, pinned)

    placed = {each.span for each in lanes.segments}
    assert placed | set(lanes.hidden) == {each.span for each in made}
    assert pinned in placed
