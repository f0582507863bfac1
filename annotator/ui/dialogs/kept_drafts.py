"""Notes that were being typed when the program ended: put them on their spans, or discard them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QWidget

from annotator.services.history.drafts import NoteDraft
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import single_line


class KeptDrafts(FormDialog):
    """Shows the notes; closing it without an answer keeps them for the next start."""

    wanted = Signal()
    refused = Signal()

    def __init__(self, kept: tuple[NoteDraft, ...], parent: QWidget | None = None) -> None:
        introduction = "The program ended while these notes were being typed. They are not on their spans yet."
        super().__init__("Unfinished notes", introduction, parent)
        self.setObjectName("kept_drafts")
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setAccessibleName("Unfinished notes")
        self.notes.setTabChangesFocus(True)
        self.notes.setPlainText("\n\n".join(f"{_place(one)}\n{one.text}" for one in kept))
        self.body.addWidget(self.notes)
        self.put = self.add_confirm("Put them on their spans")
        self.discard = self.buttons.addButton("Discard them", QDialogButtonBox.ButtonRole.ActionRole)
        self.discard.setAutoDefault(False)
        self.leave.setText("Later")
        self.put.clicked.connect(self._take)
        self.discard.clicked.connect(self._refuse)
        self.put.setFocus()
        self.resize(520, 320)

    def _take(self) -> None:
        self.accept()
        self.wanted.emit()

    def _refuse(self) -> None:
        self.accept()
        self.refused.emit()


def _place(one: NoteDraft) -> str:
    return f"“{single_line(one.span.text, 60)}” {one.span.label}:" if one.span else "A span that is deleted:"
