"""Ask for a project file: an existing one, a new one, or the sample."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIX = ".annotator"
PROJECT_FILTER = f"Annotator projects (*{SUFFIX})"


def open_in_place(window: QWidget, path: Path) -> None:
    """Ask whoever holds the window to open another project in its place."""
    choice = window.findChild(ProjectChoice)
    assert isinstance(choice, ProjectChoice)
    choice.open_wanted.emit(path)


class ProjectChoice(QObject):
    """Tells which project was chosen; who listens opens it."""

    open_wanted = Signal(object)
    new_wanted = Signal(object)
    sample_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def choose_existing(self) -> None:
        """Ask for a project to open."""
        dialog = QFileDialog(self._window, "Open project", "", PROJECT_FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_existing)
        dialog.open()

    def choose_new(self) -> None:
        """Ask where a new project shall lie."""
        dialog = QFileDialog(self._window, "New project", f"articles{SUFFIX}", PROJECT_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        # Writing over a project would lose it: `create` refuses, so the question whether to replace is left out.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._on_new)
        dialog.open()

    def _on_existing(self, name: str) -> None:
        self.open_wanted.emit(Path(name))

    def _on_new(self, name: str) -> None:
        self.new_wanted.emit(Path(name))
