"""Import articles and annotations: files or folders, then a report in plain words."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QPushButton, QWidget

from annotator.errors import UserError
from annotator.services.importing import ImportOptions, ImportReport, import_paths
from annotator.services.importing_report import describe
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.session import Session


class ImportDialog(FormDialog):
    """Imports everything or nothing, unless the good part is asked for."""

    imported = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        introduction = "Articles as text files, or annotator/1 JSONL with annotations. Folders are searched whole."
        super().__init__("Import articles", introduction, parent)
        self.setObjectName("import_dialog")
        self._session = session
        self.paths: list[Path] = []
        self.list = QListWidget()
        self.list.setAccessibleName("Files and folders to import")
        self.keep_good = QCheckBox("Import the good part when some of it is faulty")
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        self.report.hide()
        self._add_files = QPushButton("Add files...")
        self._add_folder = QPushButton("Add folder...")
        buttons = QHBoxLayout()
        buttons.addWidget(self._add_files)
        buttons.addWidget(self._add_folder)
        buttons.addStretch()
        self.body.addLayout(buttons)
        for part in (self.list, self.keep_good, self.report):
            self.body.addWidget(part)
        self._add_files.clicked.connect(self._choose_files)
        self._add_folder.clicked.connect(self._choose_folder)
        self.confirm = self.add_confirm("Import")
        self.confirm.setEnabled(False)
        self.confirm.clicked.connect(self.run)
        self.resize(560, 420)

    def add_paths(self, paths: list[Path]) -> None:
        """Take files and folders into the list."""
        for path in paths:
            if path not in self.paths:
                self.paths.append(path)
                self.list.addItem(str(path))
        self.confirm.setEnabled(bool(self.paths))

    def run(self) -> None:
        """Import and report; what was refused leaves the project as it was."""
        self.complain("")
        options = ImportOptions(keep_good=self.keep_good.isChecked())
        try:
            report = import_paths(self._session.project, self.paths, options)
        except UserError as refusal:
            sentence, _, details = str(refusal).replace("with --keep-good", "by ticking the box").partition("\n")
            self.complain(sentence)
            self._show(details)
            return
        self._show(report_words(report))
        self.paths.clear()
        self.list.clear()
        self.confirm.setEnabled(False)
        self.leave.setText("Close")
        self.imported.emit()

    def _show(self, text: str) -> None:
        self.report.setPlainText(text)
        self.report.setVisible(bool(text))

    def _choose_files(self) -> None:
        dialog = QFileDialog(self, "Choose articles")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, "Choose a folder of articles")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, names: list[str]) -> None:
        self.add_paths([Path(name) for name in names])


def report_words(report: ImportReport) -> str:
    """Write what an import did."""
    lines = [f"{report.documents_added} articles added, {report.documents_known} known already."]
    if report.spans_added or report.spans_known:
        lines.append(f"{report.spans_added} spans added, {report.spans_known} known already.")
    if report.relations_added or report.relations_known:
        lines.append(f"{report.relations_added} links added, {report.relations_known} known already.")
    if report.scheme_added:
        lines.append(f"Added to the label scheme: {', '.join(report.scheme_added)}.")
    lines += [f"Not taken: {one.path}: {one.reason}" for one in report.skipped]
    lines += [f"Faulty: {describe(fault)}" for fault in report.faults]
    lines += [f"Mind: {describe(warning)}" for warning in report.warnings]
    return "\n".join(lines)
