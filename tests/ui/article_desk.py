"""A shown article view with real mouse and key events, for the tests of the article."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.annotation import Span
from annotator.model.document import Document, Zone
from annotator.model.ids import AnnotatorId, SpanId
from annotator.services.scheme_file import default_scheme
from annotator.ui.article.view import ArticleView

LEFT = Qt.MouseButton.LeftButton
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Desk:
    """An article view and the hands that work on it; `words` name places in the text."""

    def __init__(self, view: ArticleView, document: Document) -> None:
        self.view, self.document = view, document
        self._count = 0

    def bounds(self, words: str, since: int = 0) -> tuple[int, int]:
        """Find where words stand."""
        start = self.document.text.index(words, since)
        return start, start + len(words)

    def span(self, label: str, *pieces: str) -> Span:
        """Make a span over words, or over several pieces in order."""
        found: list[tuple[int, int]] = []
        for piece in pieces:
            found.append(self.bounds(piece, found[-1][1] if found else 0))
        return self.span_at(label, *found)

    def span_at(self, label: str, *fragments: tuple[int, int]) -> Span:
        """Make a span over bounds."""
        known = default_scheme().label(label)
        assert known is not None
        self._count += 1
        text = self.document.text[fragments[0][0] : fragments[-1][1]]
        id = SpanId(f"span {self._count:03}")
        return Span(id, self.document.id, known.layer, label, AnnotatorId("first"), fragments, text)

    def press(self, place: QPoint, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press the left button."""
        QTest.mousePress(self.view.viewport(), LEFT, modifiers, place)

    def move(self, place: QPoint, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Move with the left button held, which QTest.mouseMove cannot say."""
        local, screen = QPointF(place), QPointF(self.view.viewport().mapToGlobal(place))
        event = QMouseEvent(QEvent.Type.MouseMove, local, screen, Qt.MouseButton.NoButton, LEFT, modifiers)
        QApplication.sendEvent(self.view.viewport(), event)

    def release(self, place: QPoint, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Release the left button."""
        QTest.mouseRelease(self.view.viewport(), LEFT, modifiers, place)

    def drag(self, start: int, end: int, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Drag from one offset to another."""
        self.press(self.view.point_at(start), modifiers)
        target = self.view.point_at(end)
        self.move(target, modifiers)
        self.release(target, modifiers)

    def click(self, place: QPoint, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Click once, late enough not to be a double click."""
        QTest.qWait(QApplication.doubleClickInterval() + 5)
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, place)

    def click_words(self, words: str) -> None:
        """Click into the middle of words."""
        start, end = self.bounds(words)
        self.click(self.view.point_at((start + end) // 2))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press and release a key."""
        QTest.keyClick(self.view, key, modifiers)

    @property
    def selected_text(self) -> str:
        """The stored text that is selected."""
        chosen = self.view.selected_range()
        return self.document.text[slice(*chosen)] if chosen else ""


@contextmanager
def desk(text: str, zones: tuple[Zone, ...] = (), size: tuple[int, int] = (900, 600)) -> Iterator[Desk]:
    """Show an article in a view of its own and close it again."""
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(30)
    view = ArticleView()
    try:
        view.resize(*size)
        view.show()
        view.activateWindow()
        QTest.qWaitForWindowActive(view)
        view.setFocus()
        document = Document.of(text, zones=zones)
        view.show_document(document, default_scheme())
        yield Desk(view, document)
    finally:
        view.close()
        view.deleteLater()
        QApplication.setDoubleClickInterval(before)
