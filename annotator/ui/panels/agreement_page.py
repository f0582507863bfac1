"""The page on agreement: a choice of layers, the blocks below each other, and a line that says a number in words."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.metrics.tally import ALL
from annotator.services.agreement.board import Block, Board
from annotator.ui.charts.agreement_table import BlockTable
from annotator.ui.look.plain import plain_label, single_line, wrapped_label
from annotator.ui.look.theme import Theme

HINT = "Arrows walk the numbers, Enter shows the places behind one, Ctrl+C copies a table."


class AgreementPage(QWidget):
    """Shows one layer of a board; whoever made it hears what is wanted next."""

    wanted = Signal()
    picked = Signal(object)
    report_wanted = Signal()
    cancelled = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("agreement_view")
        self.setAccessibleName("Agreement")
        self._theme, self.board = theme, Board()
        self._content = QWidget()
        self.tables: dict[str, BlockTable] = {}
        self.layer = QComboBox()
        self.layer.setObjectName("agreement_layer")
        self.layer.setAccessibleName("Layer")
        self.people = QComboBox()
        self.people.setObjectName("agreement_people")
        self.people.setAccessibleName("Who is compared")
        self.people.hide()
        self.whom: tuple[str, ...] = ()
        self.report = QPushButton("Write a report…")
        self.report.setObjectName("agreement_report")
        self.pseudonyms = QCheckBox("Pseudonyms in the report")
        self.pseudonyms.setObjectName("agreement_pseudonyms")
        self.pseudonyms.setToolTip("Annotators' names are replaced, by the same pseudonyms as in exports.")
        self.back = QPushButton("Back to the article")
        self.cancel = QPushButton("Cancel")
        self.cancel.setObjectName("agreement_cancel")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Articles compared")
        self.said = wrapped_label(role="muted")
        self.said.setObjectName("agreement_said")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self._lay_out()
        self.layer.activated.connect(self.wanted)
        self.people.activated.connect(self._on_people)
        self.report.clicked.connect(self.report_wanted)
        self.cancel.clicked.connect(self.cancelled)
        self.back.clicked.connect(self.left)
        self.setFocusProxy(self.area)

    @property
    def scope(self) -> str:
        """The layer that was chosen, "all", or nothing yet."""
        return str(self.layer.currentData() or "")

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        self._show_blocks()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for figures whenever the page is shown: much may have changed."""
        super().showEvent(event)
        self.wanted.emit()

    def show_progress(self, done: int, of: int) -> None:
        """Say how far the comparison is."""
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        self.set_busy(f"Comparing article {done + 1:,} of {of:,}…")

    def set_busy(self, words: str) -> None:
        """Show that something is being computed, or with no words that nothing is."""
        self.progress.setVisible(bool(words))
        self.cancel.setVisible(bool(words))
        self.said.setText(words or HINT)

    def show_board(self, board: Board) -> None:
        """Show other figures; layer and place stay where they are."""
        self.board = board
        self.layer.clear()
        for name in board.scopes:
            self.layer.addItem("All layers together" if name == ALL else single_line(name, 40), name)
        self.layer.setCurrentIndex(max(0, self.layer.findData(board.scope)))
        self._show_people(board)
        self.layer.setEnabled(self.layer.count() > 0)
        self.report.setEnabled(self.layer.count() > 0)
        self.pseudonyms.setEnabled(self.layer.count() > 0)
        self.set_busy("")
        self._show_blocks()

    def _show_people(self, board: Board) -> None:
        self.whom = board.whom
        self.people.clear()
        for group in board.groups:
            self.people.addItem(single_line(group.words, 60))
        names = [group.names for group in board.groups]
        self.people.setCurrentIndex(names.index(board.whom) if board.whom in names else 0)
        self.people.setVisible(len(names) > 1)

    def _on_people(self, place: int) -> None:
        self.whom = self.board.groups[place].names
        self.wanted.emit()

    def _show_blocks(self) -> None:
        focused = next((id for id, table in self.tables.items() if table.hasFocus()), None)
        had_focus = self.hasFocus() or focused is not None
        at = self.area.verticalScrollBar().value()
        content = self._content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(4)
        self.tables = {}
        for block in self.board.blocks:
            self._add(block, column)
        if self.board.reason:
            column.addWidget(wrapped_label(self.board.reason))
        column.addStretch(1)
        self.area.setWidget(content)
        if self.tables and had_focus:
            self.tables.get(focused or "", next(iter(self.tables.values()))).setFocus()
        self.area.verticalScrollBar().setValue(at)

    def _add(self, block: Block, column: QVBoxLayout) -> None:
        column.addWidget(plain_label(block.title, role="heading"))
        if block.says:
            column.addWidget(wrapped_label(block.says, role="muted"))
        for note in block.notes:
            column.addWidget(wrapped_label(f"⚠ {note}", role="note"))
        if block.rows:
            table = BlockTable(block, self._theme)
            table.picked.connect(self.picked)
            table.walked.connect(self._on_walked)
            self.tables[block.id] = table
            column.addWidget(table)
        column.addSpacing(14)

    def _on_walked(self, says: str) -> None:
        self.said.setText(says)
        table = self.sender()
        if isinstance(table, BlockTable):
            box = table.visualRect(table.currentIndex())
            place = table.viewport().mapTo(self._content, box.center())
            self.area.ensureVisible(place.x(), place.y(), 0, box.height() + 30)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(plain_label("Agreement", role="title"), 1)
        for one in (self.people, self.layer, self.pseudonyms, self.report, self.back):
            top.addWidget(one)
        bottom = QHBoxLayout()
        bottom.addWidget(self.said, 1)
        bottom.addWidget(self.progress)
        bottom.addWidget(self.cancel)
        self.progress.setMaximumWidth(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.area, 1)
        column.addLayout(bottom)
        self.set_busy("")
