"""Export labelled data: whose spans, which format, where to; verified before it takes its name."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.services.exporting.run import ExportReport, ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.ui.dialogs.export_losses import ExportLosses
from annotator.ui.dialogs.export_options import ExportOptions
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label, wrapped_label
from annotator.ui.session import Session

RESOLVED, CHOSEN, EVERYTHING = range(3)
VIEWS: Sequence[str] = (
    "One answer per article: the agreed one, else its only annotator's",
    "These annotators",
    "Every annotator's work",
)


class ExportDialog(FormDialog):
    """Builds one export request and shows what came of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Export labelled data", "", parent)
        self.setObjectName("export_dialog")
        self._session = session
        self.format = QComboBox()
        self.format.setAccessibleName("Format")
        self.format.addItems([form.name for form in FORMATS if form.writes])
        self.view = QComboBox()
        self.view.setAccessibleName("Whose spans")
        self.view.addItems(list(VIEWS))
        self.annotators = QListWidget()
        self.annotators.setAccessibleName("Annotators")
        for annotator in session.project.annotators():
            item = QListWidgetItem(annotator.name, self.annotators)
            mine = annotator.id == session.annotator.id
            item.setCheckState(Qt.CheckState.Checked if mine else Qt.CheckState.Unchecked)
        self.annotators.setEnabled(False)
        self.done_only = QCheckBox("Only articles that are done")
        self.pseudonyms = QCheckBox("Pseudonyms instead of annotators' names")
        self.pseudonyms.setObjectName("export_pseudonyms")
        self.pseudonyms.setToolTip("The same in every export of this project. Notes and comments stay as written.")
        self.out = QLineEdit(str(session.project.path.with_suffix(".jsonl")))
        self.out.setAccessibleName("File to write")
        self._browse = QPushButton("Browse...")
        self.outcome = wrapped_label()
        self.choices = ExportOptions(self)
        self.losses = ExportLosses(session.project, self)
        self._lay_out()
        self.view.currentIndexChanged.connect(self._on_view)
        self.format.currentTextChanged.connect(self._on_format)
        self.annotators.itemChanged.connect(self._ask_losses)
        self.done_only.toggled.connect(self._ask_losses)
        self.pseudonyms.toggled.connect(self._ask_losses)
        self.choices.edited.connect(self._ask_losses)
        self.finished.connect(self.losses.stop)
        self._browse.clicked.connect(self._choose_file)
        self.add_confirm("Export").clicked.connect(self.run)
        self.resize(560, 520)
        self._on_format(self.format.currentText())

    def request(self) -> ExportRequest:
        """Say what is asked for."""
        items = [self.annotators.item(row) for row in range(self.annotators.count())]
        checked = tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)
        view = self.view.currentIndex()
        scope = Scope(
            annotators=checked if view == CHOSEN else (),
            everything=view == EVERYTHING,
            done_only=self.done_only.isChecked(),
        )
        asked = (Path(self.out.text()), self.format.currentText(), scope, self.choices.chosen)
        return ExportRequest(*asked, pseudonyms=self.pseudonyms.isChecked())

    def run(self) -> None:
        """Write the export, or say why it cannot be written."""
        self.complain("")
        if self.view.currentIndex() == CHOSEN and not self.request().scope.annotators:
            self.complain("No annotator is ticked: tick at least one.")
            return
        try:
            report = export(self._session.project, self.request())
        except UserError as refusal:
            self.complain(str(refusal))
            return
        self.outcome.setText(report_words(report))
        self.leave.setText("Close")

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self.out, 1)
        where.addWidget(self._browse)
        self.body.addWidget(plain_label("Whose spans", "caption"))
        self.body.addWidget(self.view)
        self.body.addWidget(self.annotators)
        self.body.addWidget(self.done_only)
        self.body.addWidget(self.pseudonyms)
        self.body.addWidget(plain_label("Format", "caption"))
        self.body.addWidget(self.format)
        self.body.addWidget(self.choices)
        self.body.addWidget(self.losses)
        self.body.addWidget(plain_label("File", "caption"))
        self.body.addLayout(where)
        self.body.addWidget(self.outcome)

    def _on_view(self, row: int) -> None:
        self.annotators.setEnabled(row == CHOSEN)
        self._ask_losses()

    def _on_format(self, name: str) -> None:
        """Offer the format's choices, and give the file its usual ending."""
        form = FORMATS.get(name)
        self.choices.show_for(form)
        self.out.setText(str(Path(self.out.text()).with_suffix(form.extensions[0])))
        self._ask_losses()

    def _ask_losses(self) -> None:
        self.losses.ask(self.request())

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Export to", self.out.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.out.setText)
        dialog.open()


def report_words(report: ExportReport) -> str:
    """Write what an export did."""
    lines = [
        f"Written and read back: {report.documents} lines, {report.spans} spans, {report.relations} links.",
        str(report.out),
    ]
    if report.unresolved:
        lines.append(f"{report.unresolved} articles have no single answer yet: what is open was left out.")
    lines += [f"Not kept by this format: {lost.kind} ({len(lost.ids)})" for lost in report.lost]
    return "\n".join(lines)
