"""Lanes below a line of text: which span's line runs in which, so that none covers another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from annotator.model.ids import SpanId

LANE_LIMIT = 4
# Between two neighbours in one lane, in pixels.
GAP_PX = 3.0


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a span on one line, in pixels from the column's left edge.

    `solids` are where its words are; between them, and over the whole of `left` to `right`, the span is one.
    `length` is the whole span's, in code points; `chip_px` is 0 where no chip stands. A `backward` span is read from
    right to left: it opens at its right edge, where its chip hangs.
    """

    span: SpanId
    length: int
    start: int
    left: float
    right: float
    solids: tuple[tuple[float, float], ...]
    opens: bool
    closes: bool
    chip_px: float = 0.0
    lane: int = 0
    backward: bool = False

    def in_lane(self, lane: int) -> Self:
        """Return this segment in a lane."""
        if lane == self.lane:
            return self
        # By hand: `replace` takes four times as long, and a text size calls this for every second segment.
        return type(self)(
            self.span, self.length, self.start, self.left, self.right, self.solids, self.opens, self.closes,
            self.chip_px, lane, self.backward,
        )  # fmt: skip

    @property
    def chip_left(self) -> float:
        """Where the chip's left edge is."""
        return self.right - self.chip_px if self.backward else self.left

    @property
    def extent(self) -> tuple[float, float]:
        """Where the segment, its chip included, begins and ends from left to right."""
        if not self.chip_px:
            return self.left, self.right
        return min(self.left, self.chip_left), max(self.right, self.chip_left + self.chip_px)

    @property
    def reach(self) -> float:
        """Where the segment or its chip ends."""
        return self.extent[1]

    @property
    def open_edge(self) -> float:
        """Where the span's start would be."""
        return self.right if self.backward else self.left

    @property
    def close_edge(self) -> float:
        """Where the span's end would be."""
        return self.left if self.backward else self.right


@dataclass(frozen=True, slots=True)
class LineLanes:
    """The segments of one line in their lanes; `hidden` are the spans that found none."""

    segments: tuple[Segment, ...] = ()
    hidden: tuple[SpanId, ...] = ()
    chip_lanes: tuple[bool, ...] = ()


NO_LANES = LineLanes()


def assign_lanes(segments: Iterable[Segment], pinned: SpanId | None = None) -> LineLanes:
    """Put the segments of one line into at most four lanes, the shortest spans next to the words.

    A span that surrounds another runs below it. The `pinned` span is never among the hidden ones.
    The order of the segments does not matter.
    """
    ordered = sorted(segments, key=lambda segment: (segment.length, segment.start, segment.left, segment.span))
    placed, hidden = _place(ordered)
    if pinned in hidden:
        ordered.sort(key=lambda segment: segment.span != pinned)
        placed, hidden = _place(ordered)
    lanes = 1 + max((segment.lane for segment in placed), default=-1)
    with_chip = {segment.lane for segment in placed if segment.chip_px}
    return LineLanes(tuple(placed), hidden, tuple(lane in with_chip for lane in range(lanes)))


def _place(ordered: list[Segment]) -> tuple[list[Segment], tuple[SpanId, ...]]:
    placed: list[tuple[Segment, float, float]] = []
    hidden: list[SpanId] = []
    for segment in ordered:
        left, right = segment.extent
        lane = _free_lane(segment, left, right, placed)
        if lane < LANE_LIMIT:
            placed.append((segment.in_lane(lane), left, right))
        else:
            hidden.append(segment.span)
    return [segment for segment, _, _ in placed], tuple(hidden)


def _free_lane(segment: Segment, left: float, right: float, placed: list[tuple[Segment, float, float]]) -> int:
    """Find the lane below every placed segment over the same words and beside every chip in the way."""
    lane, taken = 0, set()
    for other, other_left, other_right in placed:
        if segment.left < other.right and other.left < segment.right:
            lane = max(lane, other.lane + 1)
        if left < other_right + GAP_PX and other_left < right + GAP_PX:
            taken.add(other.lane)
    while lane in taken:
        lane += 1
    return lane
