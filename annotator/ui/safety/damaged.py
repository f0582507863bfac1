"""Helps with a project that cannot be opened: its newest backup is one key away, and so is what can be read."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.errors import DamagedProject, NewerProject, ProjectBusy, UserError
from annotator.services.safety.backups import backups
from annotator.ui.safety.check_dialog import CheckDialog
from annotator.ui.safety.restore_dialog import RestoreDialog


def can_be_helped(project: Path, refusal: UserError) -> bool:
    """Whether there is more to do about a refused project than to read why."""
    if isinstance(refusal, ProjectBusy | NewerProject):
        return False
    return isinstance(refusal, DamagedProject) or bool(backups(project))


class DamagedHelp(QObject):
    """Goes between the list of backups and the check until one of them is decided for."""

    restore_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, project: Path, refusal: UserError, window: QWidget) -> None:
        super().__init__(window)
        self._project, self._refusal, self._window = project, refusal, window

    def offer(self) -> None:
        """Show why it was refused, above its backups."""
        dialog = RestoreDialog(self._project, None, self._window, str(self._refusal))
        dialog.wanted.connect(self.restore_wanted)
        dialog.check_wanted.connect(self._check)
        dialog.open()

    def _check(self) -> None:
        dialog = CheckDialog(self._project, self._window)
        dialog.restore_wanted.connect(self.offer)
        dialog.open_wanted.connect(self.open_wanted)
        dialog.open()
