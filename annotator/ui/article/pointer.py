"""What the mouse is doing in the article: one press, a second, a third, or a drag."""

from PySide6.QtCore import QElapsedTimer, QPointF
from PySide6.QtGui import QGuiApplication

from annotator.text.tokens import Bounds
from annotator.ui.article.selection import Unit


class Pointer:
    """The state of one press; `origin` is what it began with, `unit` what a drag takes at once."""

    def __init__(self) -> None:
        self.is_down = False
        self.origin: Bounds = (0, 0)
        self.unit = Unit.WORD
        self._dragged = False
        self._place = QPointF()
        self._since_second = QElapsedTimer()

    def forget(self) -> None:
        """Drop a press, as when another article is opened under it."""
        self.is_down = False
        self._since_second.invalidate()

    def press(self, place: QPointF, origin: Bounds) -> None:
        """Begin at an offset, or at a stretch that is selected already."""
        self._begin(place, origin, Unit.WORD)
        self._dragged = origin[0] != origin[1]
        self._since_second.invalidate()

    def second_press(self, place: QPointF, word: Bounds) -> None:
        """Begin with a word; a press soon after is the third."""
        self._begin(place, word, Unit.WORD)
        self._dragged = True
        self._since_second.start()

    def third_press(self, place: QPointF, sentence: Bounds) -> None:
        """Begin with a sentence and go on by sentences."""
        self._begin(place, sentence, Unit.SENTENCE)
        self._dragged = True
        self._since_second.invalidate()

    def is_third_press(self, place: QPointF) -> bool:
        """Tell whether a press here and now follows a double click in the same place."""
        hints = QGuiApplication.styleHints()
        near = (place - self._place).manhattanLength() < hints.startDragDistance()
        soon = self._since_second.isValid() and self._since_second.elapsed() < hints.mouseDoubleClickInterval()
        return near and soon

    def starts_drag(self, place: QPointF) -> bool:
        """Tell whether the pointer, held, has left the place of the press; once it has, it stays so."""
        far = (place - self._place).manhattanLength() >= QGuiApplication.styleHints().startDragDistance() / 2
        self._dragged = self._dragged or far
        return self._dragged

    def extend(self) -> None:
        """Take a press for the end of a drag, as with Shift."""
        self._dragged = True

    def release(self) -> bool:
        """End; tell whether it was a plain click."""
        self.is_down = False
        return not self._dragged

    def _begin(self, place: QPointF, origin: Bounds, unit: Unit) -> None:
        self.is_down, self.origin, self.unit, self._place = True, origin, unit, place
