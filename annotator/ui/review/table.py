"""The list of disagreements: rows arrive while articles are read, filters and order choose among them."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QWidget

from annotator.model.ids import DocumentId
from annotator.services.review.rows import ClusterRow, RowFilter, RowOrder, RowState, ordered
from annotator.ui.look.plain import plain_tooltip
from annotator.ui.look.theme import Theme
from annotator.ui.panels.rows_view import RowsView
from annotator.ui.tables import NOWHERE, RECORD, Index

_HEADS = ("Words", "Class", "Label", "Votes", "State")
WORDS, CLASS, LABEL, VOTES, STATE = range(5)
_SIGNS = {
    RowState.OPEN: "open",
    RowState.DISCUSS: "⚑ discuss",
    RowState.DECIDED: "✓ decided",
    RowState.STALE: "! changed",
    RowState.LOST: "! spans gone",
}


class ClusterTable(QAbstractTableModel):
    """All rows by document, and those of them that the filter takes, in the order asked for."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known: dict[DocumentId, tuple[ClusterRow, ...]] = {}
        self._shown: tuple[ClusterRow, ...] = ()
        self._places: dict[tuple[DocumentId, str], int] | None = None
        self.filter = RowFilter()
        self.order = RowOrder.TEXT

    @property
    def rows(self) -> tuple[ClusterRow, ...]:
        """The rows that are shown, in their order."""
        return self._shown

    @property
    def known(self) -> tuple[ClusterRow, ...]:
        """All rows in text order, those that are filtered out too."""
        return tuple(row for rows in self._known.values() for row in rows)

    def clear(self) -> None:
        """Forget everything."""
        self.beginResetModel()
        self._known, self._shown, self._places = {}, (), None
        self.endResetModel()

    def add(self, rows: Sequence[ClusterRow]) -> None:
        """Take more rows in, which come document by document in import order."""
        for document, of_one in groupby(rows, key=attrgetter("document")):
            self._known[document] = (*self._known.get(document, ()), *of_one)
        if self.order is not RowOrder.TEXT:
            self._show()
            return
        taken = tuple(row for row in rows if self.filter.takes(row))
        if taken:
            self.beginInsertRows(NOWHERE, len(self._shown), len(self._shown) + len(taken) - 1)
            self._shown += taken
            self._places = None
            self.endInsertRows()

    def knows(self, document: DocumentId) -> bool:
        """Whether rows of a document are here, shown or not."""
        return document in self._known

    def renew(self, document: DocumentId, rows: tuple[ClusterRow, ...]) -> None:
        """Put a document's rows as they are now; rows stay in their places where they can."""
        before = self._known.get(document, ())
        self._known[document] = rows
        fresh = {row.key: row for row in rows}
        if self.filter.state is None and [one.key for one in before] == [one.key for one in rows]:
            self._shown = tuple(fresh[row.key] if row.document == document else row for row in self._shown)
            if self._shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, STATE))
        else:
            self._show()

    def ask(self, wanted: RowFilter, order: RowOrder) -> None:
        """Show other rows, or in another order."""
        self.filter, self.order = wanted, order
        self._show()

    def place_of(self, document: DocumentId, key: str) -> int:
        """Find the row of a cluster, or -1."""
        if self._places is None:
            self._places = {(row.document, row.key): place for place, row in enumerate(self._shown)}
        return self._places.get((document, key), -1)

    def next_unresolved(self, place: int, step: int) -> int:
        """Find the next row that somebody should look at, round the end; -1 when there is none."""
        count = len(self._shown)
        start = place if place >= 0 else (-1 if step > 0 else count)
        for away in range(1, count + 1):
            found = (start + step * away) % count
            if self._shown[found].is_unresolved:
                return found
        return -1

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count rows."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell, the whole row, or how it looks."""
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, index.column())
        if role == RECORD:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{row.surface}\n{row.difference}, {row.layer}\n{row.title}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.surface}: {row.difference}, {' or '.join(row.labels)}, {row.state.value}, in {row.title}"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != WORDS:
            return QColor(self._colour(row))
        return None

    def _colour(self, row: ClusterRow) -> str:
        if row.state is RowState.DECIDED:
            return self._theme.good
        return self._theme.warning if row.state is not RowState.OPEN else self._theme.muted

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = ordered((row for row in self.known if self.filter.takes(row)), self.order)
        self._places = None
        self.endResetModel()


class ClusterList(RowsView):
    """Shows the table; arrows walk, a click chooses."""

    def __init__(self, table: ClusterTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cluster_list")
        self.setAccessibleName("Disagreements")
        self.setModel(table)
        self.setWordWrap(False)
        self.set_row_height(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.show()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((CLASS, 14), (LABEL, 15), (VOTES, 9), (STATE, 13)):
            header.resizeSection(column, letter * letters)


def _cell(row: ClusterRow, column: int) -> str:
    if column == WORDS:
        return row.surface
    if column == CLASS:
        return row.difference
    if column == LABEL:
        return " / ".join(row.labels)
    return row.votes if column == VOTES else _SIGNS[row.state]
