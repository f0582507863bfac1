"""Checks the whole project behind the work that begins, and tells what is wrong before much is built on it."""

from PySide6.QtCore import QObject, QTimer

from annotator.services.checking import CheckReport
from annotator.services.workers import News
from annotator.ui.hands.labelling import Handler
from annotator.ui.jobs import Jobs
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts

_CHECK = "annotator.services.safety.jobs:find_problems_quietly"
# The start belongs to the window.
AFTER_MS = 3000


class OpeningCheck(QObject):
    """A feature of the window."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._jobs = Jobs(self)
        self.is_done = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(AFTER_MS)
        self.timer.timeout.connect(self._check)
        self.timer.start()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what: none, it comes by itself."""
        return {}

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing: the dialog is dressed with the window."""

    def close(self) -> None:
        """Give the check up."""
        self.timer.stop()
        self._jobs.close()

    def _check(self) -> None:
        self._jobs.submit(self._on_checked, _CHECK, self._parts.session.project.path)

    def _on_checked(self, news: News) -> None:
        self._jobs.close()
        self.is_done = True
        report = news.value
        if isinstance(report, CheckReport) and not report.ok:
            self._parts.actions.by_id["project.check"].trigger()
