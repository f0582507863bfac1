"""What would be decided, listed before it is: by a rule, or at all places that are alike."""

from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox, QWidget

from annotator.model.decision import Policy
from annotator.model.ids import DocumentId
from annotator.services.reading import counted
from annotator.services.review.commands import Adjudicate, Decide, DecideAlike
from annotator.services.review.rule_preview import RuleAsked, places_decided_by
from annotator.services.search.context_lines import ContextLine
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.panels.line_table import LineTable, LineView
from annotator.ui.panels.overview_page import PlainLines
from annotator.ui.session import Session
from annotator.ui.slices import Slices

MOST_LINES = 2_000
_CONFIRM_PX = 130
_RULES = {
    Policy.UNANIMOUS: "everybody agrees",
    Policy.MAJORITY: "most agree, and nobody left it out",
    Policy.TRIM: "bounds differ only in blanks, quotation marks or punctuation",
}


class RuleDialog(FormDialog):
    """Counts what a rule would decide, with the places; one operation decides them, one undo takes it back."""

    def __init__(self, session: Session, policy: Policy, parent: QWidget) -> None:
        words = "Only open places are decided, and never one that somebody left out."
        super().__init__("Let a rule decide", words, parent)
        self.setObjectName("review_rule")
        self._session = session
        self._slices = Slices(self)
        self._documents: dict[DocumentId, None] = {}
        self._found = 0
        self.rule = QComboBox()
        self.rule.setAccessibleName("Rule")
        for one, said in _RULES.items():
            self.rule.addItem(said, one)
        self.rule.setCurrentIndex(self.rule.findData(policy))
        self.votes = QSpinBox()
        self.votes.setAccessibleName("Votes needed")
        self.votes.setRange(0, 99)
        self.votes.setSpecialValueText("more than half")
        self.count = plain_label(role="heading")
        self.table = PlainLines(self)
        self.list = LineView(self.table)
        self.list.setAccessibleName("Places")
        form = QFormLayout()
        form.addRow("Decide where:", self.rule)
        form.addRow("Votes needed:", self.votes)
        self.body.addLayout(form)
        self.body.addWidget(self.count)
        self.body.addWidget(self.list, 1)
        self.confirm = self.add_confirm("Decide")
        self.confirm.setMinimumWidth(_CONFIRM_PX)
        self.confirm.clicked.connect(self._do)
        self.rule.currentIndexChanged.connect(self._find)
        self.votes.valueChanged.connect(self._find)
        self._slices.arrived.connect(self._on_lines)
        self._slices.ended.connect(self._on_ended)
        self._slices.failed.connect(self.complain)
        self.finished.connect(self._slices.stop)
        self.resize(860, 520)
        self._find()
        self.confirm.setFocus()

    @property
    def asked(self) -> RuleAsked:
        """The rule as it is set."""
        policy = Policy(self.rule.currentData())
        return RuleAsked(policy, self.votes.value() or None if policy is Policy.MAJORITY else None)

    def _find(self, _event: object = None) -> None:
        self.complain("")
        self.table.clear()
        self._documents, self._found = {}, 0
        self.votes.setEnabled(self.asked.policy is Policy.MAJORITY)
        self.confirm.setEnabled(False)
        self.count.setText("Counting…")
        project = self._session.project
        self._slices.start(places_decided_by(project, self.asked, project.document_ids()))

    def _on_lines(self, lines: tuple[ContextLine, ...]) -> None:
        self._found += len(lines)
        self._documents.update(dict.fromkeys(line.document for line in lines))
        self.table.add(lines[: max(0, MOST_LINES - self.table.rowCount())])
        self.count.setText(f"{self._found} places so far…")

    def _on_ended(self) -> None:
        more = f", the first {MOST_LINES} shown" if self._found > MOST_LINES else ""
        self.count.setText(f"{counted(self._found, 'place')} in {counted(len(self._documents), 'article')}{more}")
        self.confirm.setText(f"Decide {self._found}")
        self.confirm.setEnabled(bool(self._found))
        if self._found:
            self.confirm.setFocus()
        else:
            self.complain("This rule decides no open place.")

    def _do(self) -> None:
        asked = self.asked
        if self._session.execute(Adjudicate(tuple(self._documents), asked.policy, asked.votes)) is None:
            self.complain("Nothing was changed: see the message in the window.")
            return
        self.accept()


class AlikeDialog(FormDialog):
    """Lists the places that one choice would decide together; each can be left out."""

    def __init__(
        self, session: Session, surface: str, places: dict[ContextLine, Decide], words: str, parent: QWidget
    ) -> None:
        super().__init__("Decide all like this", f"“{single_line(surface, 80)}”. {words}", parent)
        self.setObjectName("review_alike")
        self._session, self._surface, self._places = session, surface, places
        self.table = LineTable(self)
        self.list = LineView(self.table)
        self.list.setAccessibleName("Places")
        self.body.addWidget(self.list, 1)
        self.confirm = self.add_confirm("")
        self.confirm.setMinimumWidth(_CONFIRM_PX)
        self.confirm.clicked.connect(self._do)
        self.table.checked_changed.connect(self._count)
        self.table.add(tuple(places))
        self._count()
        self.resize(860, 420)
        self.confirm.setFocus()

    def _count(self) -> None:
        self.confirm.setText(f"Decide {len(self.table.checked)}")
        self.confirm.setEnabled(bool(self.table.checked))

    def _do(self) -> None:
        each = tuple(self._places[line] for line in self.table.checked)
        if self._session.execute(DecideAlike(each, self._surface)) is None:
            self.complain("Nothing was changed: see the message in the window.")
            return
        self.accept()
