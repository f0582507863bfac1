"""Puts a backup in a project's place while a window without a project shows that it goes on."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.services.safety.backups import RestoreReport
from annotator.services.workers import News, NewsKind
from annotator.ui.jobs import Jobs
from annotator.ui.safety.words import restored_words

_PUT_BACK = "annotator.services.safety.jobs:put_back"


class Restoring(QObject):
    """Tells once how it ended: a sentence, and whether it failed."""

    ended = Signal(str, bool)

    def __init__(self, project: Path, backup: Path, window: QWidget) -> None:
        super().__init__(window)
        self._project, self._backup, self._window = project, backup, window
        self._jobs = Jobs(self)

    def start(self) -> None:
        """Begin; the window takes no keys until it has ended."""
        self._window.setEnabled(False)
        self._jobs.submit(self._on_news, _PUT_BACK, self._project, self._backup)

    def _on_news(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS:
            return
        self._jobs.close()
        self._window.setEnabled(True)
        report = news.value
        if isinstance(report, RestoreReport):
            self.ended.emit(restored_words(report), False)
        else:
            self.ended.emit(str(news.value), True)
