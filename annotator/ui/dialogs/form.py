"""The frame of every dialog: a title, a body, and buttons that answer by signals."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPushButton, QVBoxLayout, QWidget

from annotator.ui.look.plain import wrapped_label


class FormDialog(QDialog):
    """Opens beside the window's work and goes away for good when it is closed."""

    def __init__(self, title: str, introduction: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.problem = wrapped_label(role="bad")
        self.problem.hide()
        self.buttons = QDialogButtonBox()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 16, 18, 14)
        outer.setSpacing(10)
        if introduction:
            outer.addWidget(wrapped_label(introduction, "muted"))
        outer.addLayout(self.body, 1)
        outer.addWidget(self.problem)
        outer.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)

    def add_confirm(self, text: str) -> QPushButton:
        """Add the button that does what the dialog is for, and one that leaves."""
        confirm = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        confirm.setDefault(True)
        self.leave = self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        return confirm

    def add_close(self) -> None:
        """Add the button that leaves."""
        self.leave = self.buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)

    def complain(self, sentence: str) -> None:
        """Say what stands in the way."""
        self._say(sentence, "bad")

    def remark(self, sentence: str) -> None:
        """Say what is no fault, as that there is nothing to show."""
        self._say(sentence, "muted")

    def _say(self, sentence: str, role: str) -> None:
        self.problem.setText(sentence)
        self.problem.setProperty("role", role)
        self.problem.style().unpolish(self.problem)
        self.problem.style().polish(self.problem)
        self.problem.setVisible(bool(sentence))


def tell(parent: QWidget | None, title: str, sentence: str) -> QMessageBox:
    """Open a message that shows its text literally."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, sentence, QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
