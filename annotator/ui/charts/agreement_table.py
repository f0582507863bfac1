"""One block of the agreement page as a table that is walked, read out, copied, and whose numbers lead on."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from annotator.services.agreement.board import Block, Cell
from annotator.ui.article.copied_text import copied_text
from annotator.ui.charts.agreement_painter import CellPainter, part_colour
from annotator.ui.look.plain import plain_tooltip, single_line
from annotator.ui.look.theme import Theme
from annotator.ui.tables import NOWHERE, RECORD, Index

_SWATCH_PX = 12
_HEADING = 26
_GRIDS = ("pairs", "confusion")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BlockModel(QAbstractTableModel):
    """The cells of a block; each says its sentence to tooltips and screen readers."""

    def __init__(self, block: Block, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.block, self.theme = block, theme

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.block.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.block.columns)

    def cell(self, index: Index) -> Cell:
        """Give a cell."""
        return self.block.rows[index.row()][index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell shows and says."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == RECORD:
            return cell
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(cell.says) if cell.says else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.says or cell.text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns, a class of disagreement with its colour."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        name = self.block.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return single_line(name, _HEADING)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            plain = all(row[section].is_number and row[section].drawing is None for row in self.block.rows)
            return _RIGHT if plain or (self.block.id in _GRIDS and section) else _LEFT
        colour = part_colour(name, self.theme) if section and role == Qt.ItemDataRole.DecorationRole else None
        if colour is None or self.block.id != "classes":
            return None
        swatch = QPixmap(_SWATCH_PX, _SWATCH_PX)
        swatch.fill(QColor(colour))
        return swatch


class BlockTable(QTableView):
    """Shows a block as high as it is; Enter or a click tells which number was picked, Ctrl+C copies the table."""

    picked = Signal(object)
    walked = Signal(str)

    def __init__(self, block: Block, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"agreement_{block.id}")
        self.setAccessibleName(f"{block.title}. {block.says}")
        self._model = BlockModel(block, theme, self)
        self._painter = CellPainter(theme)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(block.id in _GRIDS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit()
        self.setCurrentIndex(self._model.index(0, min(1, len(block.columns) - 1)))
        self.selectionModel().currentChanged.connect(self._on_walked)

    @property
    def block(self) -> Block:
        """What is shown."""
        return self._model.block

    def fit(self) -> None:
        """Be as wide and high as the cells need."""
        self.resizeColumnsToContents()
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self._model.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar + 2)

    def as_text(self) -> str:
        """Write the table with tabs, as spreadsheets take it."""
        lines = (self.block.columns, *(tuple(cell.text for cell in row) for row in self.block.rows))
        return "\n".join("\t".join(" ".join(one.split()) for one in line) for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick by Enter or Space, copy by Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setMimeData(copied_text(self.as_text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick what was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pick(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a number leads on."""
        index = self.indexAt(event.position().toPoint())
        leads = index.isValid() and self._model.cell(index).pick is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def _pick(self, index: Index) -> None:
        if index.isValid() and self._model.cell(index).pick is not None:
            self.picked.emit(self._model.cell(index))

    def _on_walked(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.walked.emit(self._model.cell(current).says or self._model.cell(current).text)
