"""Paints the cells of the agreement page: a number, and beside it a bar, shade, stack or point of a line."""

from itertools import cycle

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.services.agreement.board import Bar, Cell, Dot, Drawing, Shade, Stack
from annotator.services.agreement_words import CLASS_NAMES
from annotator.ui.look.contrast import mixed
from annotator.ui.look.theme import Theme
from annotator.ui.tables import RECORD

PAD_PX = 8
_BAR_PX, _STACK_PX, _WORDS_PX = 74, 190, 280
_MOST_SHADE = 0.32
# Told apart by every eye (Okabe and Ito 2008); each part has its name in the heading and its number inside as well.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#777777")
_OF_PART = dict(zip(CLASS_NAMES.values(), cycle(_COLOURS), strict=False))


def part_colour(name: str, theme: Theme) -> str | None:
    """Give the colour of a class of disagreement, readable on a theme; None for anything else."""
    return theme.label_colour(_OF_PART[name]) if name in _OF_PART else None


class CellPainter(QStyledItemDelegate):
    """Paints cells; a number is always written, so that colour and length only help the eye."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Ask for the words and what is drawn beside them; long sentences wrap."""
        cell = index.data(RECORD)
        metrics = QFontMetrics(option.font)
        if not isinstance(cell, Cell):
            return super().sizeHint(option, index)
        width = metrics.horizontalAdvance(cell.text)
        height = metrics.height()
        if not cell.is_number and width > _WORDS_PX:
            height = metrics.boundingRect(0, 0, _WORDS_PX, 9999, Qt.TextFlag.TextWordWrap, cell.text).height()
            width = _WORDS_PX
        return QSize(width + _drawn_px(cell.drawing) + 2 * PAD_PX, height + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, drawing, words and, where the keys are, a frame."""
        cell = index.data(RECORD)
        if not isinstance(cell, Cell):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        painter.fillRect(box, QColor(self._ground(cell)))
        inner = box.adjusted(PAD_PX, 0, -PAD_PX, 0)
        words = QRectF(inner)
        room = _drawn_px(cell.drawing)
        if room:
            words.setWidth(inner.width() - room)
            self._draw(painter, cell.drawing, QRectF(words.right() + PAD_PX, box.top(), room - PAD_PX, box.height()))
        if isinstance(cell.drawing, Dot):
            self._draw_line(painter, cell.drawing, inner)
        side = Qt.AlignmentFlag.AlignRight if cell.is_number else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(self.theme.text if cell.text else self.theme.muted))
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, cell.text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def _ground(self, cell: Cell) -> str:
        if isinstance(cell.drawing, Shade):
            return mixed(self.theme.accent, self.theme.panel, _MOST_SHADE * cell.drawing.share)
        return self.theme.panel

    def _draw(self, painter: QPainter, drawing: Drawing, box: QRectF) -> None:
        if isinstance(drawing, Bar):
            self._draw_bar(painter, drawing, box)
        elif isinstance(drawing, Stack):
            self._draw_stack(painter, drawing, box)

    def _draw_bar(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        middle = box.center().y()
        track = QRectF(box.left(), middle - 5, box.width(), 10)
        painter.fillRect(track, QColor(self.theme.hover))
        painter.fillRect(QRectF(track.left(), track.top(), track.width() * bar.share, 10), QColor(self.theme.accent))
        if bar.interval is None:
            return
        low, high = (track.left() + track.width() * one for one in bar.interval)
        # Lighter below the line than the bar, darker than the track: it is seen on both.
        for pen in (QPen(QColor(self.theme.panel), 4), QPen(QColor(self.theme.text), 2)):
            painter.setPen(pen)
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for end in (low, high):
                painter.drawLine(QPointF(end, middle - 5), QPointF(end, middle + 5))

    def _draw_stack(self, painter: QPainter, stack: Stack, box: QRectF) -> None:
        left, middle = box.left(), box.center().y()
        for name, count in stack.parts:
            width = box.width() * count / stack.whole
            part = QRectF(left, middle - 9, max(1.0, width - 1), 18)
            painter.fillRect(part, QColor(part_colour(name, self.theme) or self.theme.muted))
            if painter.fontMetrics().horizontalAdvance(str(count)) + 4 <= part.width():
                painter.setPen(QColor(self.theme.on_colour))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, str(count))
            left += width

    def _draw_line(self, painter: QPainter, dot: Dot, box: QRectF) -> None:
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.drawLine(box.topRight(), box.bottomRight())
        here = QPointF(box.left() + box.width() * dot.at, box.center().y())
        painter.setPen(QPen(QColor(self.theme.accent), 2))
        for value, y in ((dot.before, box.top()), (dot.after, box.bottom())):
            if value is not None:
                painter.drawLine(here, QPointF(box.left() + box.width() * (dot.at + value) / 2, y))
        painter.setBrush(QColor(self.theme.accent))
        painter.drawEllipse(here, 4, 4)


def _drawn_px(drawing: Drawing) -> int:
    if isinstance(drawing, Bar):
        return _BAR_PX + PAD_PX
    return _STACK_PX if isinstance(drawing, Stack | Dot) else 0
