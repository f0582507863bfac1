"""Bring other annotators' files in: what would come is told first, questions are answered, then it is one operation."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QListWidget,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.services.merging.run import MergeReport
from annotator.services.reading import counted
from annotator.services.safety.jobs import MergePreview
from annotator.services.workers import News, NewsKind
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.jobs import Jobs
from annotator.ui.look.plain import single_line, wrapped_label
from annotator.ui.session import Session

_LOOK = "annotator.services.safety.jobs:look_at_merge"
_MERGE = "annotator.services.safety.jobs:merge_lent"
_FILES = "Projects and exchange files (*.annotator *.annotator-exchange)"
_INTRODUCTION = (
    "Choose copies of this project, or exchange files made from them. Nothing here is overwritten: what both sides "
    "changed stands side by side until somebody decides. A backup is made first; one undo takes a merge back."
)


class MergeDialog(FormDialog):
    """`merged` tells that the project holds more than the window shows."""

    merged = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Merge others' work", _INTRODUCTION, parent)
        self.setObjectName("merge_dialog")
        self._session = session
        self._jobs = Jobs(self)
        self._busy = ExitStack()
        self._is_merging = False
        self._preview: MergePreview | None = None
        self.paths: tuple[Path, ...] = ()
        self.files = QListWidget()
        self.files.setAccessibleName("Files to merge")
        self.files.setMaximumHeight(90)
        self.tree = _tree()
        self.outcome = wrapped_label()
        self.outcome.setObjectName("merge_outcome")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.questions: tuple[QCheckBox, ...] = ()
        self._asked = QVBoxLayout()
        for part in (self.files, self.outcome, self.tree):
            self.body.addWidget(part)
        self.body.addLayout(self._asked)
        self.body.addWidget(self.bar)
        self.merge = self.add_confirm("Merge")
        self.add_files = self.buttons.addButton("Add files...", QDialogButtonBox.ButtonRole.ActionRole)
        self.remove = self.buttons.addButton("Take off the list", QDialogButtonBox.ButtonRole.ActionRole)
        for button in (self.add_files, self.remove):
            button.setAutoDefault(False)
        self.add_files.clicked.connect(self._choose)
        self.remove.clicked.connect(self._take_off)
        self.merge.clicked.connect(self._merge)
        self.finished.connect(self._end)
        self._show_state()
        self.resize(680, 560)
        self.add_files.setFocus()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Put files on the list and look into them."""
        self.paths = tuple(dict.fromkeys((*self.paths, *paths)))
        self._look()

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Files to merge", str(self._session.project.path.parent), _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add_paths([Path(name) for name in names]))
        dialog.open()

    def _take_off(self) -> None:
        row = self.files.currentRow()
        if 0 <= row < len(self.paths):
            self.paths = self.paths[:row] + self.paths[row + 1 :]
            self._look()

    def _look(self) -> None:
        self._jobs.close()
        self.complain("")
        self.outcome.setText("")
        self.tree.clear()
        self._ask(())
        self.files.clear()
        self.files.addItems([single_line(str(path), 110) for path in self.paths])
        self.files.setCurrentRow(len(self.paths) - 1)
        self._preview = None
        if self.paths:
            self.bar.show()
            self._jobs.submit(self._on_looked, _LOOK, self._session.project.path, self.paths)
        self._show_state()

    def _on_looked(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS:
            return
        self.bar.hide()
        if isinstance(news.value, MergePreview):
            self._preview = news.value
            self._tell(news.value.report, "This would come:")
            self._ask(news.value.questions)
        else:
            self.complain(str(news.value))
        self._show_state()

    def _ask(self, questions: Sequence[str]) -> None:
        while (row := self._asked.takeAt(0)) is not None:
            if (asked := row.widget()) is not None:
                asked.deleteLater()
        self.questions = tuple(self._question(sentence) for sentence in questions)

    def _question(self, sentence: str) -> QCheckBox:
        row = QWidget(self)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(wrapped_label(sentence))
        box = QCheckBox("Yes, that is right")
        box.setAccessibleName(sentence)
        box.toggled.connect(self._show_state)
        column.addWidget(box)
        self._asked.addWidget(row)
        return box

    def _show_state(self, _event: object = None) -> None:
        looked = self._preview
        new = looked is not None and looked.report.brings
        agreed = all(box.isChecked() for box in self.questions)
        self.merge.setEnabled(new and agreed and not self._is_merging)
        self.add_files.setEnabled(not self._is_merging)
        self.remove.setEnabled(bool(self.paths) and not self._is_merging)

    def _merge(self) -> None:
        """Lend the file to the background process; nobody writes here meanwhile."""
        self._is_merging = True
        session = self._session
        self._busy.enter_context(session.project.file.occupied("a merge is running: wait until it has ended"))
        self.bar.show()
        self._show_state()
        self._jobs.submit(self._on_merged, _MERGE, session.project.path, self.paths, session.annotator.id)

    def _on_merged(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS:
            return
        self._busy.close()
        self._is_merging = False
        self.bar.hide()
        if isinstance(news.value, MergeReport):
            self._ask(())
            self._preview = None
            self._tell(news.value, "Merged:")
            self.leave.setText("Close")
            self.merged.emit(news.value)
        else:
            self.complain(str(news.value))
        self._show_state()

    def _end(self) -> None:
        """Leave a merge that is running: it is taken back whole."""
        self._jobs.close()
        self._busy.close()

    def _tell(self, report: MergeReport, begin: str) -> None:
        self.outcome.setText(merge_words(report, begin))
        self.tree.clear()
        for name, one in report.per_annotator.items():
            articles = counted(one.documents, "article")
            item = _row(self.tree, f"{single_line(name, 60)}: {articles}", one.spans)
            for title, who, count in report.per_document:
                if who == name:
                    _row(item, single_line(title, 100), count)
        for title, who, count in report.gone:
            _row(self.tree, f"{single_line(who, 40)}, deleted: {single_line(title, 80)}", -count)
        self.tree.expandToDepth(0 if len(report.per_document) < 30 else -1)


def merge_words(report: MergeReport, begin: str) -> str:
    """Say what a merge brings or brought."""
    if not report.brings:
        return "Nothing new: everything in these files is here already."
    spans = sum(one.spans for one in report.per_annotator.values())
    words = (
        f"{begin} {counted(spans, 'span')} of {counted(len(report.per_annotator), 'annotator')}, "
        f"{counted(report.documents_added, 'new article')}, {counted(report.operations_added, 'operation')} "
        f"({report.operations_known} known already)."
    )
    if report.again:
        words += "\nAmong it is what was merged before and taken back by undo."
    if report.gone or report.documents_gone:
        words += (
            f"\nWhat was deleted there goes here, too: {counted(report.spans_gone, 'span')}, "
            f"{counted(report.documents_gone, 'article')}. The recycle bin keeps it."
        )
    if report.siblings:
        words += f"\n{counted(len(report.siblings), 'record')} changed on both sides: Project > Changed on both sides."
    return words


def _row(under: QTreeWidget | QTreeWidgetItem, words: str, spans: int) -> QTreeWidgetItem:
    item = QTreeWidgetItem(under, [words, f"{spans:,}"])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
    return item


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("What comes, by annotator and article")
    tree.setHeaderLabels(["Annotator, article", "Spans"])
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setStretchLastSection(False)
    return tree
