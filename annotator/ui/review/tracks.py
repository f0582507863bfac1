"""One track per annotator below the words: gold first, then whoever has spans on the line."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.ids import AnnotatorId, SpanId
from annotator.ui.article.lanes import LineLanes, Segment
from annotator.ui.article.layout import ArticleLayout, Line
from annotator.ui.article.marks import Mark
from annotator.ui.article.span_layout import SpanLayout

# More rows than this below one line would tear the text apart.
MOST_ROWS = 16
MOST_CLOSED_ROWS = 8


class TrackLayout(SpanLayout):
    """Lanes by annotator; lines with the current cluster are opened, with a row and a name for everybody."""

    def __init__(self, layout: ArticleLayout) -> None:
        super().__init__(layout)
        self.tracks: tuple[AnnotatorId, ...] = ()
        self.current: frozenset[SpanId] = frozenset()

    def set_current(self, ids: Iterable[SpanId]) -> bool:
        """Open the lines of some spans and close those before; tell whether lines moved."""
        before, self.current = self.current, frozenset(ids)
        touched: set[int] = set()
        for mark in (self.marks.get(id) for id in before ^ self.current):
            if mark is not None:
                touched.update(self.lines_of(mark))
        return self._refresh(touched) is not None

    def is_open(self, lanes: LineLanes) -> bool:
        """Whether a line shows everybody's row."""
        return bool(lanes.chip_lanes) and lanes.chip_lanes[0]

    def track_of(self, id: SpanId) -> int:
        """Tell which track a span runs in."""
        annotator = self.marks[id].span.annotator
        return self.tracks.index(annotator) if annotator in self.tracks else len(self.tracks)

    def arranged(self, segments: list[Segment]) -> LineLanes:
        """Put each annotator's segments into rows of their own, the shortest first."""
        is_open = any(segment.span in self.current for segment in segments)
        by_track: dict[int, list[Segment]] = {number: [] for number in range(len(self.tracks))} if is_open else {}
        for segment in segments:
            by_track.setdefault(self.track_of(segment.span), []).append(segment)
        placed: list[Segment] = []
        hidden: list[SpanId] = []
        top, most = 0, MOST_ROWS if is_open else MOST_CLOSED_ROWS
        for track in sorted(by_track):
            rows = _rows(by_track[track])
            for row in rows:
                if top < most:
                    placed += [segment.in_lane(top) for segment in row]
                else:
                    hidden += [segment.span for segment in row]
                top += 1
        return LineLanes(tuple(placed), tuple(hidden), (is_open,) * min(top, most))

    def rows_of_tracks(self, lanes: LineLanes) -> list[tuple[int, int]]:
        """List (track, row) of the first row of each track of an open line."""
        first: dict[int, int] = {}
        for segment in sorted(lanes.segments, key=lambda one: one.lane):
            first.setdefault(self.track_of(segment.span), segment.lane)
        taken = {segment.lane for segment in lanes.segments}
        free = iter(row for row in range(len(lanes.chip_lanes)) if row not in taken)
        for track in range(len(self.tracks)):
            if track not in first:
                row = next(free, None)
                if row is not None:
                    first[track] = row
        return sorted(first.items())

    def _segment(self, line: Line, mark: Mark) -> Segment | None:
        """Leave out the chips of spans that are not in question."""
        segment = super()._segment(line, mark)
        return replace(segment, chip_px=0.0) if segment is not None and mark.id not in self.current else segment


def _rows(segments: list[Segment]) -> list[list[Segment]]:
    """Spread the segments of one annotator over as few rows as they need; nobody's row stays without one."""
    rows: list[list[Segment]] = [[]]
    for segment in sorted(segments, key=lambda one: (one.length, one.start, one.span)):
        row = next((row for row in rows if not any(_touch(segment, other) for other in row)), None)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    return rows


def _touch(one: Segment, other: Segment) -> bool:
    return one.left < other.reach and other.left < one.reach
