"""Asks what to learn, shows how the learning goes and what came of it, label by label."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.learning.training import Progress
from annotator.services.suggestions.learning import WORTH_FROM, LearningReport
from annotator.services.workers import Job, News, NewsKind
from annotator.suggest.pipelines import (
    choose_pipeline,
    default_pipeline,
    learnt_names,
    remove_pipeline,
    shipped_pipeline,
)
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.jobs import Jobs
from annotator.ui.look.plain import single_line, wrapped_label
from annotator.ui.session import Session

_COUNT = "annotator.services.suggestions.learning:count_lessons"
_LEARN = "annotator.services.suggestions.learning:learn_for_window"
_INTRODUCTION = (
    "The program learns from the spans that you accepted or marked, never from open suggestions. What it learnt speaks "
    "only for labels in which it finds more than rules and memory did."
)


class LearnDialog(FormDialog):
    """One layer at a time; leaving the dialog gives a running learning up."""

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__("Learn from accepted spans", _INTRODUCTION, parent)
        self.setObjectName("learn")
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._counting: Job | None = None
        self._name = ""
        self.layer = QComboBox()
        self.layer.setObjectName("learn_layer")
        self.layer.setAccessibleName("Layer to learn")
        self.layer.addItems([layer.name for layer in session.scheme.layers])
        self.count = wrapped_label(role="muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress of learning")
        self.bar.hide()
        self.state = wrapped_label(role="muted")
        self.verdicts = wrapped_label()
        self.use = QPushButton("Suggest with it")
        self.use.setObjectName("learn_use")
        self.remove = QPushButton("Remove what was learnt")
        self.remove.setObjectName("learn_remove")
        row = QHBoxLayout()
        for button, work in ((self.use, self._choose), (self.remove, self._forget)):
            button.setAutoDefault(False)
            button.clicked.connect(work)
            row.addWidget(button)
        row.addStretch(1)
        for widget in (self.layer, self.count, self.bar, self.state, self.verdicts):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addLayout(row)
        self.start = self.add_confirm("Learn")
        self.start.setObjectName("learn_start")
        self.start.clicked.connect(self._begin)
        self.layer.currentTextChanged.connect(self._count)
        self.finished.connect(self._give_up)
        self.resize(520, 420)
        self._show_choice()
        self._count(self.layer.currentText())

    def _count(self, layer: str) -> None:
        self._drop(self._counting)
        self.count.setText("Counting paragraphs...")
        self.start.setEnabled(False)
        given = (self._session.project.path, self._session.annotator.name, layer)
        self._counting = self._jobs.submit(self._on_count, _COUNT, *given)

    def _on_count(self, news: News) -> None:
        if news.kind is NewsKind.RESULT and isinstance(news.value, int):
            worth = "enough to try." if news.value >= WORTH_FROM else f"worth it from about {WORTH_FROM}."
            self.count.setText(f"{news.value:,} paragraphs to learn from: {worth}")
            self.start.setEnabled(self._job is None)
        elif news.kind is NewsKind.FAILED:
            self.complain(str(news.value))

    def _begin(self) -> None:
        self.complain("")
        self.verdicts.setText("")
        self.leave.setText("Cancel")
        self.bar.setRange(0, 0)
        self.bar.show()
        self.start.setEnabled(False)
        self.layer.setEnabled(False)
        given = (self._session.project.path, self._session.annotator.name, self.layer.currentText())
        self._job = self._jobs.submit(self._on_news, _LEARN, *given)

    def _on_news(self, news: News) -> None:
        if isinstance(news.value, Progress):
            at = news.value
            self.bar.setRange(0, at.epochs)
            self.bar.setValue(at.epoch)
            self.state.setText(
                f"Round {at.epoch} of at most {at.epochs}: loss {at.loss:,.1f}, F1 in practice {at.score:.2f}"
            )
        if news.kind is NewsKind.PROGRESS:
            return
        self._job = None
        self.leave.setText("Close")
        self.bar.hide()
        self.layer.setEnabled(True)
        self.start.setEnabled(True)
        if isinstance(news.value, LearningReport):
            self._show(news.value)
        elif news.kind is NewsKind.FAILED:
            self.complain(str(news.value))

    def _show(self, report: LearningReport) -> None:
        self.state.setText(f"Learnt from {report.paragraphs:,} paragraphs, examined on {report.kept:,} others.")
        self.verdicts.setText("\n".join(verdict.sentence for verdict in report.verdicts))
        self._name = report.source.removeprefix("pipeline:").rpartition("@")[0]
        self.use.setEnabled(any(verdict.takes_over for verdict in report.verdicts))

    def _choose(self) -> None:
        choose_pipeline(self._name)
        self._show_choice()
        self._session.told.emit(
            f"Suggestions come from {single_line(self._name, 60)} when an article is suggested again."
        )

    def _forget(self) -> None:
        remove_pipeline(default_pipeline())
        choose_pipeline("")
        self._show_choice()

    def _show_choice(self) -> None:
        chosen = default_pipeline()
        self.use.setEnabled(False)
        self.remove.setEnabled(chosen in learnt_names())
        if chosen != shipped_pipeline():
            self.state.setText(f"Suggestions come from {single_line(chosen, 60)}.")
        elif not self._name:
            self.state.setText("")

    def _give_up(self, _result: int) -> None:
        self._drop(self._counting)
        self._drop(self._job)

    def _drop(self, job: Job | None) -> None:
        if job is not None:
            self._jobs.drop(job)
