"""Paints spans: a soft fill behind the words and, below them, a line with its label in a lane."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from annotator.model.ids import SpanId
from annotator.ui.article.lanes import Segment
from annotator.ui.article.layout import ArticleLayout, Line
from annotator.ui.article.marks import LineStyle, Mark
from annotator.ui.article.span_layout import SpanLayout
from annotator.ui.look.theme import Theme

# A fill behind more than this many characters is fainter: names inside a quote must stand out from it.
LONG_SPAN = 48
ROUND_PX = 3.0
TICK_PX = 4.0


@dataclass(frozen=True, slots=True)
class SpanPainter:
    """Paints the spans of some lines; the painter's origin is the article's upper left corner."""

    layout: ArticleLayout
    spans: SpanLayout
    theme: Theme

    def paint_fills(self, painter: QPainter, numbers: range, selected: SpanId | None) -> None:
        """Paint behind the words, the longest spans first."""
        painter.setPen(Qt.PenStyle.NoPen)
        for number in numbers:
            line = self.layout.lines[number]
            segments = self.spans.lanes[number].segments
            for segment in sorted(segments, key=lambda each: -each.length):
                mark = self.spans.marks[segment.span]
                if not mark.suggested:
                    self._fill(painter, line, segment, chosen=mark.id == selected)

    def paint_lanes(self, painter: QPainter, numbers: range, selected: SpanId | None) -> None:
        """Paint lines, ticks and chips below the words, the selected span last."""
        for number in numbers:
            line, lanes = self.layout.lines[number], self.spans.lanes[number]
            tops = self.layout.measures.lane_tops(lanes)
            for segment in sorted(lanes.segments, key=lambda each: each.span == selected):
                chosen = segment.span == selected
                self._bar(painter, segment, line.base + tops[segment.lane], chosen=chosen)
            if lanes.hidden:
                self._hidden_chip(painter, line, len(lanes.hidden), line.base + tops[-1])

    def paint_outline(self, painter: QPainter, numbers: Iterable[int], ids: frozenset[SpanId], pen: QPen) -> None:
        """Draw round the words of some spans."""
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number in numbers:
            line = self.layout.lines[number]
            for segment in self.spans.lanes[number].segments:
                if segment.span in ids:
                    for left, right in segment.solids:
                        painter.drawRoundedRect(_words_box(line, left, right), ROUND_PX, ROUND_PX)

    def chosen_pen(self, mark: Mark) -> QPen:
        """The pen that draws round the words of the selected span."""
        return QPen(QColor(mark.colour), 1.5)

    def _fill(self, painter: QPainter, line: Line, segment: Segment, *, chosen: bool) -> None:
        shown = self.spans.marks[segment.span].colour
        share = self.theme.fill_share(shown, long=segment.length > LONG_SPAN)
        colour = QColor(shown)
        colour.setAlphaF(min(1.0, share * (2.0 if chosen else 1.0)))
        painter.setBrush(colour)
        for left, right in segment.solids:
            painter.drawRoundedRect(_words_box(line, left, right), ROUND_PX, ROUND_PX)

    def _bar(self, painter: QPainter, segment: Segment, top: float, *, chosen: bool) -> None:
        mark = self.spans.marks[segment.span]
        colour = QColor(mark.colour)
        weight = self.theme.line_px + (1.5 if chosen else 0.0)
        if len(mark.pieces) > 1:
            painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DotLine))
            middle = round(top) + 1.0
            painter.drawLine(QPointF(segment.left, middle), QPointF(segment.right, middle))
        for left, right in segment.solids:
            _stroke(painter, mark, QRectF(left, round(top), right - left, weight))
        self._ticks(painter, segment, colour, top)
        if segment.chip_px:
            self._chip(painter, mark, segment.chip_left, top)

    def _ticks(self, painter: QPainter, segment: Segment, colour: QColor, top: float) -> None:
        weight = max(1.5, self.theme.line_px - 0.5)
        edges = ((segment.opens, segment.open_edge), (segment.closes, segment.close_edge))
        for edge in (edge for ends_here, edge in edges if ends_here):
            left = edge - weight if edge == segment.right else edge
            painter.fillRect(QRectF(left, round(top) - TICK_PX + 1, weight, TICK_PX), colour)

    def _chip(self, painter: QPainter, mark: Mark, left: float, top: float) -> None:
        measures = self.layout.measures
        box = QRectF(left, round(top), mark.chip_px, measures.chip_px + 1)
        if mark.suggested:
            painter.setPen(QPen(QColor(mark.colour), 1.0))
            painter.setBrush(QColor(self.theme.paper))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), ROUND_PX, ROUND_PX)
            painter.setPen(QColor(mark.colour))
        else:
            painter.fillPath(_tab(box), QColor(mark.colour))
            painter.setPen(QColor(self.theme.on_colour))
        painter.setFont(measures.chip)
        painter.drawText(QPointF(left + 3.5, box.top() + 0.5 + measures.chip_metrics.ascent()), mark.span.label)

    def _hidden_chip(self, painter: QPainter, line: Line, count: int, top: float) -> None:
        """Tell in the right margin how many spans found no lane."""
        box = hidden_chip_box(self.layout, count, top)
        painter.setPen(QPen(QColor(self.theme.muted), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, ROUND_PX, ROUND_PX)
        painter.setFont(self.layout.measures.chip)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{count}")


def hidden_chip_box(layout: ArticleLayout, count: int, top: float) -> QRectF:
    """Tell where the chip of a line's hidden spans stands, given its last lane's height."""
    width = layout.measures.chip_width(f"+{count}")
    return QRectF(layout.column.right + 4.5, round(top) - 0.5, width, layout.measures.chip_px + 1)


def _words_box(line: Line, left: float, right: float) -> QRectF:
    return QRectF(left - 1.0, line.top - 0.5, right - left + 2.0, line.height + 1.0)


def _stroke(painter: QPainter, mark: Mark, bar: QRectF) -> None:
    """Draw a span's line in its layer's way; a suggestion's is dashed whatever its layer."""
    colour = QColor(mark.colour)
    if mark.suggested:
        pen = QPen(colour, bar.height(), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3.0, 2.0])
        _draw_middle(painter, pen, bar)
    elif mark.style is LineStyle.DOTTED:
        pen = QPen(colour, bar.height(), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.0, 1.0])
        _draw_middle(painter, pen, bar)
    elif mark.style is LineStyle.DOUBLE:
        painter.fillRect(QRectF(bar.left(), bar.top() - 1, bar.width(), bar.height() / 2), colour)
        painter.fillRect(QRectF(bar.left(), bar.top() + bar.height() / 2 + 1, bar.width(), bar.height() / 2), colour)
    else:
        extra = 1.0 if mark.style is LineStyle.THICK else 0.0
        painter.fillRect(bar.adjusted(0, 0, 0, extra), colour)


def _draw_middle(painter: QPainter, pen: QPen, bar: QRectF) -> None:
    painter.setPen(pen)
    painter.drawLine(QPointF(bar.left(), bar.center().y()), QPointF(bar.right(), bar.center().y()))


def _tab(box: QRectF) -> QPainterPath:
    """Shape a chip that hangs from its line: square above, round below."""
    path = QPainterPath()
    path.addRoundedRect(box, ROUND_PX, ROUND_PX)
    path.addRect(QRectF(box.left(), box.top(), box.width(), ROUND_PX))
    return path.simplified()
