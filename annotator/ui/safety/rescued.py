"""Says where the work is when the project went away underneath, and offers to open it there."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from annotator.ui.dialogs.form import FormDialog
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.plain import wrapped_label
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts
from annotator.ui.project_choice import open_in_place

# A look costs nothing; what went away meanwhile is still there to be copied, through the open file.
LOOK_MS = 3000
TITLE = "Your work is in a rescue copy"
WHAT_HAPPENED = (
    "The project {name} was moved, deleted or replaced while it was open. Nothing is lost: all work, the last "
    "change too, is kept in a rescue copy. Open it to go on; what you label here goes into it as well, "
    "but is not shown here."
)


class RescuedDialog(FormDialog):
    """Names the rescue copy; it stays beside the work, so that nothing typed is swallowed by it."""

    def __init__(self, project: Path, copy: Path, parent: QWidget) -> None:
        super().__init__(TITLE, WHAT_HAPPENED.format(name=project.name), parent)
        self.setObjectName("rescued_dialog")
        self.setMinimumWidth(460)
        self.place = wrapped_label(str(copy))
        self.place.setObjectName("rescue_copy")
        self.place.setAccessibleName("Rescue copy")
        self.body.addWidget(self.place)
        self.go_on = self.add_confirm("Open the rescue copy")
        self.leave.setText("Not now")


class Rescued(QObject):
    """A feature of the window."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._window, self._session = parts.window, parts.session
        self._told: Path | None = None
        parts.session.rescued.connect(self._on_rescued)
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(parts.session.look_after_file)
        if not parts.session.project.read_only:
            self.timer.start()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what: none, it comes by itself."""
        return {}

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing: the dialog is dressed with the window."""

    def close(self) -> None:
        """Look no more."""
        self.timer.stop()

    def _on_rescued(self, copy: Path) -> None:
        if copy == self._told:
            return
        self._told = copy
        dialog = RescuedDialog(self._session.project.path, copy, self._window)
        dialog.go_on.clicked.connect(dialog.accept)
        dialog.accepted.connect(lambda: self._open(copy))
        dialog.show()

    def _open(self, copy: Path) -> None:
        open_in_place(self._window, copy)
