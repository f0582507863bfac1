"""Assign articles to annotators: to all, by lot with overlap, with a share for all, or by hand in the table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.document import Annotator
from annotator.model.ids import AnnotatorId
from annotator.services.flow.assigning import Shares, assign_all, assign_by_lot, assign_with_share, loads_of
from annotator.services.flow.commands import Assign
from annotator.storage.documents import DocumentSummary
from annotator.ui.assignment_table import AssignmentTable
from annotator.ui.dialogs.annotator_chooser import NAME_LIMIT
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.roles_dialog import PEOPLE
from annotator.ui.look.plain import plain_label, single_line, wrapped_label
from annotator.ui.session import Session

BY_HAND, ALL, BY_LOT, SHARE = range(4)
_WAYS = (
    "By hand: tick in the table",
    "Every article to everybody",
    "Each article to some, drawn by lot",
    "A share to everybody, the rest to one each",
)
_LARGEST_SEED = 999_999
_INTRODUCTION = "Only a lead can assign. An assignment is a queue: nobody is kept from other articles."


class AssignDialog(FormDialog):
    """Shows a plan as a table, which can be changed by hand, and stores it as one operation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Assign articles", _INTRODUCTION, parent)
        self.setObjectName("assign_dialog")
        self._session = session
        self._summaries = session.project.summaries(session.annotator.id)
        self._stored = session.project.assignments()
        self.people = QListWidget()
        self.people.setAccessibleName("Who gets articles")
        self.name = QLineEdit()
        self.name.setPlaceholderText("Another name")
        self.name.setAccessibleName("Name of another annotator")
        self.name.setMaxLength(NAME_LIMIT)
        self.add = QPushButton("Add")
        self.way = QComboBox()
        self.way.setAccessibleName("How articles are shared out")
        self.way.addItems(list(_WAYS))
        self.overlap = _number(1, 99, "Annotators per article")
        self.share = _number(0, 100, "Percent to everybody")
        self.share.setSuffix(" %")
        self.share.setValue(20)
        self.seed = _number(0, _LARGEST_SEED, "Seed: the same draws the same lots")
        self.only_free = QCheckBox("Only articles that nobody has yet")
        self.loads = wrapped_label(role="muted")
        self.table = AssignmentTable(self)
        self.grid = _grid(self.table)
        self._lay_out()
        self.confirm = self.add_confirm("Assign")
        for annotator in session.project.annotators():
            if annotator.role in PEOPLE:
                self._list(annotator)
        self._connect()
        self._draw()
        self.resize(900, 560)

    def _documents(self) -> tuple[DocumentSummary, ...]:
        if not self.only_free.isChecked():
            return self._summaries
        taken = {document for document, _ in self._stored}
        return tuple(one for one in self._summaries if one.id not in taken)

    def _chosen(self) -> tuple[Annotator, ...]:
        items = [self.people.item(row) for row in range(self.people.count())]
        return tuple(_person(item) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _everybody(self) -> tuple[Annotator, ...]:
        return tuple(_person(self.people.item(row)) for row in range(self.people.count()))

    def _draw(self, _event: object = None) -> None:
        """Plan anew and show it; a way that cannot be says why."""
        way = self.way.currentIndex()
        for field, ways in ((self.overlap, (BY_LOT,)), (self.share, (SHARE,)), (self.seed, (BY_LOT, SHARE))):
            field.setVisible(way in ways)
            self._label_of(field).setVisible(way in ways)
        self.complain("")
        try:
            pairs = self._planned(way)
        except UserError as refusal:
            self.complain(str(refusal))
            pairs = frozenset()
        self.table.show_plan(self._documents(), self._everybody(), pairs)
        self._show_loads()

    def _planned(self, way: int) -> Shares:
        documents = tuple(one.id for one in self._documents())
        people = tuple(one.id for one in self._chosen())
        if way == ALL:
            return assign_all(documents, people)
        if way == BY_LOT:
            return assign_by_lot(documents, people, overlap=self.overlap.value(), seed=self.seed.value())
        if way == SHARE:
            return assign_with_share(documents, people, percent=self.share.value(), seed=self.seed.value())
        shown = frozenset(documents)
        return frozenset(pair for pair in self._stored if pair[0] in shown)

    def _show_loads(self) -> None:
        people = self._everybody()
        loads = loads_of(self.table.pairs, tuple(one.id for one in people))
        names = {one.id: single_line(one.name, 24) for one in people}
        words = [f"{names[load.annotator]}: {load.documents} ({load.shared} shared)" for load in loads]
        nobody = self.table.rowCount() - len({document for document, _ in self.table.pairs})
        self.loads.setText("; ".join(words) + f". {nobody} of {self.table.rowCount()} articles with nobody.")

    def _add(self) -> None:
        try:
            annotator = self._session.project.ensure_annotator(self.name.text())
        except UserError as refusal:
            self.complain(str(refusal))
            return
        self.name.clear()
        if annotator.id not in {one.id for one in self._everybody()}:
            self._list(annotator)
            self._draw()

    def _list(self, annotator: Annotator) -> None:
        item = QListWidgetItem(single_line(annotator.name, 60))
        item.setData(Qt.ItemDataRole.UserRole, annotator)
        item.setCheckState(Qt.CheckState.Checked)
        self.people.addItem(item)

    def _assign(self) -> None:
        known: set[AnnotatorId] = {one.id for one in self._everybody()}
        pairs = frozenset(pair for pair in self.table.pairs if pair[1] in known)
        documents = frozenset(one.id for one in self._documents())
        self._session.failed.connect(self.complain)
        self.complain("")
        operation = self._session.execute(Assign(documents, pairs))
        self._session.failed.disconnect(self.complain)
        if operation is not None:
            self._session.told.emit(f"Assigned {len(documents)} articles.")
        if not self.problem.text():
            self.accept()

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.people.itemChanged.connect(self._draw)
        self.way.currentIndexChanged.connect(self._draw)
        for field in (self.overlap, self.share, self.seed):
            field.valueChanged.connect(self._draw)
        self.only_free.toggled.connect(self._draw)
        self.table.edited.connect(self._show_loads)
        self.confirm.clicked.connect(self._assign)

    def _label_of(self, field: QWidget) -> QLabel:
        found = self._fields.labelForField(field)
        assert isinstance(found, QLabel)
        return found

    def _lay_out(self) -> None:
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.add)
        self._fields = QFormLayout()
        self._fields.addRow("Annotators per article", self.overlap)
        self._fields.addRow("To everybody", self.share)
        self._fields.addRow("Seed", self.seed)
        left.addWidget(plain_label("Who gets articles", "caption"))
        left.addWidget(self.people, 1)
        left.addLayout(row)
        left.addWidget(plain_label("How", "caption"))
        left.addWidget(self.way)
        left.addLayout(self._fields)
        left.addWidget(self.only_free)
        right.addWidget(self.grid, 1)
        right.addWidget(self.loads)
        both = QHBoxLayout()
        both.addLayout(left, 2)
        both.addLayout(right, 3)
        self.body.addLayout(both, 1)


def _person(item: QListWidgetItem) -> Annotator:
    found = item.data(Qt.ItemDataRole.UserRole)
    assert isinstance(found, Annotator)
    return found


def _number(least: int, most: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setAccessibleName(name)
    return box


def _grid(table: AssignmentTable) -> QTableView:
    grid = QTableView()
    grid.setObjectName("assignment_table")
    grid.setAccessibleName("Who labels which article")
    grid.setModel(table)
    grid.setTabKeyNavigation(False)
    grid.setWordWrap(False)
    grid.verticalHeader().hide()
    grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    grid.setColumnWidth(0, 280)
    return grid
