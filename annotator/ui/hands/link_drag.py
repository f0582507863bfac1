"""Draw a link with the mouse: from a span's line or chip, or with Ctrl from its words, to the span that it leads to."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.annotation import Span
from annotator.ui.article.view import ArticleView
from annotator.ui.session import Session

_CTRL = Qt.KeyboardModifier.ControlModifier
_DOT_PX = 4


class LinkDrag(QObject):
    """Tells `join` where a drag began and where it ended; a click on a line or chip selects its span as ever."""

    def __init__(self, session: Session, view: ArticleView, join: Callable[[Span, Span | None], None]) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._join = join
        self._held: Span | None = None
        self._line = _Line(view.viewport())
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch a press that a link can begin with, and what follows it."""
        if not isinstance(event, QMouseEvent) or watched is not self._view.viewport():
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._held = self._source_at(event)
            if self._held is not None:
                self._line.begin(event.position().toPoint())
            return self._held is not None
        if self._held is None:
            return False
        if event.type() == QEvent.Type.MouseMove:
            self._line.lead_to(event.position().toPoint())
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._release(self._held, event)
        return True

    def _release(self, held: Span, event: QMouseEvent) -> None:
        self._line.lead_to(event.position().toPoint())
        drawn, self._held = self._line.is_drawn, None
        self._line.hide()
        if drawn or _CTRL in event.modifiers():
            self._join(held, self._span_at(event))
        else:
            self._view.set_caret(self._view.offset_at(event.position()))
            self._session.select_span(held.id)

    def _source_at(self, event: QMouseEvent) -> Span | None:
        if _CTRL in event.modifiers():
            return self._span_at(event)
        if event.modifiers() != Qt.KeyboardModifier.NoModifier or self._session.project.read_only:
            return None
        found = self._view.bar_at(event.position())
        span = self._session.span(found) if found is not None else None
        return span if span is not None and self._leads_on(span) else None

    def _leads_on(self, span: Span) -> bool:
        relations = self._session.scheme.relation_labels
        return any(not one.from_layers or span.layer in one.from_layers for one in relations)

    def _span_at(self, event: QMouseEvent) -> Span | None:
        found = self._view.span_at(event.position().toPoint())
        return self._session.span(found) if found is not None else None


class _Line(QWidget):
    """The line that follows the pointer until the link is made."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("link_line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._begun = self._end = QPoint()
        self.hide()

    @property
    def is_drawn(self) -> bool:
        """Whether the pointer has left the place of the press."""
        return self.isVisible()

    def begin(self, place: QPoint) -> None:
        """Keep where the press was."""
        self._begun = self._end = place

    def lead_to(self, place: QPoint) -> None:
        """Draw to here, once that is far enough to be no click."""
        self._end = place
        if self.isHidden() and (place - self._begun).manhattanLength() < QApplication.startDragDistance():
            return
        self.setGeometry(self._over.rect())
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line that ends in a dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.palette().highlight().color()
        painter.setPen(QPen(colour, 2))
        painter.drawLine(self._begun, self._end)
        painter.setBrush(colour)
        painter.drawEllipse(self._end, _DOT_PX, _DOT_PX)
