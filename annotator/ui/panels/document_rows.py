"""Paints an article of the list in two lines: state, title and flag; outlet, date and number of spans."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.model.document import DocumentState
from annotator.storage.documents import DocumentSummary
from annotator.ui.look.icons import icon
from annotator.ui.look.theme import Theme
from annotator.ui.tables import RECORD

_ICONS = {
    DocumentState.TODO: "todo",
    DocumentState.IN_PROGRESS: "in_progress",
    DocumentState.DONE: "state-done",
    DocumentState.SKIPPED: "skipped",
}
_MARGIN_PX = 10
_SIGN_PX = 16


class DocumentRows(QStyledItemDelegate):
    """Paints an article in two lines."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw background, state, title, outlet and the number of spans."""
        summary = index.data(RECORD)
        rect, state = option.rect, option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selected if chosen else self.theme.hover))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        self._draw_words(painter, option, summary)
        painter.restore()

    def _draw_words(self, painter: QPainter, option: QStyleOptionViewItem, summary: DocumentSummary) -> None:
        rect, metrics = option.rect, option.fontMetrics
        colour = self.theme.good if summary.state is DocumentState.DONE else self.theme.muted
        top = rect.top() + 7
        icon(_ICONS[summary.state], colour).paint(painter, QRect(rect.left() + _MARGIN_PX - 2, top, _SIGN_PX, _SIGN_PX))
        left = rect.left() + _MARGIN_PX + 22
        width = rect.right() - _MARGIN_PX - left
        count = str(summary.spans) if summary.spans else ""
        count_width = metrics.horizontalAdvance(count) + 8
        painter.setPen(QColor(self.theme.text))
        if summary.flagged:
            sign = QRect(left + width - _SIGN_PX, top, _SIGN_PX, _SIGN_PX)
            icon("flag", self.theme.warning).paint(painter, sign)
        title_width = width - (_SIGN_PX + 4 if summary.flagged else 0)
        title = metrics.elidedText(summary.title, Qt.TextElideMode.ElideRight, title_width)
        painter.drawText(QRect(left, top, title_width, metrics.height()), Qt.AlignmentFlag.AlignLeft, title)
        below = QRect(left, top + metrics.height() + 2, width, metrics.height())
        painter.setPen(QColor(self.theme.muted))
        source = " · ".join(part for part in (summary.outlet, summary.published[:10]) if part)
        source = metrics.elidedText(source, Qt.TextElideMode.ElideRight, width - count_width)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, source)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, count)
