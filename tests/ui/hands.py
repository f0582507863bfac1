"""Keys, clicks and drags on the real window, as an analyst does them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.annotation import Span
from annotator.model.ids import DocumentId, SpanId
from annotator.ui.main_window import MainWindow


class Hands:
    """Keys, clicks and drags on a shown window, as an analyst does them."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.view = window.view
        self.session = window.session

    @property
    def text(self) -> str:
        """The open article's text."""
        assert self.session.document is not None
        return self.session.document.text

    @property
    def document(self) -> DocumentId:
        """The open article's id."""
        assert self.session.document is not None
        return self.session.document.id

    def stored(self) -> tuple[Span, ...]:
        """The spans of the open article as a fresh look into the project finds them."""
        return self.session.project.spans(self.document, self.session.annotator.id)

    def stored_words(self) -> list[tuple[str, str]]:
        """Label and text of each stored span."""
        return [(span.label, span.text) for span in self.stored()]

    def action(self, id: str) -> QAction:
        """Find an action by its id."""
        found = self.window.findChild(QAction, id)
        assert isinstance(found, QAction), id
        return found

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        """Press a key in the article or in another widget."""
        QTest.keyClick(on or self.view, key, modifiers)

    def drag(self, start: int, end: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Drag with the left button from one code point of the article to another."""
        here, there = self._point(start), self._point(end)
        if self._point(start) != here:
            here = self._point(start)
        self._apart()
        port = self.view.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, modifiers, here)
        QTest.mouseMove(port, (here + there) / 2)
        QTest.mouseMove(port, there)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifiers, there)

    def click(self, offset: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click into the middle of the code point at an offset."""
        here, there = self._point(offset), self._point(offset + 1)
        self._apart()
        middle = (here + there) / 2 if here.y() == there.y() else here + QPoint(2, 0)
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, middle)

    def mark(self, words: str, label: str, *, after: int = 0) -> SpanId:
        """Drag over words of the article and give them a label by its action."""
        start = self.text.index(words, after)
        self.drag(start, start + len(words))
        found = self.session.scheme.label(label)
        assert found is not None
        before = {span.id for span in self.stored()}
        self.action(f"label.{found.layer}.{label}").trigger()
        new = [span for span in self.stored() if span.id not in before]
        assert len(new) == 1, f"{label} on {words!r} made {new}: {self.window.banner.words}"
        return new[0].id

    def _point(self, offset: int) -> QPoint:
        point = self.view.point_at(offset)
        return point + QPoint(0, 4)

    def _apart(self) -> None:
        """Keep a press from becoming the second half of a double click."""
        QTest.qWait(QApplication.doubleClickInterval() + 10)


def in_front(widget: QWidget) -> None:
    """Wait until keys go to a window."""
    for _ in range(100):
        widget.activateWindow()
        QTest.qWait(5)
        if QApplication.activeWindow() is widget:
            return
    raise AssertionError("the window never came to the front")
