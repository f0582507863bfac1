"""How zones look: their letters in the document's formats, a bar and a note in the margin."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextCursor, QTextDocument

from annotator.model.document import Zone, ZoneKind, ZoneOrigin
from annotator.ui.article.display_text import ShownText
from annotator.ui.article.layout import ArticleLayout
from annotator.ui.article.measures import Measures
from annotator.ui.look.theme import Theme

TITLE_SCALE = 1.35
SMALL_SCALE = 0.92
BAR_PX = 3.0
BAR_DISTANCE_PX = 12.0
NOTE_DISTANCE_PX = 6.0


def format_zones(document: QTextDocument, shown: ShownText, zones: tuple[Zone, ...], measures: Measures) -> None:
    """Give the words of each zone their letters, not their colour; one change for all."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    try:
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())
        for zone in zones:
            cursor.setPosition(shown.position(zone.start))
            cursor.setPosition(shown.position(zone.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_words_format(zone.kind, measures))
    finally:
        cursor.endEditBlock()


def quiet_stretches(shown: ShownText, zones: tuple[Zone, ...]) -> tuple[tuple[int, int], ...]:
    """List where hardly anything is marked, in positions: all zones but titles and other ones."""
    loud = (ZoneKind.TITLE, ZoneKind.OTHER)
    return tuple((shown.position(zone.start), shown.position(zone.end)) for zone in zones if zone.kind not in loud)


def _words_format(kind: ZoneKind, measures: Measures) -> QTextCharFormat:
    made = QTextCharFormat()
    if kind is ZoneKind.TITLE:
        made.setFontWeight(QFont.Weight.Bold)
        made.setFontPointSize(measures.points * TITLE_SCALE)
    elif kind is not ZoneKind.OTHER:
        made.setFontPointSize(measures.points * SMALL_SCALE)
    if kind is ZoneKind.CAPTION:
        made.setFontItalic(True)
    return made


@dataclass(frozen=True, slots=True)
class ZoneNotes:
    """Paints the bars and notes beside the zones; proposed ones have an open bar."""

    layout: ArticleLayout
    shown: ShownText
    theme: Theme
    zones: tuple[Zone, ...]

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint those that touch a stretch of the article."""
        painter.setFont(self.layout.measures.note)
        below = 0.0
        for zone in self.zones:
            first = self.layout.lines[self.layout.line_of(self.shown.position(zone.start))]
            last = self.layout.lines[self.layout.line_of(self.shown.position(zone.end - 1))]
            y = max(first.top, below)
            if last.base >= top and first.top <= bottom:
                backward = first.block.textDirection() is Qt.LayoutDirection.RightToLeft
                self._bar(
                    painter, zone, QRectF(self._bar_x(backward=backward), first.top, BAR_PX, last.base - first.top)
                )
                if self.layout.column.notes and zone.kind is not ZoneKind.TITLE:
                    self._note(painter, zone, y, backward=backward)
            below = y + self.layout.measures.note_metrics.height()

    def _bar_x(self, *, backward: bool) -> float:
        """Put the bar where the lines begin: at the right of what is written from right to left."""
        column = self.layout.column
        return column.left + column.width + BAR_DISTANCE_PX - BAR_PX if backward else column.left - BAR_DISTANCE_PX

    def _bar(self, painter: QPainter, zone: Zone, box: QRectF) -> None:
        inside = box.adjusted(0, 2, 0, -2)
        if zone.kind is ZoneKind.TITLE:
            painter.fillRect(inside, QColor(self.theme.accent))
        elif zone.origin is ZoneOrigin.CONFIRMED:
            painter.fillRect(inside.adjusted(0, 0, -1, 0), QColor(self.theme.edge))
        else:
            painter.setPen(QPen(QColor(self.theme.edge), 1.0, Qt.PenStyle.DotLine))
            x = round(box.left()) + 1
            painter.drawLine(x, round(inside.top()), x, round(inside.bottom()))

    def _note(self, painter: QPainter, zone: Zone, top: float, *, backward: bool) -> None:
        words = zone.kind.value if zone.origin is ZoneOrigin.CONFIRMED else f"{zone.kind.value}?"
        width = self.layout.measures.note_metrics.horizontalAdvance(words) + 2
        x = self._bar_x(backward=backward)
        left = x + BAR_PX + NOTE_DISTANCE_PX if backward else x - NOTE_DISTANCE_PX - width
        painter.setPen(QColor(self.theme.muted))
        box = QRectF(left, top + 1, width, self.layout.measures.line_px)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
