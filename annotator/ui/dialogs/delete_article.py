"""Asks before an article goes, and says what goes with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.services.document_commands import Going
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.plain import single_line


class DeleteArticle(FormDialog):
    """Deletes nothing by itself: `confirmed` says that it shall be done."""

    confirmed = Signal()

    def __init__(self, title: str, going: Going, parent: QWidget | None = None) -> None:
        parts = f"{going.spans} spans and {going.links} links of {going.annotators} annotators"
        introduction = (
            f"Delete “{single_line(title, 120)}” for everybody? {parts} go with it. Undo and the recycle bin bring "
            "all back."
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
