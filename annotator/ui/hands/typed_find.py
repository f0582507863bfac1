"""Type to find: a small line whose letters select the next words that begin so; Enter keeps them, Esc cancels."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.text.moves import Moves
from annotator.ui.article.selection import Selection
from annotator.ui.article.view import ArticleView
from annotator.ui.look.plain import plain_label

_KEEP = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypedFind(QWidget):
    """Selects whole words while typing; Down or Tab takes the next match."""

    def __init__(self, view: ArticleView, moves: Callable[[], Moves], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view = view
        self._moves = moves
        self._before = Selection()
        self.words = _Line(self)
        self.words.setAccessibleName("Select what you type")
        self.words.setPlaceholderText("Type the beginning of a word")
        self._result = plain_label(role="muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._result)
        self.words.textEdited.connect(self._on_edited)
        self.hide()

    def open(self) -> None:
        """Show the empty line and take the keys."""
        chosen, caret = self._view.selected_range(), self._view.caret()
        self._before = Selection(*chosen) if chosen else Selection(caret, caret)
        self.words.clear()
        self._tell(found=True)
        self.show()
        self.words.setFocus()

    def next(self) -> None:
        """Select the next match."""
        self._find((self._view.selected_range() or self._before.bounds)[1])

    def keep(self) -> None:
        """Close and keep what is selected."""
        self.hide()
        self._view.setFocus()

    def cancel(self) -> None:
        """Close and select again what was selected before."""
        self._view.select_range(self._before.anchor, self._before.caret)
        self.keep()

    def _on_edited(self, words: str) -> None:
        if words.strip():
            self._find(self._before.bounds[1])
        else:
            self._view.select_range(self._before.anchor, self._before.caret)
            self._tell(found=True)

    def _find(self, start: int) -> None:
        found = self._moves().typed(self.words.text(), start)
        self._tell(found=found is not None)
        if found is not None:
            self._view.select_range(*found)

    def _tell(self, *, found: bool) -> None:
        self._result.setText("Enter keeps, Down goes on, Esc cancels" if found else "Not in this article")


class _Line(QLineEdit):
    """Hands the keys that end or move the search to its owner."""

    def __init__(self, owner: TypedFind) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, cancel or go on; everything else is typing."""
        if event.key() in _KEEP:
            self._owner.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._owner.cancel()
        elif event.key() == Qt.Key.Key_Down:
            self._owner.next()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when another part of the window is used."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason):
            self._owner.hide()
