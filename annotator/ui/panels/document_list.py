"""The articles of the project: progress on top, a filter, and one row each with state, title, outlet and spans."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QProgressBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.document import DocumentState
from annotator.model.operation import Operation, RecordKind
from annotator.storage.documents import DocumentSummary
from annotator.ui.icons import icon
from annotator.ui.panels.rows_view import RowsView
from annotator.ui.plain import plain_label
from annotator.ui.session import Session
from annotator.ui.tables import RECORD, DocumentTable
from annotator.ui.theme import Theme

_FINISHED = (DocumentState.DONE, DocumentState.SKIPPED)
_ICONS = {
    DocumentState.TODO: "todo",
    DocumentState.IN_PROGRESS: "in_progress",
    DocumentState.DONE: "state-done",
    DocumentState.SKIPPED: "skipped",
}
_MARGIN_PX = 10


class DocumentList(QWidget):
    """Shows how far the annotator is and opens the article that is chosen."""

    document_chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table = DocumentTable(self)
        self._rows = _Rows(theme, self)
        self._progress_words = plain_label(role="muted")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        self._progress.setAccessibleName("Progress")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by title or outlet")
        self.filter.setAccessibleName("Filter articles")
        self.filter.setClearButtonEnabled(True)
        self.view = _make_view(self._table, self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 0)
        layout.setSpacing(6)
        for part in (self._progress_words, self._progress, self.filter, self.view):
            layout.addWidget(part)
        self.filter.textChanged.connect(self._table.set_filter)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        session.changed.connect(self._on_changed)
        session.document_opened.connect(self._on_document_opened)
        session.annotator_changed.connect(self.reload)
        session.documents_changed.connect(self.reload)
        self.reload()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._rows.theme = theme
        self.view.viewport().update()

    def reload(self) -> None:
        """Read all rows again."""
        self._table.set_summaries(self._session.project.summaries(self._session.annotator.id))
        self._show_progress()
        self._mark_open()

    def neighbour(self, step: int) -> DocumentSummary | None:
        """Give the article `step` rows after (before, when negative) the open one."""
        document = self._session.document
        row = self._table.row_of(document.id) + step if document else 0
        return self._table.summary_at(row)

    def next_unfinished(self) -> DocumentSummary | None:
        """Give the next article after the open one that is not finished, starting over at the end."""
        count, document = self._table.rowCount(), self._session.document
        row = self._table.row_of(document.id) if document else -1
        for step in range(1, count + 1):
            summary = self._table.summary_at((row + step) % count)
            if summary is not None and summary.state not in _FINISHED:
                return summary
        return None

    def _choose(self, index: QModelIndex) -> None:
        summary = index.data(RECORD)
        if isinstance(summary, DocumentSummary):
            self.document_chosen.emit(summary.id)

    def _on_changed(self, operation: Operation) -> None:
        document, me = self._session.document, self._session.annotator.id
        elsewhere = any(
            change.document not in (None, document.id if document else None) for change in operation.changes
        )
        if document is None or elsewhere or operation.changed(RecordKind.LABEL):
            self.reload()
            return
        fresh = self._session.project.summary(me, document.id)
        if fresh is not None:
            self._table.replace(fresh)
            self._show_progress()

    def _on_document_opened(self, _document: object) -> None:
        self._mark_open()

    def _mark_open(self) -> None:
        document = self._session.document
        row = self._table.row_of(document.id) if document else -1
        if row >= 0:
            index = self._table.index(row, 0)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)

    def _show_progress(self) -> None:
        states = self._table.states
        count, done = states.total(), sum(states[state] for state in _FINISHED)
        self._progress.setMaximum(max(1, count))
        self._progress.setValue(done)
        begun = states[DocumentState.IN_PROGRESS]
        words = f"{done} of {count} done" if count else "No articles yet"
        self._progress_words.setText(words + (f", {begun} in progress" if begun else ""))


def _make_view(table: DocumentTable, rows: "_Rows") -> RowsView:
    view = RowsView()
    view.setObjectName("document_list")
    view.setAccessibleName("Articles")
    view.setModel(table)
    view.setItemDelegate(rows)
    view.set_row_height(2 * view.fontMetrics().height() + 16)
    return view


class _Rows(QStyledItemDelegate):
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
        icon(_ICONS[summary.state], colour).paint(painter, QRect(rect.left() + _MARGIN_PX - 2, top, 16, 16))
        left = rect.left() + _MARGIN_PX + 22
        width = rect.right() - _MARGIN_PX - left
        count = str(summary.spans) if summary.spans else ""
        count_width = metrics.horizontalAdvance(count) + 8
        painter.setPen(QColor(self.theme.text))
        title = metrics.elidedText(summary.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top, width, metrics.height()), Qt.AlignmentFlag.AlignLeft, title)
        below = QRect(left, top + metrics.height() + 2, width, metrics.height())
        painter.setPen(QColor(self.theme.muted))
        source = " · ".join(part for part in (summary.outlet, summary.published[:10]) if part)
        source = metrics.elidedText(source, Qt.TextElideMode.ElideRight, width - count_width)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, source)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, count)
