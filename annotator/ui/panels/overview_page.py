"""The project's overview: filters on top, the charts below each other, and the spans behind a bar at the bottom."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.model.document import Role
from annotator.model.ids import AnnotatorId
from annotator.services.flow.charts import Chart, ChartKind
from annotator.services.flow.overview import Overview, Picked, Wanted, lines_behind
from annotator.services.search.context_lines import ContextLine
from annotator.ui.charts.painter import ChartLook, shown_name
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.look.theme import Theme
from annotator.ui.panels.chart_card import ChartCard
from annotator.ui.panels.line_table import LineTable, LineView
from annotator.ui.session import Session
from annotator.ui.slices import Slices
from annotator.ui.tables import RECORD, Index

MOST_LINES = 2_000
_EVERYBODY = "*"


class PlainLines(LineTable):
    """Lines without boxes: here nothing is left out."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a line be chosen only."""
        return super().flags(index) & ~Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a line shows, but no tick."""
        return None if role == Qt.ItemDataRole.CheckStateRole else super().data(index, role)


class OverviewPage(QWidget):
    """Counts in slices whenever it is shown; a bar opens its spans, a line of them opens the article."""

    place_chosen = Signal(object)
    progress_picked = Signal(object)
    save_wanted = Signal(object)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview_view")
        self._session = session
        self._look = ChartLook(theme, session.scheme)
        self._overview: Overview | None = None
        self._found = 0
        self._counting, self._listing = Slices(self), Slices(self)
        self.layer = _choice("overview_layer", "Layer")
        self.label = _choice("overview_label", "Label")
        self.whose = _choice("overview_annotator", "Whose spans")
        self.back = QPushButton("Back to the article")
        self.time = plain_label(role="muted")
        self.time.setObjectName("time_total")
        self.said = plain_label(role="muted")
        self.cards = {kind: ChartCard(Chart(kind, ()), self._look) for kind in ChartKind}
        self.table = PlainLines(self)
        self.lines = LineView(self.table)
        self.lines.setObjectName("overview_lines")
        self.lines.setAccessibleName("Spans behind the bar")
        self._lay_out()
        self._fill_choices()
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._look = ChartLook(theme, self._session.scheme)
        for card in self.cards.values():
            card.show_chart(card.chart, self._look)

    def stop(self) -> None:
        """End what still counts or lists."""
        self._counting.stop()
        self._listing.stop()

    def focused_chart(self) -> Chart:
        """Give the chart that has the keys, else the first."""
        cards = self.cards.values()
        found = (card for card in cards if card.view.hasFocus() or card.table.hasFocus() or card.save.hasFocus())
        return next(found, self.cards[ChartKind.PROGRESS]).chart

    def show_time(self, words: str) -> None:
        """Say how long the annotator has worked on this project."""
        self.time.setText(f"Your time: {words}")

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew: much may have changed since."""
        super().showEvent(event)
        self.count()

    def count(self, _event: object = None) -> None:
        """Count what the filters ask for, if the page is to be seen."""
        if not self.isVisible():
            return
        self.stop()
        self.table.clear()
        self.lines.hide()
        self.said.setText("Counting…")
        try:
            self._overview = Overview(self._session.project, self._wanted(), self._session.annotator)
        except UserError as refusal:
            self.said.setText(str(refusal))
            return
        self._counting.start(self._overview.steps())

    def _wanted(self) -> Wanted:
        whose = self.whose.currentData()
        return Wanted(
            None if whose == _EVERYBODY else AnnotatorId(whose or self._session.annotator.id),
            self.layer.currentData() or "",
            self.label.currentData() or "",
        )

    def _on_counted(self) -> None:
        assert self._overview is not None
        self._look = ChartLook(self._look.theme, self._session.scheme)
        for chart in self._overview.charts():
            self.cards[chart.kind].show_chart(chart, self._look)
        self.said.setText("Click a bar, or walk with arrows and press Enter, to see its spans.")

    def _on_picked(self, picked: Picked) -> None:
        if picked.kind is ChartKind.PROGRESS:
            self.progress_picked.emit(picked)
            return
        self._listing.stop()
        self.table.clear()
        self._found = 0
        row = next((one.name for one in self.cards[picked.kind].chart.rows if one.key == picked.key), picked.key)
        self._heading = single_line(f"{row}, {shown_name(picked.part)}" if picked.part else row)
        self.lines.show()
        self._listing.start(lines_behind(self._session.project, self._wanted(), picked, self._session.annotator))
        self.lines.setFocus()

    def _on_lines(self, lines: tuple[ContextLine, ...]) -> None:
        self._found += len(lines)
        self.table.add(lines[: MOST_LINES - self.table.rowCount()])
        if not self.lines.currentIndex().isValid() and self.table.rowCount():
            self.lines.setCurrentIndex(self.table.index(0, 0))
        if self._found > MOST_LINES:
            self._listing.stop()
        self._on_listed()

    def _on_listed(self) -> None:
        more = "more than " if self._found > MOST_LINES else ""
        self.said.setText(f"{self._heading}: {more}{self.table.rowCount()} spans. Enter opens the article there.")

    def _choose(self, index: QModelIndex) -> None:
        line = index.data(RECORD)
        if isinstance(line, ContextLine):
            self.place_chosen.emit(line)

    def _on_annotator(self, _event: object = None) -> None:
        self.stop()
        self.table.clear()
        self._fill_choices()
        self.count()

    def _on_layer(self, _place: int) -> None:
        self._fill_labels()
        self.count()

    def _fill_choices(self, _event: object = None) -> None:
        """Offer layers, labels and, to a lead, annotators; what was chosen stays."""
        session = self._session
        _fill(self.layer, "All layers", [(layer.name, layer.name) for layer in session.scheme.layers])
        self._fill_labels()
        me = session.annotator
        leads = me.role is Role.LEAD
        people = [one for one in session.project.annotators() if one.role in (Role.ANNOTATOR, Role.LEAD)]
        others = [(one.name, one.id) for one in people if one.id != me.id]
        _fill(self.whose, "My spans", [("Everybody's spans", _EVERYBODY), *others] if leads else [])
        self.whose.setVisible(leads)

    def _fill_labels(self) -> None:
        layer = self.layer.currentData() or ""
        labels = [one.name for one in self._session.scheme.labels if not layer or one.layer == layer]
        _fill(self.label, "All labels", [(name, name) for name in labels])

    def _connect(self) -> None:
        self.layer.activated.connect(self._on_layer)
        for box in (self.label, self.whose):
            box.activated.connect(self.count)
        self.back.clicked.connect(self.left)
        for card in self.cards.values():
            card.picked.connect(self._on_picked)
            card.save_wanted.connect(self.save_wanted)
        self.lines.activated.connect(self._choose)
        self._counting.ended.connect(self._on_counted)
        self._counting.failed.connect(self.said.setText)
        self._listing.arrived.connect(self._on_lines)
        self._listing.failed.connect(self.said.setText)
        self._session.changed.connect(self.count)
        self._session.documents_changed.connect(self.count)
        self._session.scheme_changed.connect(self._fill_choices)
        self._session.annotator_changed.connect(self._on_annotator)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(plain_label("Project overview", role="title"), 1)
        top.addWidget(self.time)
        top.addWidget(self.back)
        filters = QHBoxLayout()
        for box in (self.layer, self.label, self.whose):
            filters.addWidget(box)
        filters.addStretch(1)
        content = QWidget()
        charts = QVBoxLayout(content)
        charts.setContentsMargins(0, 0, 8, 0)
        for card in self.cards.values():
            charts.addWidget(card)
        charts.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(area)
        split.addWidget(self.lines)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        self.lines.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(filters)
        column.addWidget(self.said)
        column.addWidget(split, 1)
        self.setFocusProxy(self.cards[ChartKind.PROGRESS].view)


def _choice(id: str, name: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(id)
    box.setAccessibleName(name)
    return box


def _fill(box: QComboBox, any_words: str, rows: Sequence[tuple[str, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(any_words, "")
    for words, value in rows:
        box.addItem(single_line(words, 40), value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
