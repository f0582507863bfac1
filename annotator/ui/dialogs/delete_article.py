"""Asks before an article goes, and says what goes with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.services.document_commands import Going
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import single_line


class DeleteArticle(FormDialog):
    """Deletes nothing by itself: `confirmed` says that it shall be done."""

    confirmed = Signal()

    def __init__(self, title: str, going: Going, parent: QWidget | None = None) -> None:
        parts = ", ".join(
            (_counted(going.spans, "span"), _counted(going.links, "link"), _counted(going.annotators, "annotator"))
        )
        introduction = (
            f"Delete “{single_line(title, 120)}” for everybody? With it goes the work on it: {parts}. Undo and the "
            "recycle bin bring all back."
        )
        super().__init__("Delete the article", introduction, parent)
        self.setObjectName("delete_article")
        self.confirm = self.add_confirm("Delete the article")
        self.confirm.clicked.connect(self._decide)
        self.leave.setFocus()
        self.resize(460, 160)

    def _decide(self) -> None:
        self.accept()
        self.confirmed.emit()


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
