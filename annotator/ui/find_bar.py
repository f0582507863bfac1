"""Find words in the open article: typing jumps to the next hit, Enter to the one after."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.ui.article_view import ArticleView
from annotator.ui.plain import plain_label
from annotator.ui.session import Session


def find_from(text: str, words: str, start: int) -> tuple[int, int] | None:
    """Find words from an offset on, starting over at the end; upper and lower case are the same.

    Lower-casing may change a text's length (İ), so such texts are searched as they are written.
    """
    lowered, wanted = text.lower(), words.lower()
    if len(lowered) != len(text) or len(wanted) != len(words):
        lowered, wanted = text, words
    place = lowered.find(wanted, start)
    if place < 0:
        place = lowered.find(wanted)
    return (place, place + len(wanted)) if place >= 0 and wanted else None


class FindBar(QWidget):
    """Selects what it finds, so that a label key can follow at once."""

    def __init__(self, session: Session, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._view = view
        self.words = QLineEdit()
        self.words.setPlaceholderText("Find in this article")
        self.words.setAccessibleName("Find in this article")
        self.words.setClearButtonEnabled(True)
        self._result = plain_label(role="muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._result)
        self.words.textEdited.connect(self._on_edited)
        self.words.returnPressed.connect(self._next)
        self.hide()

    def open(self) -> None:
        """Show the bar and take the keys."""
        self.show()
        self.words.setFocus()
        self.words.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape and keep what was found."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._view.setFocus()
            return
        super().keyPressEvent(event)

    def _on_edited(self, _words: str) -> None:
        chosen = self._view.selected_range()
        self._find(chosen[0] if chosen else self._view.caret())

    def _next(self) -> None:
        chosen = self._view.selected_range()
        self._find(chosen[1] if chosen else self._view.caret())

    def _find(self, start: int) -> None:
        document, words = self._session.document, self.words.text()
        if document is None or not words:
            self._result.setText("")
            return
        hit = find_from(document.text, words, start)
        self._result.setText("" if hit else "Not in this article")
        if hit:
            self._view.select_range(*hit)
