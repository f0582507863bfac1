"""The open article's spans, grouped by layer in text order; a click jumps there."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from annotator.model.annotation import Span
from annotator.ui.look.icons import icon
from annotator.ui.look.plain import wrapped_label
from annotator.ui.look.theme import Theme
from annotator.ui.panels.rows_view import RowsView
from annotator.ui.session import Session
from annotator.ui.tables import LINKS, RECORD, LayerRow, SpanTable

_PAD_PX = 6
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class SpanList(RowsView):
    """Carries every painted span as a row, for the eye and for a screen reader."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("span_list")
        self.setAccessibleName("Spans of this article")
        self._session = session
        self._table = SpanTable(self)
        self._rows = _Rows(session, theme, self)
        self.setModel(self._table)
        self.setItemDelegate(self._rows)
        self.set_row_height(self.fontMetrics().height() + 10)
        self.hint = wrapped_label(role="muted")
        self.hint.setObjectName("span_hint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self.viewport())
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.hint, 1)
        self.clicked.connect(self._choose)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        session.changed.connect(self._on_changed)
        session.document_opened.connect(self._on_changed)
        session.scheme_changed.connect(self._on_scheme_changed)
        session.span_selected.connect(self._on_span_selected)
        self._on_scheme_changed()

    def set_hint(self, words: str) -> None:
        """Say what stands here while the article has no spans."""
        self.hint.setText(words)
        self._show_hint()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._rows.theme = theme
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Let Tab go on to the next pane: only in the article it means the next suggestion."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _TABS:
            event.accept()
            return True
        return super().event(event)

    def _choose(self, index: QModelIndex) -> None:
        span = index.data(RECORD)
        if isinstance(span, Span):
            self._session.select_span(span.id)

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        span = index.data(RECORD) if index.isValid() else None
        if isinstance(span, Span) and self.hasFocus():
            self._session.select_span(span.id)

    def _on_scheme_changed(self, _scheme: object = None) -> None:
        self._table.set_layers(tuple(layer.name for layer in self._session.scheme.layers))
        self._on_changed()

    def _on_changed(self, _event: object = None) -> None:
        ends = ((relation.from_span, relation.to_span) for relation in self._session.relations)
        self._table.set_spans(self._session.spans, frozenset(id for pair in ends for id in pair))
        self._show_hint()

    def _show_hint(self) -> None:
        nothing = not self._session.spans and self._session.document is not None
        self.hint.setVisible(nothing)
        self.setAccessibleDescription(self.hint.text() if nothing else "")

    def _on_span_selected(self, id: object) -> None:
        span = self._session.selected_span
        if span is None:
            self.selectionModel().clearSelection()
            return
        row = self._table.row_of(span.id)
        index = self._table.index(row, 0)
        if row != self.currentIndex().row() or not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)


class _Rows(QStyledItemDelegate):
    """Paints a layer as a caption, a span as a chip with its words."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = index.data(RECORD)
        if isinstance(span, Span):
            self._draw_span(painter, option, index)
        else:
            self._draw_layer(painter, option, index)
        painter.restore()

    def _draw_layer(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        layer: LayerRow = index.data(RECORD)
        rect = option.rect
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        inside = rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, layer.name.capitalize())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(layer.count))

    def _draw_span(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state = option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selected if chosen else self.theme.hover))
            painter.drawRoundedRect(rect.adjusted(0, 0, 0, -1), 5, 5)
        span: Span = index.data(RECORD)
        right = rect.right() - _PAD_PX
        for name, wanted in (("note", bool(span.note)), ("link", bool(index.data(LINKS)))):
            if wanted:
                right -= 16
                icon(name, self.theme.muted).paint(painter, QRect(right, rect.center().y() - 7, 14, 14))
        left = self._draw_chip(painter, rect, span)
        painter.setPen(QColor(self.theme.text))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, max(0, right - left - 4))
        area = QRect(left, rect.top(), max(0, right - left), rect.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_chip(self, painter: QPainter, rect: QRect, span: Span) -> int:
        label = self._session.scheme.label(span.label)
        colour = QColor(self.theme.label_colour(label.colour if label else "#666666"))
        usual = painter.font()
        small = painter.font()
        small.setPointSizeF(max(6.5, usual.pointSizeF() * 0.78))
        small.setBold(True)
        painter.setFont(small)
        metrics = painter.fontMetrics()
        chip = QRect(rect.left() + _PAD_PX, 0, metrics.horizontalAdvance(span.label) + 10, metrics.height() + 2)
        chip.moveTop(rect.center().y() - chip.height() // 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(QColor(self.theme.on_colour))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, span.label)
        painter.setFont(usual)
        return chip.right() + 8
