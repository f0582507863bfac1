"""Reads an article to screen readers as it is stored, where the display breaks its long paragraphs."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTextCursor
from PySide6.QtWidgets import QAccessibleWidget, QTextEdit

from annotator.ui.article.display_text import ShownText, readable_text


class Speaker(QObject):
    """Lends a text field that breaks its text another one's text interface, which is never seen and holds it whole.

    Positions are the same, as a break stands where a blank is. Qt's own interface stays wherever nothing is broken:
    it also knows where each letter is on the screen. The second text is made when a screen reader first asks.
    """

    def __init__(self, view: QTextEdit) -> None:
        super().__init__(view)
        self._view = view
        self._whole: str | None = None
        self._spoken: QTextEdit | None = None
        _install_factory()

    def show_text(self, shown: ShownText) -> None:
        """Take over what the view shows from now on."""
        whole = readable_text(shown.text)
        before, self._whole = self._whole, whole if whole != shown.shown else None
        if self._spoken is not None:
            self._spoken.setPlainText(self._whole or "")
        if (before is None) is not (self._whole is None):
            # Qt keeps an interface once it was asked for; the next question makes the other kind.
            known = QAccessible.queryAccessibleInterface(self._view)
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))

    def follow(self, cursor: QTextCursor) -> None:
        """Put the caret and the selection where the view has them."""
        if self._spoken is not None and self._whole is not None:
            own = QTextCursor(self._spoken.document())
            own.setPosition(cursor.anchor())
            own.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
            self._spoken.setTextCursor(own)

    def interface(self) -> QAccessibleInterface | None:
        """Make the view's interface, or leave it to Qt."""
        if self._whole is None:
            return None
        if self._spoken is None:
            self._spoken = QTextEdit(self._view)
            self._spoken.hide()
            self._spoken.setReadOnly(True)
            self._spoken.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._spoken.setPlainText(self._whole)
            self.follow(self._view.textCursor())
        return _WholeParagraphs(self._view, self._spoken)


class _WholeParagraphs(QAccessibleWidget):
    def __init__(self, view: QTextEdit, spoken: QTextEdit) -> None:
        super().__init__(view, QAccessible.Role.EditableText)
        self._spoken = spoken

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:  # Any: the stubs know only an address
        """Hand out the text of the other field."""
        if kind == QAccessible.InterfaceType.TextInterface:
            return QAccessible.queryAccessibleInterface(self._spoken).textInterface()
        return super().interface_cast(kind)


@lru_cache(maxsize=1)
def _install_factory() -> None:
    QAccessible.installFactory(_interface_of)


def _interface_of(_class: str, asked: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(asked, QTextEdit):
        return None
    speaker = asked.findChild(Speaker, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return speaker.interface() if isinstance(speaker, Speaker) else None
