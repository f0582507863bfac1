"""Which span lies under the pointer: on its line or chip, on its words, or among those without a lane."""

from PySide6.QtCore import QPointF

from annotator.model.ids import SpanId
from annotator.ui.article.lanes import LineLanes, Segment
from annotator.ui.article.layout import ArticleLayout, Line
from annotator.ui.article.selection import Edge
from annotator.ui.article.span_layout import SpanLayout
from annotator.ui.article.span_painter import hidden_chip_box

# A line is 2 pixels thick; a hand is not that steady.
REACH_PX = 2.0
# How near to the end of a line the pointer takes hold of it.
HANDLE_PX = 4.0


def spans_at(layout: ArticleLayout, spans: SpanLayout, point: QPointF) -> tuple[SpanId, ...]:
    """List the spans under a point of the article, the one that is meant first.

    A line or chip means its span alone, words mean every span over them, the innermost first,
    and the chip "+n" means the spans that it stands for.
    """
    if not layout.lines or not spans.lanes:
        return ()
    number = layout.line_at(point.y())
    line = layout.lines[number]
    if point.y() > line.base:
        return _in_lanes(layout, line, spans.lanes[number], point)
    if not line.top <= point.y():
        return ()
    return tuple(mark.id for mark in spans.marks_at(_position_under(layout, line, point.x())))


def bar_at(layout: ArticleLayout, spans: SpanLayout, point: QPointF) -> SpanId | None:
    """Find the span whose line or chip lies under a point; its words and the chip "+n" do not count."""
    if not layout.lines or not spans.lanes:
        return None
    number = layout.line_at(point.y())
    line = layout.lines[number]
    found = _in_lanes(layout, line, spans.lanes[number], point) if point.y() > line.base else ()
    return found[0] if len(found) == 1 else None


def end_at(layout: ArticleLayout, spans: SpanLayout, point: QPointF) -> tuple[SpanId, Edge] | None:
    """Find the end of a span's line under a point; a line shorter than two handles has its end only."""
    if not layout.lines or not spans.lanes:
        return None
    number = layout.line_at(point.y())
    line, lanes = layout.lines[number], spans.lanes[number]
    if point.y() <= line.base:
        return None
    under = _in_lanes(layout, line, lanes, point)
    for segment in lanes.segments:
        if len(under) == 1 and segment.span == under[0] and not _under_chip(layout, line, lanes, segment, point):
            if segment.closes and abs(point.x() - segment.close_edge) <= HANDLE_PX:
                return segment.span, Edge.END
            if segment.opens and abs(point.x() - segment.open_edge) <= HANDLE_PX:
                return segment.span, Edge.START
    return None


def _under_chip(layout: ArticleLayout, line: Line, lanes: LineLanes, segment: Segment, point: QPointF) -> bool:
    """Tell whether a point lies lower than a span's line: there its chip is, which is for clicking."""
    top = line.base + layout.measures.lane_tops(lanes)[segment.lane]
    return point.y() > top + HANDLE_PX


def next_of(ids: tuple[SpanId, ...], selected: SpanId | None) -> SpanId | None:
    """Take the first span, or the one after the selected one, and from the last the first again."""
    if not ids:
        return None
    return ids[(ids.index(selected) + 1) % len(ids)] if selected in ids else ids[0]


def _in_lanes(layout: ArticleLayout, line: Line, lanes: LineLanes, point: QPointF) -> tuple[SpanId, ...]:
    below = point.y() - line.base
    tops = layout.measures.lane_tops(lanes)
    if lanes.hidden and hidden_chip_box(layout, len(lanes.hidden), line.base + tops[-1]).contains(point):
        return lanes.hidden
    lane = next((number for number in reversed(range(len(tops))) if below >= tops[number] - REACH_PX), None)
    for segment in lanes.segments:
        left, right = segment.extent
        if segment.lane == lane and left - REACH_PX <= point.x() <= right + REACH_PX:
            return (segment.span,)
    return ()


def _position_under(layout: ArticleLayout, line: Line, x: float) -> int:
    """Find the character that a place lies on: the nearest gap between two may be on its far side."""
    position = layout.position_at(line, x)
    return position - 1 if position > line.start and x < layout.x_of(line, position) and not line.mixed else position
