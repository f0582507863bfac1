"""The article as annotators work in it: spans that can be clicked, selecting by mouse and keyboard."""

from PySide6.QtCore import QBasicTimer, QPoint, QPointF, Qt, QTimerEvent, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model.annotation import Relation, Span
from annotator.model.document import Document
from annotator.model.ids import SpanId
from annotator.model.scheme import Scheme
from annotator.text.tokens import Bounds
from annotator.ui.article.keys import LINES, PAGES, plain_modifiers, step_of
from annotator.ui.article.marks import Mark
from annotator.ui.article.page import ArticlePage
from annotator.ui.article.pointer import Pointer
from annotator.ui.article.selection import Edge, Selection, Unit
from annotator.ui.article.span_hits import bar_at, end_at, next_of, spans_at
from annotator.ui.look.theme import LIGHT, Theme

# How often a drag that has left the view scrolls on by a line.
SCROLL_MS = 60


class ArticleView(ArticlePage):
    """Shows one article with its spans and lets text and spans be selected.

    `span_activated` carries the SpanId that was clicked or None, `announced` what a screen reader is told.
    """

    span_activated = Signal(object)
    announced = Signal(str)

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("article_view")
        self.setAccessibleName("Article")
        self._spans: tuple[Span, ...] = ()
        self._suggestions: tuple[Span, ...] = ()
        self._goal_x: float | None = None
        self._entered: SpanId | None = None
        self._pointer = Pointer()
        self._outside: QMouseEvent | None = None
        self._scrolling = QBasicTimer()
        self.caret_moved.connect(self._on_caret_moved)

    def show_document(self, document: Document, scheme: Scheme) -> None:
        """Show an article from its beginning, without spans; the same one again keeps spans and place."""
        if self._article is None or self._article.id != document.id:
            self._spans = self._suggestions = ()
            self._entered = self._goal_x = None
            self._pointer.forget()
            self._scrolling.stop()
        super().show_document(document, scheme)

    def set_spans(self, spans: tuple[Span, ...]) -> None:
        """Show these spans; only lines whose look changes are painted again."""
        self._spans = spans
        self._show_marks()

    def shown_spans(self) -> tuple[Span, ...]:
        """List the spans as they are shown, which while an edge is dragged is ahead of what is stored."""
        return self._spans

    def set_suggestions(self, suggestions: tuple[Span, ...]) -> None:
        """Show these suggestions, dashed and without fill, beside the spans."""
        if suggestions != self._suggestions:
            self._suggestions = suggestions
            self._show_marks()

    def set_relations(self, relations: tuple[Relation, ...]) -> None:
        """Show these relations when one of their spans is selected."""
        self._canvas.set_relations(relations)
        if self._selected is not None:
            self.viewport().update()

    def set_selected_span(self, id: SpanId | None) -> None:
        """Show one span stronger, with its links, and bring it into view."""
        if id == self._selected:
            return
        before, self._selected = self._selected, id
        links = self._canvas.links
        moved = self._canvas.spans.pin(id)
        mark = self._mark(id)
        if mark is not None:
            self._reveal(mark.span.start)
        self._tell_of(mark)
        if moved is not None or links.partners(before) or links.partners(id):
            self.viewport().update()
            return
        for found in filter(None, (self._mark(before), mark)):
            self._update_lines(self._canvas.spans.lines_of(found))

    def selected_span(self) -> SpanId | None:
        """Tell which span is shown as selected."""
        return self._selected

    def span_at(self, point: QPoint) -> SpanId | None:
        """Find the span under a point of the viewport: of a line or chip that span, of words the innermost."""
        return next_of(self._spans_at(QPointF(point)), None)

    def span_end_at(self, place: QPointF) -> tuple[SpanId, Edge] | None:
        """Find the end of a span's line under a point of the viewport."""
        return end_at(self._canvas.layout, self._canvas.spans, self._in_article(place))

    def bar_at(self, place: QPointF) -> SpanId | None:
        """Find the span whose line or chip is under a point of the viewport."""
        return bar_at(self._canvas.layout, self._canvas.spans, self._in_article(place))

    def cycle_spans(self) -> None:
        """Select the innermost span at the caret, or the one around the selected one."""
        marks = self._canvas.spans.marks_at(self._canvas.shown.position(self.caret()))
        self._activate(next_of(tuple(mark.id for mark in marks), self._selected))

    def select_next_word(self) -> None:
        """Select the word behind the selection, or the one at the caret."""
        self._select_found(self._steps.next_word(self._selection))

    def select_previous_word(self) -> None:
        """Select the word before the selection or the caret."""
        self._select_found(self._steps.previous_word(self._selection))

    def select_sentence(self) -> None:
        """Select the sentence at the selection or the caret."""
        self._select_found(self.boundaries.sentence_at(self._selection.bounds[0]))

    def select_next_sentence(self) -> None:
        """Select the sentence behind the one where the selection ends."""
        last = max(self._selection.bounds[1] - 1, self._selection.bounds[0])
        self._select_found(self.boundaries.next_sentence(last))

    def select_previous_sentence(self) -> None:
        """Select the sentence before the one where the selection begins."""
        here = self.boundaries.sentence_at(self._selection.bounds[0])
        self._select_found(self.boundaries.previous_sentence(here[0]) if here else None)

    def select_paragraph(self) -> None:
        """Select the paragraph at the selection or the caret."""
        self._select_found(self.boundaries.paragraph_at(self._selection.bounds[0]))

    def move_caret(self, unit: Unit, *, forward: bool) -> None:
        """Move the caret by one step; by characters it leaves a selection at the side of the step."""
        if unit is Unit.CHARACTER and not self._selection.is_empty:
            self.set_caret(self._selection.bounds[1 if forward else 0])
        else:
            self.set_caret(self._steps.moved(self._selection.caret, unit, forward=forward))

    def extend_selection(self, unit: Unit, *, forward: bool) -> None:
        """Move the caret by one step and keep the selection's other end."""
        reached = self._steps.extended(self._selection.caret, unit, forward=forward)
        self._select(Selection(self._selection.anchor, reached))

    def resize_selection(self, edge: Edge, unit: Unit, *, forward: bool) -> None:
        """Move one edge of the selection by one step."""
        if not self._selection.is_empty:
            self.select_range(*self._steps.resized(self._selection.bounds, edge, unit, forward=forward))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select; with Shift select up to here."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        offset = self._offset_at(event.position())
        if self._pointer.is_third_press(event.position()):
            self._pointer.third_press(event.position(), self.boundaries.sentence_at(offset) or (offset, offset))
            self._drag(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pointer.press(event.position(), (self._selection.anchor, self._selection.anchor))
            self._pointer.extend()
            self._drag(event)
        else:
            self._pointer.press(event.position(), (offset, offset))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; a third press selects its sentence."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        offset = self._offset_at(event.position())
        self._pointer.second_press(event.position(), self.boundaries.word_at(offset) or (offset, offset))
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show while dragging what a release would select."""
        if self._pointer.is_down and self._pointer.starts_drag(event.position()):
            self._drag(event)
            self._scroll_while_dragging(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; a press and release in one place mean the span there."""
        if event.button() is not Qt.MouseButton.LeftButton or not self._pointer.is_down:
            return
        self.mouseMoveEvent(event)
        self._scrolling.stop()
        if self._pointer.release():
            self.set_caret(self._offset_at(event.position()))
            self._activate(next_of(self._spans_at(event.position()), self._selected))

    def timerEvent(self, event: QTimerEvent) -> None:
        """Go on scrolling while the pointer is held above or below the view."""
        if event.timerId() == self._scrolling.timerId() and self._outside is not None:
            QApplication.sendEvent(self.viewport(), self._outside.clone())
        else:
            super().timerEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret and extend the selection; other keys are left to the window's actions."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_range(0, len(self._canvas.text))
        elif not self._step(event) and not self._line_step(event):
            event.ignore()

    def _step(self, event: QKeyEvent) -> bool:
        step = step_of(event.keyCombination())
        if step is None:
            return False
        unit, forward = step
        if unit in (Unit.CHARACTER, Unit.WORD) and self._canvas.is_backward(self.caret()):
            forward = not forward
        # A bracket needs Shift on many keyboards, so there it cannot mean 'extend'.
        extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and unit is not Unit.SENTENCE
        (self.extend_selection if extend else self.move_caret)(unit, forward=forward)
        return True

    def _line_step(self, event: QKeyEvent) -> bool:
        """Move by lines and pages, keeping to one column, or to the ends of the line or article."""
        key, modifiers = Qt.Key(event.key()), plain_modifiers(event.keyCombination())
        whole = modifiers == Qt.KeyboardModifier.ControlModifier
        if not whole and modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        goal = None
        if (key in LINES or key in PAGES) and not whole:
            down = LINES[key] if key in LINES else PAGES[key] * self._page_lines()
            offset, goal = self._canvas.offset_lines_away(self.caret(), down, self._goal_x)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            start, end = (0, len(self._canvas.text)) if whole else self._canvas.line_bounds(self.caret())
            offset = start if key == Qt.Key.Key_Home else end
        else:
            return False
        extend = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._select(Selection(self._selection.anchor if extend else offset, offset))
        self._goal_x = goal
        return True

    def _page_lines(self) -> int:
        measures = self._canvas.measures
        return max(1, int(self.viewport().height() / (measures.line_px + measures.base_room_px)) - 1)

    def _drag(self, event: QMouseEvent) -> None:
        exact = event.modifiers() & Qt.KeyboardModifier.AltModifier
        unit = Unit.CHARACTER if exact else self._pointer.unit
        self._select(self._steps.dragged(self._pointer.origin, self._offset_at(event.position()), unit))

    def _scroll_while_dragging(self, event: QMouseEvent) -> None:
        if 0 <= event.position().y() < self.viewport().height():
            self._scrolling.stop()
            return
        self._outside = event.clone()
        if not self._scrolling.isActive():
            self._scrolling.start(SCROLL_MS, self)

    def _select_found(self, bounds: Bounds | None) -> None:
        if bounds is not None:
            self.select_range(*bounds)

    def _spans_at(self, place: QPointF) -> tuple[SpanId, ...]:
        return spans_at(self._canvas.layout, self._canvas.spans, self._in_article(place))

    def _activate(self, id: SpanId | None) -> None:
        self.set_selected_span(id)
        self.span_activated.emit(id)

    def _mark(self, id: SpanId | None) -> Mark | None:
        return self._canvas.spans.marks.get(id) if id is not None else None

    def _show_marks(self) -> None:
        top = self._first_visible()
        linked = bool(self._canvas.links.partners(self._selected))
        spans = tuple((span, False) for span in self._spans)
        changed, moved = self._canvas.set_spans(spans + tuple((span, True) for span in self._suggestions))
        if self._selected is not None and self._mark(self._selected) is None:
            self._selected = None
        if moved is not None:
            self._return_to(top)
        elif linked:
            # Arrows cross lines that did not change.
            self.viewport().update()
        else:
            self._update_lines(changed)

    def _on_caret_moved(self, offset: int) -> None:
        """Tell screen readers which span the caret has come into: painted spans are invisible to them."""
        self._goal_x = None
        marks = self._canvas.spans.marks_at(self._canvas.shown.position(offset))
        self._tell_of(marks[0] if marks else None)

    def _tell_of(self, mark: Mark | None) -> None:
        """Announce a span once, by whichever way it was come into."""
        if mark is not None and mark.id != self._entered:
            self._announce(f"{mark.span.label}: {mark.span.text}, {mark.span.layer}")
        self._entered = mark.id if mark else None

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.announced.emit(words)
