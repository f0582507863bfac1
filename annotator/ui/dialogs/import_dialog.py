"""Import articles and annotations: files or folders, questions where they are needed, then a report in plain words."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from annotator.errors import UserError
from annotator.formats.columns import TablePreview
from annotator.services.importing.remembered_columns import remember_columns, remembered_columns
from annotator.services.importing.report import describe
from annotator.services.importing.run import ImportOptions, ImportReport
from annotator.services.importing.sources import Choices
from annotator.ui.dialogs.column_choice import ColumnChoice
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.label_mapping import LabelMapping
from annotator.ui.import_run import ImportRun
from annotator.ui.session import Session

_INTRODUCTION = (
    "Articles as text, web page, Word, PDF, RTF, mail, feed, table, JSON, ZIP or database export, and annotations in "
    "any format that the program reads. Folders are searched whole."
)
_CANCELLED = "The import was cancelled: nothing of it was kept."


class ImportDialog(FormDialog):
    """Imports everything or nothing, unless the good part is asked for; it can be cancelled until the end."""

    imported = Signal()
    ended = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Import articles", _INTRODUCTION, parent)
        self.setObjectName("import_dialog")
        self._session = session
        self._run: ImportRun | None = None
        self._tables: list[tuple[Path, TablePreview]] = []
        self._columns: dict[Path, Mapping[str, str]] = {}
        self.paths: list[Path] = []
        self.choices = Choices()
        self._lay_out()
        self.confirm = self.add_confirm("Import")
        self.confirm.setEnabled(False)
        self.confirm.clicked.connect(self.run)
        self.resize(560, 420)

    @property
    def is_running(self) -> bool:
        """Whether an import goes on."""
        return self._run is not None

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
        self._show("")
        options = ImportOptions(
            keep_good=self.keep_good.isChecked(),
            choices=Choices((*self.choices.all, ("page", "whole"))) if self.whole_page.isChecked() else self.choices,
        )
        self._run = ImportRun(self._session.project, self.paths, options, self)
        self._run.columns_wanted.connect(self._ask_columns)
        self._run.labels_wanted.connect(self._ask_labels)
        self._run.read.connect(self._on_read)
        self._run.written.connect(self._on_written)
        self._run.finished.connect(self._on_finished)
        self._run.failed.connect(self._on_failed)
        self._set_busy(True)
        self._run.start()

    def reject(self) -> None:
        """Cancel a running import; close otherwise."""
        if self._run is None:
            super().reject()
            return
        self._stop()
        self.complain(_CANCELLED)

    def _lay_out(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName("Files and folders to import")
        self.keep_good = QCheckBox("Import the good part when some of it is faulty")
        self.whole_page = QCheckBox("Keep web pages whole, with what is not the article marked")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.bar.hide()
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
        for part in (self.list, self.keep_good, self.whole_page, self.bar, self.report):
            self.body.addWidget(part)
        self._add_files.clicked.connect(self._choose_files)
        self._add_folder.clicked.connect(self._choose_folder)

    def _set_busy(self, busy: bool) -> None:
        for part in (self._add_files, self._add_folder, self.keep_good, self.whole_page, self.list):
            part.setEnabled(not busy)
        self.confirm.setEnabled(not busy and bool(self.paths))
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.leave.setText("Cancel the import" if busy else "Close")

    def _stop(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self._run.deleteLater()
            self._run = None
        self._set_busy(False)
        self.ended.emit()

    def _on_read(self, items: int) -> None:
        self.bar.setFormat(f"Reading: {items:,}")

    def _on_written(self, items: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(items)
        self.bar.setFormat(f"Taking in {items:,} of {of:,}")

    def _on_finished(self, report: ImportReport) -> None:
        self.paths.clear()
        self.list.clear()
        self._stop()
        self._show(report_words(report))
        self.leave.setFocus()
        self.imported.emit()

    def _on_failed(self, refusal: UserError) -> None:
        self._stop()
        sentence, _, details = str(refusal).replace("with --keep-good", "by ticking the box").partition("\n")
        self.complain(sentence)
        self._show(details)

    def _ask_columns(self, previews: dict[Path, TablePreview]) -> None:
        self._tables = list(previews.items())
        self._columns = {}
        self._ask_next_table()

    def _ask_next_table(self) -> None:
        """Ask for each header once; what was chosen before for the same one holds."""
        while self._tables:
            path, preview = self._tables.pop(0)
            before = remembered_columns(preview.columns)
            if before is None:
                dialog = ColumnChoice(path.name, preview, before, self)
                dialog.chosen.connect(partial(self._on_columns, path, preview))
                dialog.rejected.connect(self.reject)
                dialog.open()
                return
            self._columns[path] = before
        if self._run is not None:
            self._run.read_files(self._columns)

    def _on_columns(self, path: Path, preview: TablePreview, chosen: Mapping[str, str]) -> None:
        remember_columns(preview.columns, chosen)
        self._columns[path] = chosen
        self._ask_next_table()

    def _ask_labels(self, unknown: dict[str, int]) -> None:
        assert self._run is not None
        dialog = LabelMapping(unknown, self._session.scheme, self)
        dialog.chosen.connect(self._run.write)
        dialog.rejected.connect(self.reject)
        dialog.open()

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
