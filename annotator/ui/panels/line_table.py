"""A table of places with their context: each line can be checked, by a click or by Space."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.services.search.context_lines import ContextLine, Order, ordered
from annotator.ui.look.plain import single_line
from annotator.ui.panels.rows_view import RowsView
from annotator.ui.tables import NOWHERE, RECORD, Index

BEFORE, WORDS, AFTER, ARTICLE = range(4)
_HEADS = ("Before", "Words", "After", "Article")
_CONTEXT = 80


class LineTable(QAbstractTableModel):
    """Lines in an order that can be changed; those left out are unchecked."""

    checked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived: list[ContextLine] = []
        self._lines: tuple[ContextLine, ...] = ()
        self._unchecked: set[ContextLine] = set()
        self._order = Order.ARTICLE
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def lines(self) -> tuple[ContextLine, ...]:
        """All lines in the order shown."""
        return self._lines

    @property
    def checked(self) -> tuple[ContextLine, ...]:
        """The lines that are not left out."""
        return tuple(line for line in self._lines if line not in self._unchecked)

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._arrived, self._lines, self._unchecked = [], (), set()
        self.endResetModel()

    def add(self, lines: tuple[ContextLine, ...]) -> None:
        """Show more lines, at the end while the order is that of the articles."""
        if not lines:
            return
        self._arrived += lines
        if self._order is not Order.ARTICLE:
            self.set_order(self._order)
            return
        self.beginInsertRows(NOWHERE, len(self._lines), len(self._lines) + len(lines) - 1)
        self._lines += lines
        self.endInsertRows()

    def set_order(self, order: Order) -> None:
        """Sort the lines anew."""
        self.beginResetModel()
        self._order = order
        self._lines = ordered(self._arrived, order)
        self.endResetModel()

    def check(self, row: int, checked: bool) -> None:
        """Take a line or leave it out."""
        line = self._lines[row]
        (self._unchecked.discard if checked else self._unchecked.add)(line)
        self.dataChanged.emit(self.index(row, 0), self.index(row, ARTICLE))
        self.checked_changed.emit()

    def check_all(self, checked: bool) -> None:
        """Take all lines or none."""
        self._unchecked = set() if checked else set(self._lines)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, ARTICLE))
        self.checked_changed.emit()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count columns."""
        return 0 if parent.isValid() else len(_HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be checked."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == BEFORE else usual

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell, whether the line is taken, or the whole line."""
        line, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(line, column)
        if role == RECORD:
            return line
        if role == Qt.ItemDataRole.CheckStateRole and column == BEFORE:
            return Qt.CheckState.Unchecked if line in self._unchecked else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.TextAlignmentRole and column == BEFORE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._bold if role == Qt.ItemDataRole.FontRole and column == WORDS else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Check or uncheck by a click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.check(index.row(), Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


class LineView(RowsView):
    """Shows the table: arrows walk, Space takes or leaves out, Enter goes there."""

    def __init__(self, table: LineTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setModel(table)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setItemDelegateForColumn(BEFORE, _EndShown(self))
        self.set_row_height(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.show()
        header.setHighlightSections(False)
        for column, mode in (
            (BEFORE, QHeaderView.ResizeMode.Stretch),
            (WORDS, QHeaderView.ResizeMode.Interactive),
            (AFTER, QHeaderView.ResizeMode.Stretch),
            (ARTICLE, QHeaderView.ResizeMode.Interactive),
        ):
            header.setSectionResizeMode(column, mode)
        header.resizeSection(WORDS, 150)
        header.resizeSection(ARTICLE, 200)

    @property
    def current_line(self) -> ContextLine | None:
        """The line of the current row."""
        line = self.currentIndex().data(RECORD) if self.currentIndex().isValid() else None
        return line if isinstance(line, ContextLine) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or leave out the current line with Space."""
        row = self.currentIndex().row()
        if event.key() != Qt.Key.Key_Space or row < 0:
            super().keyPressEvent(event)
            return
        taken = self._table.index(row, BEFORE).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
        self._table.check(row, not taken)


class _EndShown(QStyledItemDelegate):
    """Shortens words at their beginning: what stands next to the match is read first."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Set the dots to the left."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft


def _cell(line: ContextLine, column: int) -> str:
    if column == BEFORE:
        return " ".join(line.left.split())
    if column == WORDS:
        return single_line(line.match, _CONTEXT)
    if column == AFTER:
        return " ".join(line.right.split())
    return " · ".join(part for part in (single_line(line.title, 60), line.outlet, line.published[:10]) if part)
