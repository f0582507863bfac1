"""Learns a pipeline from accepted spans, in a process of its own, while the window goes on."""

from PySide6.QtCore import QObject

from annotator.ui.dialogs.learn import LearnDialog
from annotator.ui.hands.labelling import Handler
from annotator.ui.jobs import Jobs
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts


class Learning(QObject):
    """A feature of the window."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._session, self._window = parts.session, parts.window
        self._jobs = Jobs(self)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"suggestion.learn": self._ask}

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing of its own."""

    def close(self) -> None:
        """End the process that learns."""
        self._jobs.close()

    def _ask(self) -> None:
        LearnDialog(self._session, self._jobs, self._window).open()
