"""Asks which pipeline reads articles beside the rules; a folder is loaded only after a question that names it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QMessageBox, QPushButton, QWidget

from annotator.services.workers import Job, News, NewsKind
from annotator.suggest.pipelines import (
    BUNDLED,
    NO_PIPELINE,
    choose_pipeline,
    default_pipeline,
    installed_names,
    learnt_names,
    shipped_pipeline,
)
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.jobs import Jobs
from annotator.ui.look.plain import single_line, wrapped_label

_TRY = "annotator.services.suggestions.pipeline_trial:try_pipeline"
_NAME = Qt.ItemDataRole.UserRole
_LONGEST = 90
_INTRODUCTION = (
    "Rules always suggest. A spaCy pipeline beside them finds more names and more indirect quotes. The choice holds "
    "for this machine, whatever project is open; a project never brings a pipeline."
)


class PickPipeline(FormDialog):
    """Lists what there is; `picked` tells that another one suggests from now on."""

    picked = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__("Pipeline for suggestions", _INTRODUCTION, parent)
        self.setObjectName("pick_pipeline")
        self._jobs = jobs
        self._job: Job | None = None
        self.question: QMessageBox | None = None
        self.list = QListWidget()
        self.list.setObjectName("pipeline_list")
        self.list.setAccessibleName("Pipelines")
        self.state = wrapped_label(role="muted")
        self.folder = QPushButton("Another folder...")
        self.folder.setObjectName("pipeline_folder")
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.folder)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row)
        self.use = self.add_confirm("Suggest with it")
        self.use.setObjectName("pipeline_use")
        self.use.clicked.connect(self._begin)
        self.list.itemDoubleClicked.connect(self._begin)
        self.finished.connect(self._give_up)
        self.resize(560, 400)
        self._fill()
        self.list.setFocus()

    def ask_for_folder(self, folder: str) -> None:
        """Ask whether the pipeline in a folder may be loaded, and list the folder when it may."""
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            "Load this pipeline?",
            f"Load the pipeline in this folder?\n\n{folder}\n\nUse only folders whose origin you know. One that needs "
            "code of its own is refused.",
            parent=self,
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setProperty("folder", folder)
        load = box.addButton("Load it", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        load.clicked.connect(self._load_folder)
        self.question = box
        box.open()

    def _load_folder(self) -> None:
        assert self.question is not None
        folder = str(self.question.property("folder"))
        self._add(f"Folder: {folder}", folder)
        self.list.setCurrentRow(self.list.count() - 1)
        self._begin()

    def _choose_folder(self) -> None:
        chooser = QFileDialog(self, "Folder of a pipeline")
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.ask_for_folder)
        chooser.open()

    def _fill(self) -> None:
        if shipped_pipeline() == BUNDLED:
            self._add("Rules and the English pipeline that comes with the program", BUNDLED)
        self._add("Rules alone", NO_PIPELINE)
        for name in learnt_names():
            self._add(f"Learnt here: {name}", name)
        for name in installed_names():
            self._add(f"Installed: {name}", name)
        chosen = default_pipeline()
        names = [self.list.item(row).data(_NAME) for row in range(self.list.count())]
        if chosen not in names:
            self._add(f"Folder: {chosen}", chosen)
            names.append(chosen)
        self.list.setCurrentRow(names.index(chosen))
        self.state.setText(f"Now: {self.list.currentItem().text()}.")

    def _add(self, words: str, name: str) -> None:
        item = QListWidgetItem(single_line(words, _LONGEST))
        item.setData(_NAME, name)
        self.list.addItem(item)

    def _begin(self) -> None:
        item = self.list.currentItem()
        if item is None or self._job is not None:
            return
        self.complain("")
        name = str(item.data(_NAME))
        if name in (BUNDLED, NO_PIPELINE):
            self._take(name)
            return
        self.use.setEnabled(False)
        self.state.setText("Loading it once, to see whether it can be used...")
        self._job = self._jobs.submit(self._on_news, _TRY, name, subject=name)

    def _on_news(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS:
            return
        self._job = None
        self.use.setEnabled(True)
        self.state.setText("")
        if news.kind is NewsKind.RESULT:
            self._take(news.job.subject)
        else:
            self.complain(str(news.value))

    def _take(self, name: str) -> None:
        choose_pipeline(name)
        self.picked.emit(name)
        self.accept()

    def _give_up(self, _result: int) -> None:
        if self._job is not None:
            self._jobs.drop(self._job)
