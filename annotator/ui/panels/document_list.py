"""The articles of the project: progress on top, queue, order and filter, and one row for each article."""

from contextlib import suppress

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.model.document import DocumentState
from annotator.model.ids import DocumentId
from annotator.model.operation import Operation, RecordKind
from annotator.services.flow.queues import ListOrder, Queue, Standing, count_queues
from annotator.storage.documents import DocumentSummary
from annotator.ui.document_table import DocumentTable
from annotator.ui.look.plain import plain_label
from annotator.ui.look.theme import Theme
from annotator.ui.panels.document_rows import DocumentRows
from annotator.ui.panels.rows_view import RowsView
from annotator.ui.session import Session
from annotator.ui.tables import RECORD

_MOST_SINGLE = 50
_AGAIN_MS = 1000
FINISHED = (DocumentState.DONE, DocumentState.SKIPPED)


class DocumentList(QWidget):
    """Shows how far the annotator is and opens the article that is chosen."""

    document_chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table = DocumentTable(self)
        # The articles whose rows could not be read when they changed; None stands for all.
        self._behind: set[DocumentId] | None = set()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._try_again)
        self._rows = DocumentRows(theme, self)
        self._progress_words = plain_label(role="muted")
        self._progress_words.setObjectName("progress_words")
        self._progress_words.setWordWrap(True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)
        self._progress.setAccessibleName("Progress")
        self.queue = _choice("document_queue", "Queue: which articles are listed")
        for queue in Queue:
            self.queue.addItem(queue.value, queue)
        self.order = _choice("document_order", "Order of the articles")
        for order in ListOrder:
            self.order.addItem(f"By {order}" if order in _SORTED_BY else order.capitalize(), order)
        self.filter = QLineEdit()
        self.filter.setObjectName("document_filter")
        self.filter.setPlaceholderText("Filter by title or outlet")
        self.filter.setAccessibleName("Filter articles")
        self.filter.setClearButtonEnabled(True)
        self.view = _make_view(self._table, self._rows)
        self._lay_out()
        self._connect()
        self.reload()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._rows.theme = theme
        self.view.viewport().update()

    def reload(self) -> None:
        """Read all rows again; raises UserError and tries again soon when they cannot be read."""
        self._behind = None
        self.catch_up()

    def catch_up(self) -> None:
        """Read the rows that are behind the file; raises UserError and tries again soon when they cannot be read."""
        self._again.start()
        if self._behind is None:
            self._read_all()
        else:
            for id in tuple(self._behind):
                fresh = self._session.project.summary(self._session.annotator.id, id)
                if fresh is not None:
                    self._table.replace(fresh)
            self._show_progress()
        self._behind = set()
        self._again.stop()

    def _try_again(self) -> None:
        with suppress(UserError):  # it was told when it happened first
            self.catch_up()

    def _read_all(self) -> None:
        self._table.set_summaries(self._session.project.summaries(self._session.annotator.id))
        self._show_progress()
        self._mark_open()

    def choose_queue(self, queue: Queue) -> None:
        """List the articles of a queue."""
        self.queue.setCurrentIndex(list(Queue).index(queue))

    @property
    def is_narrowed(self) -> bool:
        """Whether a queue or a filter hides articles."""
        return self._table.queue is not Queue.ALL or bool(self.filter.text().strip())

    def neighbour(self, step: int) -> DocumentSummary | None:
        """Give the article of the list `step` rows after (before, when negative) the open one."""
        document = self._session.document
        return self._table.beside(document.id if document else None, step)

    def next_unfinished(self) -> DocumentSummary | None:
        """Give the next article of the list that is not finished, starting over at the end."""
        document = self._session.document
        others = self._table.around(document.id if document else None)
        return next((summary for summary in others if summary.state not in FINISHED), None)

    def _choose(self, index: QModelIndex) -> None:
        summary = index.data(RECORD)
        if isinstance(summary, DocumentSummary):
            self.document_chosen.emit(summary.id)

    def _on_queue(self, place: int) -> None:
        self._table.set_queue(list(Queue)[place])
        self._mark_open()

    def _on_order(self, place: int) -> None:
        self._table.set_order(list(ListOrder)[place])
        self._mark_open()

    def _on_filter(self, words: str) -> None:
        self._table.set_filter(words)
        self._mark_open()

    def _on_changed(self, operation: Operation) -> None:
        """Read again what an operation touched: few articles one by one, many or gone ones all together."""
        document = self._session.document
        touched = {change.document for change in operation.changes if change.document is not None}
        if document is not None:
            touched.add(document.id)
        coming = any(None in (change.before, change.after) for change in operation.changed(RecordKind.DOCUMENT))
        if coming or self._behind is None or len(touched | self._behind) > _MOST_SINGLE:
            self._behind = None
        else:
            self._behind |= touched
        self.catch_up()

    def _on_document_opened(self, _document: object) -> None:
        self._table.settle(self._session.document.id if self._session.document else None)
        self._mark_open()

    def _mark_open(self) -> None:
        document = self._session.document
        row = self._table.row_of(document.id) if document else -1
        if row >= 0:
            index = self._table.index(row, 0)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(index)
        else:
            self.view.selectionModel().clear()

    def _show_progress(self) -> None:
        standings = self._table.standings
        counts = count_queues(standings)
        count, done = counts[Queue.ALL], counts[Queue.DONE] + counts[Queue.SKIPPED]
        self._progress.setMaximum(max(1, count))
        self._progress.setValue(done)
        words = [f"{done} of {count} done" if count else "No articles yet"]
        if counts[Queue.IN_PROGRESS]:
            words.append(f"{counts[Queue.IN_PROGRESS]} in progress")
        if counts[Queue.MINE]:
            finished = sum(number for place, number in standings.items() if _is_mine_and_finished(place))
            words.append(f"{finished} of {counts[Queue.MINE]} assigned to me done")
        self._progress_words.setText(", ".join(words))
        self._progress.setAccessibleDescription(", ".join(words))
        for place, queue in enumerate(Queue):
            self.queue.setItemText(place, f"{queue} ({counts[queue]})")

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.queue.currentIndexChanged.connect(self._on_queue)
        self.order.currentIndexChanged.connect(self._on_order)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self._session.changed.connect(self._on_changed)
        self._session.document_opened.connect(self._on_document_opened)
        self._session.annotator_changed.connect(self.reload)
        self._session.documents_changed.connect(self.reload)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 0)
        layout.setSpacing(6)
        layout.addWidget(self._progress_words)
        layout.addWidget(self._progress)
        layout.addWidget(self.queue)
        layout.addWidget(self.order)
        layout.addWidget(self.filter)
        layout.addWidget(self.view, 1)


_SORTED_BY = (ListOrder.TITLE, ListOrder.DATE, ListOrder.OUTLET)


def _is_mine_and_finished(place: Standing) -> bool:
    state, _flagged, assigned = place
    return assigned and state in FINISHED


def _choice(id: str, name: str) -> QComboBox:
    """Make a box that gives way in a narrow pane; the opened list shows every word."""
    box = QComboBox()
    box.setObjectName(id)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def _make_view(table: DocumentTable, rows: DocumentRows) -> RowsView:
    view = RowsView()
    view.setObjectName("document_list")
    view.setAccessibleName("Articles")
    view.setModel(table)
    view.setItemDelegate(rows)
    view.set_row_height(2 * view.fontMetrics().height() + 16)
    return view
