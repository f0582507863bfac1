"""Drag the end of a span's line with the mouse: the span follows while dragging, and is stored at release."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from annotator.model.annotation import Span
from annotator.model.ids import SpanId
from annotator.services.commands import MoveSpan
from annotator.ui.article.selection import Edge
from annotator.ui.article.view import ArticleView
from annotator.ui.session import Session


@dataclass(frozen=True, slots=True)
class Handle:
    """One end of a span, where it can be taken hold of."""

    span: SpanId
    edge: Edge


class EdgeDrag(QObject):
    """Takes hold of lines below the words only, so that selecting can begin on any word."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._held: Handle | None = None
        self._shown: Span | None = None
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)
        session.document_opened.connect(self._drop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch the mouse at a handle, and Escape while one is held."""
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._on_mouse(event)
        if self._held is not None and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self._drop()
            return True
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            return self._on_move(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        if kind == QEvent.Type.MouseButtonPress and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._held = self._handle_at(event.position())
            if self._held is not None:
                self._session.select_span(self._held.span)
            return self._held is not None
        if kind == QEvent.Type.MouseButtonRelease and self._held is not None:
            self._store()
            return True
        return False

    def _on_move(self, event: QMouseEvent) -> bool:
        if self._held is None:
            at_handle = not event.buttons() and self._handle_at(event.position()) is not None
            shape = Qt.CursorShape.SizeHorCursor if at_handle else Qt.CursorShape.IBeamCursor
            if self._view.viewport().cursor().shape() is not shape:
                self._view.viewport().setCursor(shape)
            return False
        span = self._session.span(self._held.span)
        if span is not None:
            exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._show(self._stretched(span, self._held.edge, self._view.offset_at(event.position()), exact=exact))
        return True

    def _handle_at(self, place: QPointF) -> Handle | None:
        found = self._view.span_end_at(place)
        mine = found is not None and self._session.span(found[0]) is not None
        return Handle(*found) if found is not None and mine and not self._session.project.read_only else None

    def _stretched(self, span: Span, edge: Edge, offset: int, *, exact: bool) -> Span:
        """Put an edge of a span at an offset, at a word's edge unless `exact`; a piece never vanishes."""
        first, last = span.fragments[0], span.fragments[-1]
        start, end = (offset, first[1]) if edge is Edge.START else (last[0], offset)
        if start < end and not exact:
            start, end = self._view.boundaries.snapped(start, end)
        if start >= end or self._view.text[start:end].isspace():
            return self._shown or span
        piece = (start, first[1]) if edge is Edge.START else (last[0], end)
        rest = span.fragments
        fragments = (piece, *rest[1:]) if edge is Edge.START else (*rest[:-1], piece)
        return replace(span, fragments=fragments, text=self._view.text[fragments[0][0] : fragments[-1][1]])

    def _show(self, span: Span) -> None:
        """Paint a span as it would be."""
        if span != self._shown:
            self._shown = span
            self._view.set_spans(tuple(span if one.id == span.id else one for one in self._session.spans))

    def _store(self) -> None:
        shown = self._shown
        self._held = self._shown = None
        if shown is not None and self._session.execute(MoveSpan(shown.id, shown.fragments)) is None:
            self._view.set_spans(self._session.spans)

    def _drop(self, _event: object = None) -> None:
        """Let go and show the span as it is stored."""
        if self._shown is not None:
            self._view.set_spans(self._session.spans)
        self._held = self._shown = None
