"""Find words in the open article: typing jumps to the next place, Enter to the one after, Shift+Enter back."""

import re
from bisect import bisect_left

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.text.tokens import Bounds
from annotator.ui.article.view import ArticleView
from annotator.ui.look.plain import plain_label
from annotator.ui.session import Session


def places_of(text: str, words: str) -> list[Bounds]:
    """List where words stand; upper and lower case are the same.

    Lower-casing may change a text's length (İ), so such texts are searched as they are written.
    """
    lowered, wanted = text.lower(), words.lower()
    if len(lowered) != len(text) or len(wanted) != len(words):
        lowered, wanted = text, words
    return [found.span() for found in re.finditer(re.escape(wanted), lowered)] if wanted else []


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
        self.result = plain_label(role="muted")
        self.result.setObjectName("find_result")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.result)
        self.words.textEdited.connect(self._on_edited)
        self.hide()

    def open(self) -> None:
        """Show the bar and take the keys."""
        self.show()
        self.words.setFocus()
        self.words.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Shift+Enter; close with Escape and keep what was found."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._view.setFocus()
            return
        super().keyPressEvent(event)

    def _on_edited(self, _words: str) -> None:
        self._go(0)

    def _go(self, step: int) -> None:
        """Select the next place (1), the one before (-1), or the one that begins here at the earliest (0)."""
        document = self._session.document
        places = places_of(document.text, self.words.text()) if document is not None else []
        if not places:
            self.result.setText("Not in this article" if self.words.text() else "")
            return
        chosen = self._view.selected_range()
        start, end = chosen or (self._view.caret(), self._view.caret())
        following = bisect_left(places, (end if step > 0 else start, 0))
        place = (following - 1 if step < 0 else following) % len(places)
        self._view.select_range(*places[place])
        self.result.setText(f"{place + 1} of {len(places)}")
