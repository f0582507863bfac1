"""Check the whole project and list what is wrong; save what can be read into a new one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHeaderView, QProgressBar, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.services.checking import MOST_PROBLEMS, CheckReport
from annotator.services.reading import counted
from annotator.services.safety.salvaging import SalvageReport
from annotator.services.workers import News, NewsKind
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.jobs import Jobs
from annotator.ui.look.plain import single_line, wrapped_label
from annotator.ui.project_choice import PROJECT_FILTER

_CHECK = "annotator.services.safety.jobs:find_problems"
_SAVE = "annotator.services.safety.jobs:save_readable"
_INTRODUCTION = "Checking reads everything and changes nothing."


class CheckDialog(FormDialog):
    """Begins to check when it is opened; `restore_wanted` asks for the list of backups, `open_wanted` for a project."""

    restore_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self, project: Path, parent: QWidget | None = None) -> None:
        super().__init__("Check the project", _INTRODUCTION, parent)
        self.setObjectName("check_dialog")
        self._project = project
        self._jobs = Jobs(self)
        self.outcome = wrapped_label("Checking…")
        self.outcome.setObjectName("check_outcome")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.tree = _tree()
        for part in (self.outcome, self.bar, self.tree):
            self.body.addWidget(part)
        self.save = self.add_confirm("Save what can be read...")
        self.restore = self.buttons.addButton("Restore a backup...", self.buttons.ButtonRole.ActionRole)
        self.open_saved = self.buttons.addButton("Open what was saved", self.buttons.ButtonRole.ActionRole)
        self.open_saved.hide()
        self.leave.setText("Close")
        for button in (self.save, self.restore):
            button.setEnabled(False)
        self.save.clicked.connect(self._choose)
        self.restore.clicked.connect(self._leave_for_backups)
        self.open_saved.clicked.connect(self._leave_for_saved)
        self.finished.connect(self._jobs.close)
        self.resize(680, 420)
        self._jobs.submit(self._on_checked, _CHECK, project)

    def save_to(self, name: str) -> None:
        """Write the readable records into a new project."""
        self.complain("")
        self.bar.show()
        self.save.setEnabled(False)
        self._saved = Path(name)
        self._jobs.submit(self._on_saved, _SAVE, self._project, self._saved)

    def _choose(self) -> None:
        saved = self._project.with_name(f"{self._project.stem}-saved{self._project.suffix}")
        dialog = QFileDialog(self, "Save what can be read to", str(saved), PROJECT_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _leave_for_backups(self) -> None:
        self.accept()
        self.restore_wanted.emit()

    def _leave_for_saved(self) -> None:
        self.accept()
        self.open_wanted.emit(self._saved)

    def _on_checked(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS:
            return
        self.bar.hide()
        report = news.value
        if not isinstance(report, CheckReport):
            self.outcome.setText("")
            self.complain(str(report))
            return
        many = f"at least {MOST_PROBLEMS}" if len(report.problems) >= MOST_PROBLEMS else ""
        found = many or counted(len(report.problems), "problem")
        self.outcome.setText(
            "The project is sound."
            if report.ok
            else f"The project has {found}. Restore a backup, or save what can be read into a new project."
        )
        self._list([(one.kind, one.where, one.detail) for one in report.problems])
        self.restore.setEnabled(not report.ok)
        self.save.setEnabled(not report.ok)

    def _on_saved(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS:
            return
        self.bar.hide()
        self.save.setEnabled(True)
        report = news.value
        if isinstance(report, SalvageReport):
            saved = counted(sum(report.saved.values()), "record")
            self.outcome.setText(f"{saved} saved, {counted(len(report.lost), 'record')} lost. Lost are:")
            self._list([(one.kind, one.where, one.detail) for one in report.lost])
            self.open_saved.show()
            self.open_saved.setDefault(True)
            self.open_saved.setFocus()
        else:
            self.complain(str(report))

    def _list(self, rows: list[tuple[str, str, str]]) -> None:
        self.tree.clear()
        for row in rows:
            QTreeWidgetItem(self.tree, [single_line(cell, 120) for cell in row])


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("Problems")
    tree.setHeaderLabels(["Kind", "Where", "What"])
    tree.setRootIsDecorated(False)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setStretchLastSection(True)
    return tree
