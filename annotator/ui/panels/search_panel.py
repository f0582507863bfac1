"""Search the whole project: a line per place with its context, counts per outlet and date, labels from the list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.document import DocumentState, Role
from annotator.model.ids import AnnotatorId
from annotator.services.reading import counted
from annotator.services.search.concordance import Asked, Counts, concordance, count_lines, known_outlets
from annotator.services.search.context_lines import ContextLine, Order
from annotator.storage.search import DocumentFilter
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.panels.line_table import LineTable, LineView
from annotator.ui.session import Session
from annotator.ui.slices import Slices
from annotator.ui.tables import RECORD, STATE_WORDS

MOST_LINES = 10_000
NOTHING = "Nothing found: try fewer words, a beginning with * (minist*), or other filters."
_HINT = 'Search all articles: words, "a phrase", beginning*'


class SearchPanel(QWidget):
    """Finds in slices; Enter in the list opens the article at the place, label keys label the checked lines."""

    place_chosen = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_panel")
        self._session = session
        self._found = 0
        self._slices = Slices(self)
        self.words = _line(_HINT, "Search all articles")
        self.pattern = QCheckBox("Regular expression")
        self.boilerplate = QCheckBox("Page debris too")
        self.label = _choice("In spans labelled")
        self.outlet = _choice("Outlet")
        self.annotator = _choice("Whose spans")
        self.state = _choice("State")
        self.since = _line("From 2023-01", "From date")
        self.until = _line("To 2023-12", "To date")
        self.order = _choice("Order")
        for order in Order:
            self.order.addItem(f"Order: {order}", order)
        self.result = plain_label(role="muted")
        self.table = LineTable(self)
        self.lines = LineView(self.table)
        self.lines.setObjectName("search_lines")
        self.lines.setAccessibleName("Places found")
        self.counts = _tree()
        self._lay_out()
        self._connect()
        self.fill_choices()

    def open(self, words: str = "") -> None:
        """Take the keys, with these words if there are any."""
        self.fill_choices()
        if words:
            self.words.setText(single_line(words))
        self.words.setFocus()
        self.words.selectAll()

    def stop(self) -> None:
        """End a search that is still running."""
        self._slices.stop()

    def fill_choices(self, _event: object = None) -> None:
        """Offer the labels, outlets, annotators and states that there are; what was chosen stays."""
        me, project = self._session.annotator, self._session.project
        _fill(self.label, "Any label", [(label.name, label.name) for label in self._session.scheme.labels])
        _fill(self.outlet, "Any outlet", [(outlet, outlet) for outlet in known_outlets(project)])
        _fill(self.state, "Any state", [(words, state.value) for state, words in STATE_WORDS.items()])
        others = [one for one in project.annotators() if one.id != me.id] if me.role is Role.LEAD else []
        everybody = [("everybody", "*")] if others else []
        _fill(self.annotator, "My spans", [*everybody, *((one.name, one.id) for one in others)])
        self.annotator.setVisible(bool(others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the article with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def search(self) -> None:
        """Search anew; what cannot be read is said in a sentence."""
        self.stop()
        self.table.clear()
        self.counts.clear()
        self._found = 0
        try:
            found = concordance(self._session.project, self._asked(), self._session.annotator)
        except UserError as refusal:
            self.result.setText(str(refusal))
            return
        self.result.setText("Searching…")
        self._slices.start(found)

    def _asked(self) -> Asked:
        state, whose = self.state.currentData(), self.annotator.currentData()
        within = DocumentFilter(
            outlet=self.outlet.currentData(),
            published_from=self.since.text().strip(),
            published_to=self.until.text().strip(),
            state=DocumentState(state) if state else None,
        )
        return Asked(
            typed=self.words.text(),
            label=self.label.currentData(),
            whose=None if whose == "*" else AnnotatorId(whose or self._session.annotator.id),
            within=within,
            is_pattern=self.pattern.isChecked(),
            boilerplate=self.boilerplate.isChecked(),
        )

    def _on_arrived(self, lines: tuple[ContextLine, ...]) -> None:
        self._found += len(lines)
        self.table.add(lines[: MOST_LINES - self.table.rowCount()])
        if not self.lines.currentIndex().isValid() and self.table.rowCount():
            self.lines.setCurrentIndex(self.table.index(0, 0))
        self.result.setText(f"{self._found} places so far…")
        if self._found > MOST_LINES:
            self.stop()
            self._on_ended()

    def _on_ended(self) -> None:
        self._show_checked()
        show_counts(self.counts, count_lines(self.table.lines))

    def _show_checked(self) -> None:
        articles = len({line.document for line in self.table.lines})
        if not articles:
            self.result.setText(NOTHING)
            return
        more = "more than " if self._found > MOST_LINES else ""
        places = f"{more}{counted(self.table.rowCount(), 'place')} in {counted(articles, 'article')}"
        self.result.setText(
            f"{places}, {len(self.table.checked)} checked: "
            "Enter opens, Space checks, a label key labels the checked ones"
        )

    def _sort(self, _place: int) -> None:
        self.table.set_order(Order(self.order.currentData()))

    def _sort_by_column(self, column: int) -> None:
        orders = (Order.LEFT, Order.ARTICLE, Order.RIGHT, Order.ARTICLE)
        self.order.setCurrentIndex(list(Order).index(orders[column]))

    def _choose(self, index: QModelIndex) -> None:
        line = index.data(RECORD)
        if isinstance(line, ContextLine):
            self.place_chosen.emit(line)

    def _connect(self) -> None:
        for field in (self.words, self.since, self.until):
            field.returnPressed.connect(self.search)
        for box in (self.label, self.annotator, self.outlet, self.state):
            box.activated.connect(self._search_again)
        for tick in (self.pattern, self.boilerplate):
            tick.clicked.connect(self._search_again)
        self.lines.activated.connect(self._choose)
        self.order.currentIndexChanged.connect(self._sort)
        self.lines.horizontalHeader().setSectionsClickable(True)
        self.lines.horizontalHeader().sectionClicked.connect(self._sort_by_column)
        self.table.checked_changed.connect(self._show_checked)
        self._slices.arrived.connect(self._on_arrived)
        self._slices.ended.connect(self._on_ended)
        self._slices.failed.connect(self.result.setText)
        self._session.scheme_changed.connect(self.fill_choices)
        self._session.annotator_changed.connect(self._on_annotator_changed)

    def _search_again(self, _choice: object = None) -> None:
        """Answer a filter that was just chosen, once something was asked for."""
        if self.words.text().strip() or self.label.currentData() or self.annotator.currentData():
            self.search()

    def _on_annotator_changed(self, _annotator: object) -> None:
        """Forget what somebody else looked for: her spans are not the next annotator's to see."""
        self.stop()
        self.table.clear()
        self.counts.clear()
        self.result.setText("")
        self.fill_choices()

    def _lay_out(self) -> None:
        top, filters = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.words, 1)
        for box in (self.pattern, self.boilerplate, self.order):
            top.addWidget(box)
        for field in (self.label, self.annotator, self.outlet, self.state, self.since, self.until):
            filters.addWidget(field)
        filters.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.lines)
        split.addWidget(self.counts)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(filters)
        column.addWidget(self.result)
        column.addWidget(split, 1)


def show_counts(tree: QTreeWidget, counts: Counts) -> None:
    """Write how many places each outlet and each date has."""
    tree.clear()
    for title, rows in (("Outlets", counts.outlets), ("Dates", counts.dates)):
        group = QTreeWidgetItem(tree, [title, str(sum(count for _, count in rows))])
        group.addChildren([QTreeWidgetItem([name or "unknown", str(count)]) for name, count in rows])
        group.setExpanded(True)


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setObjectName("search_counts")
    tree.setAccessibleName("Counts per outlet and date")
    tree.setHeaderLabels(["Found in", "Places"])
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
    return tree


def _line(hint: str, name: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(hint)
    line.setAccessibleName(name)
    return line


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box


def _fill(box: QComboBox, any_words: str, rows: Sequence[tuple[str, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(any_words, "")
    for words, value in rows:
        box.addItem(single_line(words, 40), value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
