"""Accept many suggestions: all of a kind above a score are listed, to be taken or left out first."""

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QHBoxLayout, QPushButton, QWidget

from annotator.model.ids import SpanId
from annotator.services.search.label_all import MOST_PLACES
from annotator.services.suggestions.accepting_many import Kind, Offer, accept_command, suggestions_of
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label
from annotator.ui.panels.line_table import LineTable, LineView
from annotator.ui.session import Session
from annotator.ui.slices import Slices

_ANY = "any label"
_CONFIRM_PX = 130
_FIELD_PX = 26


class AcceptMany(FormDialog):
    """Counts first, lists every suggestion, and accepts the chosen ones in one operation."""

    def __init__(self, session: Session, label: str, min_score: float, parent: QWidget) -> None:
        super().__init__("Accept many suggestions", "Quotes bring their speakers and cues along.", parent)
        self.setObjectName("accept_many")
        self._session = session
        self._offers: dict[SpanId | None, Offer] = {}
        self._slices = Slices(self)
        self.table = LineTable(self)
        self.list = LineView(self.table)
        self.list.setAccessibleName("Suggestions")
        self.label = QComboBox()
        self.label.setAccessibleName("Label")
        self.label.addItems([_ANY, *(one.name for one in session.scheme.enabled_labels)])
        self.label.setCurrentIndex(max(0, self.label.findText(label)))
        self.scope = QComboBox()
        self.scope.setAccessibleName("Where")
        self.scope.addItems(["this article", "the whole project"])
        self.score = QDoubleSpinBox()
        self.score.setAccessibleName("Least score")
        self.score.setRange(0.0, 1.0)
        self.score.setMinimumHeight(_FIELD_PX)
        self.score.setSingleStep(0.05)
        self.score.setValue(min_score)
        self.count = plain_label(role="heading")
        self._lay_out()
        self.confirm = self.add_confirm("Accept")
        self.confirm.setMinimumWidth(_CONFIRM_PX)
        self.confirm.clicked.connect(self._do)
        self.label.currentIndexChanged.connect(self._find)
        self.scope.currentIndexChanged.connect(self._find)
        self.score.valueChanged.connect(self._find)
        self.table.checked_changed.connect(self._show_count)
        self._slices.arrived.connect(self._on_arrived)
        self._slices.failed.connect(self.complain)
        self.finished.connect(self._slices.stop)
        self.resize(900, 560)
        self._find()
        self.list.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Label:", self.label)
        form.addRow("Where:", self.scope)
        form.addRow("Score at least:", self.score)
        self.body.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for words, work in (("Take all", self._take_all), ("Leave all out", self._leave_all_out)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(work)
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(self.list, 1)

    def _find(self, _choice: object = None) -> None:
        self.complain("")
        self.table.clear()
        self._offers.clear()
        document = self._session.document
        here = document.id if document is not None and self.scope.currentIndex() == 0 else None
        label = self.label.currentText() if self.label.currentIndex() > 0 else ""
        kind = Kind(label, self.score.value() - 1e-9, here)
        self._slices.start(suggestions_of(self._session.project, kind, self._session.annotator.id))

    def _on_arrived(self, offers: tuple[Offer, ...]) -> None:
        self._offers.update((one.line.span, one) for one in offers)
        lines = tuple(one.line for one in offers)
        room = MOST_PLACES - self.table.rowCount()
        self.table.add(lines[:room])
        if len(lines) > room:
            self._slices.stop()
            self.complain(f"There are more than {MOST_PLACES} suggestions: these come first, do the others after them.")
        if not self.list.currentIndex().isValid() and self.table.rowCount():
            self.list.setCurrentIndex(self.table.index(0, 0))
        self._show_count()

    def _show_count(self) -> None:
        lines, chosen = self.table.lines, self.table.checked
        articles = len({line.document for line in lines})
        self.count.setText(f"{len(lines)} found in {articles} articles, {len(chosen)} chosen")
        self.confirm.setText(f"Accept {len(chosen)}")
        self.confirm.setEnabled(bool(chosen))

    def _take_all(self) -> None:
        self.table.check_all(True)

    def _leave_all_out(self) -> None:
        self.table.check_all(False)

    def _do(self) -> None:
        if self._session.execute(accept_command([self._offers[line.span] for line in self.table.checked])) is None:
            self.complain("Nothing was accepted: see the message in the window.")
            return
        self.accept()
