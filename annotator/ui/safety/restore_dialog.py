"""Choose a backup to put in the project's place, with what it holds beside what there is now."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.services.reading import counted
from annotator.services.safety.backups import Backup, backups
from annotator.services.safety.jobs import Counted
from annotator.services.workers import News, NewsKind
from annotator.storage.totals import Totals
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.jobs import Jobs
from annotator.ui.look.plain import plain_label, wrapped_label
from annotator.ui.project_choice import PROJECT_FILTER
from annotator.ui.safety.words import local_time, reason_words, size_words, totals_words

_COUNT = "annotator.services.safety.jobs:count_backups"
_PATH = Qt.ItemDataRole.UserRole
_HELD = Qt.ItemDataRole.UserRole + 1
_INTRODUCTION = (
    "The chosen backup takes the place of the project. What is there now is kept beside it under another name."
)
_UNREADABLE = "The project itself cannot be read."
_NONE = "There are no backups yet: one is made every half hour of work, at closing, before a merge and by hand."


class RestoreDialog(FormDialog):
    """Puts nothing back by itself: `wanted` names the backup, whose project must be closed first.

    A `refusal` says why the project itself cannot be opened; then it may be checked as well.
    """

    wanted = Signal(object)
    check_wanted = Signal()

    def __init__(self, project: Path, now: Totals | None, parent: QWidget | None = None, refusal: str = "") -> None:
        super().__init__("Restore a backup", "" if refusal else _INTRODUCTION, parent)
        self.setObjectName("restore_dialog")
        self._now = now
        self._jobs = Jobs(self)
        known = tuple(one for one in backups(project) if one.path.exists())
        if refusal:
            self.refusal = wrapped_label(refusal, "bad")
            self.refusal.setObjectName("restore_refusal")
            self.body.addWidget(self.refusal)
            self.body.addWidget(wrapped_label(_INTRODUCTION, "muted"))
        else:
            self.body.addWidget(plain_label(f"Now: {totals_words(now)}." if now else _UNREADABLE))
        self.tree = _tree()
        self.body.addWidget(self.tree, 1)
        self.outcome = wrapped_label()
        self.outcome.setObjectName("restore_outcome")
        self.body.addWidget(self.outcome)
        self.restore = self.add_confirm("Restore")
        self.other = self.buttons.addButton("Another file...", QDialogButtonBox.ButtonRole.ActionRole)
        self.other.setAutoDefault(False)
        if refusal:
            self.check = self.buttons.addButton("Save what can be read...", QDialogButtonBox.ButtonRole.ActionRole)
            self.check.setAutoDefault(False)
            self.check.clicked.connect(self._leave_for_check)
        self._fill(known)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemDoubleClicked.connect(self._decide)
        self.restore.clicked.connect(self._decide)
        self.other.clicked.connect(self._choose_file)
        self.finished.connect(self._jobs.close)
        self.resize(720, 460)
        self._on_current()
        self.tree.setFocus()

    def _fill(self, known: tuple[Backup, ...]) -> None:
        for one in known:
            words = [local_time(one.at), reason_words(one), "…", "…", "…", size_words(one.path.stat().st_size)]
            item = QTreeWidgetItem(self.tree, words)
            item.setData(0, _PATH, str(one.path))
            for column in range(2, 6):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        if known:
            self.tree.setCurrentIndex(self.tree.model().index(0, 0))
            self._jobs.submit(self._on_counted, _COUNT, tuple(one.path for one in known))
        else:
            self.remark(_NONE)

    def _on_counted(self, news: News) -> None:
        if news.kind is NewsKind.FAILED:
            self.complain(str(news.value))
        elif isinstance(news.value, Counted):
            self._show(news.value)

    def _show(self, told: Counted) -> None:
        for row in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(row)
            if item is not None and item.data(0, _PATH) == str(told.path):
                held = told.contents
                counts = (held.documents, held.spans, held.annotators) if held else ("?", "?", "?")
                for column, count in enumerate(counts, 2):
                    item.setText(column, str(count))
                item.setData(0, _HELD, held)
        self._on_current()

    def _on_current(self, _item: object = None, _before: object = None) -> None:
        item = self.tree.currentItem()
        self.restore.setEnabled(item is not None)
        held = item.data(0, _HELD) if item is not None else None
        self.outcome.setText(_difference(self._now, held) if isinstance(held, Totals) else "")

    def _leave_for_check(self) -> None:
        self.accept()
        self.check_wanted.emit()

    def _decide(self, _event: object = None) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self._choose(str(item.data(0, _PATH)))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Backup to restore", "", PROJECT_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._choose)
        dialog.open()

    def _choose(self, name: str) -> None:
        self.accept()
        self.wanted.emit(Path(name))


def _difference(now: Totals | None, then: Totals) -> str:
    if now is None:
        return f"After restoring: {totals_words(then)}."
    spans = f"Now {counted(now.spans, 'span')}, then {then.spans}"
    return f"{spans}; now {counted(now.documents, 'article')}, then {then.documents}."


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("Backups, the newest first")
    tree.setHeaderLabels(["Made", "Why", "Articles", "Spans", "Annotators", "Size"])
    tree.setRootIsDecorated(False)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    tree.header().setStretchLastSection(False)
    return tree
