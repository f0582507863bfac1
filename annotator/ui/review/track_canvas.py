"""Paints an article under review: the current cluster framed, tracks below the words, names beside open lines."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextDocument

from annotator.model.annotation import Fragment
from annotator.model.ids import AnnotatorId
from annotator.settings import NORMAL_READING, Reading
from annotator.ui.article.canvas import ArticleCanvas, Look
from annotator.ui.article.lanes import LineLanes, Segment
from annotator.ui.article.layout import Line
from annotator.ui.article.measures import Column, Measures
from annotator.ui.look.theme import Theme
from annotator.ui.review.tracks import TrackLayout

NAMES_PX = 76
_NAME_GAP_PX = 8.0
_GOLD_PX = 5.0
_ROUND_PX = 3.0


class TrackMeasures(Measures):
    """Keeps a margin for names, however narrow the view is."""

    def column(self, view_px: float, *, mirrored: bool = False) -> Column:
        """Put the column beside the names, which stand at the left of every article."""
        column = super().column(view_px)
        left = max(column.left, NAMES_PX)
        return Column(left, max(120.0, min(column.width, view_px - left - 2 * _NAME_GAP_PX - 16)), False)


class TrackCanvas(ArticleCanvas):
    """An article with one track per annotator; the first track is gold's and is drawn thick."""

    def __init__(self, text_document: QTextDocument, theme: Theme) -> None:
        super().__init__(text_document, theme)
        self.tracks = TrackLayout(self.layout)
        self.spans = self.tracks
        self.names: dict[AnnotatorId, str] = {}
        self.around: Fragment | None = None
        self.set_reading(NORMAL_READING)

    def set_reading(self, reading: Reading) -> None:
        """Take another size, font, spacing and column, with room for names beside it."""
        super().set_reading(reading)
        measures = TrackMeasures(reading)
        self.layout.measures = measures
        self._maker = replace(self._maker, measures=measures)
        self._dress()

    def paint(self, painter: QPainter, area: QRectF, look: Look) -> None:
        """Paint a stretch of the article; the painter's origin is the article's."""
        painter.fillRect(area, QColor(self.theme.paper))
        numbers = self.layout.lines_between(area.top(), area.bottom())
        if not numbers or not self.text:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, numbers)
        painter.setPen(QColor(self.theme.text))
        self.layout.draw_text(painter, numbers, self._highlights(look.selection))
        for number in numbers:
            lanes = self.tracks.lanes[number]
            if lanes.chip_lanes:
                self._paint_lanes(painter, self.layout.lines[number], lanes)
        if look.caret is not None:
            painter.fillRect(self.caret_box(look.caret), QColor(self.theme.accent))

    def _frame(self, painter: QPainter, numbers: Iterable[int]) -> None:
        """Mark the words of the current cluster."""
        if self.around is None:
            return
        start, end = (self.shown.position(offset) for offset in self.around)
        fill = QColor(self.theme.accent)
        fill.setAlphaF(self.theme.fill)
        painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        painter.setBrush(fill)
        for number in numbers:
            line = self.layout.lines[number]
            if start < line.limit and end > line.start:
                for left, right in self.layout.boxes(line, start, end):
                    box = QRectF(left - 1.5, line.top - 0.5, right - left + 3.0, line.height + 1.0)
                    painter.drawRoundedRect(box, _ROUND_PX, _ROUND_PX)

    def _paint_lanes(self, painter: QPainter, line: Line, lanes: LineLanes) -> None:
        tops = [round(line.base + top) for top in self.measures.lane_tops(lanes)]
        for segment in lanes.segments:
            self._bar(painter, segment, tops[segment.lane])
        if self.tracks.is_open(lanes):
            for track, row in self.tracks.rows_of_tracks(lanes):
                self._name(painter, track, tops[row])
        if lanes.hidden:
            self._more(painter, len(lanes.hidden), tops[-1])

    def _bar(self, painter: QPainter, segment: Segment, top: float) -> None:
        mark, is_gold = self.tracks.marks[segment.span], self.tracks.track_of(segment.span) == 0
        colour = QColor(mark.colour)
        weight = _GOLD_PX if is_gold else self.theme.line_px
        if len(mark.pieces) > 1:
            painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(segment.left, top + 1.0), QPointF(segment.right, top + 1.0))
        for left, right in segment.solids:
            painter.fillRect(QRectF(left, top, right - left, weight), colour)
        for edge, at in ((segment.opens, segment.left), (segment.closes, segment.right - 2.0)):
            if edge:
                painter.fillRect(QRectF(at, top - 2.0, 2.0, weight + 2.0), colour)
        if segment.chip_px:
            box = QRectF(segment.left, top, mark.chip_px, self.measures.chip_px + 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, _ROUND_PX, _ROUND_PX)
            painter.setPen(QColor(self.theme.on_colour))
            painter.setFont(self.measures.chip)
            painter.drawText(QPointF(box.left() + 3.5, self._baseline(top)), mark.span.label)

    def _name(self, painter: QPainter, track: int, top: float) -> None:
        """Write whose row it is into the margin."""
        known = self.names.get(self.tracks.tracks[track], "") if track < len(self.tracks.tracks) else ""
        room = self.layout.column.left - 2 * _NAME_GAP_PX
        measures = QFontMetricsF(self.measures.chip)
        words = measures.elidedText(known, Qt.TextElideMode.ElideRight, room)
        right = self.layout.column.left - _NAME_GAP_PX
        painter.setFont(self.measures.chip)
        painter.setPen(QColor(self.theme.text if track == 0 else self.theme.muted))
        painter.drawText(QPointF(right - measures.horizontalAdvance(words), self._baseline(top)), words)

    def _more(self, painter: QPainter, count: int, top: float) -> None:
        painter.setFont(self.measures.chip)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(QPointF(self.layout.column.right + 5.0, self._baseline(top)), f"+{count}")

    def _baseline(self, top: float) -> float:
        return top + 0.5 + self.measures.chip_metrics.ascent()
