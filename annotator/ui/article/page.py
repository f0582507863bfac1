"""The article's page: a read-only text widget with its own lines, painting, scrolling and selection."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.model.document import Document, Zone
from annotator.model.ids import SpanId
from annotator.model.scheme import Scheme
from annotator.settings import Reading
from annotator.text.tokens import Boundaries, Bounds
from annotator.ui.article.canvas import ArticleCanvas, Look
from annotator.ui.article.copied_text import copied_text
from annotator.ui.article.selection import Selection, Steps
from annotator.ui.article.spoken_text import Speaker
from annotator.ui.look.theme import LIGHT, Theme

# Room that stays visible above and below the caret.
REVEAL_PX = 28
# Ticks and outlines stand out from their line by no more than this.
BLEED_PX = 8


class ArticlePage(QTextEdit):
    """Shows one article; every offset that goes in or comes out is a code point of the stored text."""

    range_changed = Signal()
    caret_moved = Signal(int)

    def __init__(self, theme: Theme = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would break every line anew.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        self._canvas = ArticleCanvas(document, theme)
        self.setDocument(document)
        self._speaker = Speaker(self)
        self._keep_font()
        self._article: Document | None = None
        self._steps = Steps("")
        self._selection = Selection()
        self._selected: SpanId | None = None

    def show_document(self, document: Document, scheme: Scheme) -> None:
        """Show an article from its beginning, without spans; the same one again keeps spans and place."""
        if self._article is not None and self._article.id == document.id:
            self._article = document
            self.set_zones(document.zones)
            self.set_scheme(scheme)
            return
        self._article = document
        self._steps = Steps(document.text)
        self._selection, self._selected = Selection(), None
        self._canvas.show(document, scheme)
        self._speaker.show_text(self._canvas.shown)
        self.setAccessibleDescription(document.title)
        self.verticalScrollBar().setValue(0)
        self.viewport().update()
        self.range_changed.emit()

    def set_zones(self, zones: tuple[Zone, ...]) -> None:
        """Show other zones of the same article."""
        if self._canvas.zones == zones:
            return
        top = self._first_visible()
        self._canvas.set_zones(zones)
        self._return_to(top)

    def set_scheme(self, scheme: Scheme) -> None:
        """Show the spans with other labels and colours."""
        self._canvas.set_scheme(scheme)
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Show the same in other colours."""
        top = self._first_visible()
        self._canvas.set_theme(theme)
        self._return_to(top)

    def set_reading(self, reading: Reading) -> None:
        """Set the text in another size, font or column, its first visible line kept."""
        if reading == self._canvas.measures.reading:
            return
        top = self._first_visible()
        self._canvas.set_reading(reading)
        self._keep_font()
        self._return_to(top)

    def point_at(self, offset: int) -> QPoint:
        """Tell where in the viewport the left edge of a code point is, scrolled into view."""
        if not self._canvas.layout.lines:
            return QPoint()
        self._reveal(offset)
        box = self._canvas.edge_box(offset)
        return QPoint(round(box.center().x()), round(box.center().y()) - self._scrolled())

    def caret(self) -> int:
        """Tell where the caret is."""
        return self._selection.caret

    def selected_range(self) -> Bounds | None:
        """Tell what is selected."""
        return None if self._selection.is_empty else self._selection.bounds

    def offset_at(self, place: QPointF) -> int:
        """Tell which offset is nearest to a point of the viewport."""
        return self._offset_at(place)

    @property
    def text(self) -> str:
        """The stored text of the article."""
        return self._canvas.text

    @property
    def steps(self) -> Steps:
        """The steps that a caret and edges take in the article."""
        return self._steps

    @property
    def boundaries(self) -> Boundaries:
        """The words, sentences and paragraphs of the article."""
        return self._steps.boundaries

    def select_range(self, start: int, end: int) -> None:
        """Select a stretch, the caret at `end`, and bring it into view."""
        length = len(self._canvas.text)
        self._select(Selection(min(max(start, 0), length), min(max(end, 0), length)))

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self.set_caret(self._selection.caret)

    def set_caret(self, offset: int) -> None:
        """Put the caret somewhere and select nothing."""
        self.select_range(offset, offset)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the stored text, never what is displayed of it."""
        start, end = self._selection.bounds
        return copied_text(self._canvas.text[start:end])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part that the event names."""
        self._canvas.refresh()
        caret = self._selection.caret if self.hasFocus() else None
        painter = QPainter(self.viewport())
        try:
            painter.translate(0, -self._scrolled())
            area = QRectF(event.rect().translated(0, self._scrolled()))
            self._canvas.paint(painter, area, Look(self._selection, caret, self._selected))
        finally:
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines anew and keep the first visible one."""
        top = self._first_visible()
        super().resizeEvent(event)
        if self._canvas.refresh():
            self._return_to(top)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the article's own font when the program's changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._keep_font()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _select(self, selection: Selection) -> None:
        """Take a selection over and paint what it and the one before touch."""
        before, self._selection = self._selection, selection
        self._reveal(selection.caret)
        if before == selection:
            return
        self._put_cursor()
        for known in (before, selection):
            start, end = (self._canvas.shown.position(offset) for offset in known.bounds)
            layout = self._canvas.layout
            self._update_lines(range(layout.line_of(start), layout.line_of(end) + 1))
        if before.bounds != selection.bounds:
            self.range_changed.emit()
        if before.caret != selection.caret:
            self.caret_moved.emit(selection.caret)

    def _put_cursor(self) -> None:
        """Tell Qt's own cursor, which screen readers follow."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._canvas.shown.position(self._selection.anchor))
        cursor.setPosition(self._canvas.shown.position(self._selection.caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._speaker.follow(cursor)

    def _offset_at(self, place: QPointF) -> int:
        return self._canvas.offset_at(self._in_article(place))

    def _in_article(self, place: QPointF) -> QPointF:
        return QPointF(place.x(), place.y() + self._scrolled())

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def _reveal(self, offset: int) -> None:
        """Scroll as little as needed to see an offset's line with some room around it."""
        if not self._canvas.layout.lines:
            return
        box, bar = self._canvas.caret_box(offset), self.verticalScrollBar()
        room = min(REVEAL_PX, max(0, (self.viewport().height() - box.height()) / 2))
        if box.top() - room < bar.value():
            bar.setValue(int(box.top() - room))
        elif box.bottom() + room > bar.value() + self.viewport().height():
            bar.setValue(round(box.bottom() + room - self.viewport().height()))

    def _first_visible(self) -> tuple[int, float]:
        """Tell which offset the first visible line begins with, and how far below the view's top it is."""
        layout = self._canvas.layout
        if not layout.lines or not self._scrolled():
            return (0, 0.0)
        line = layout.lines[layout.line_at(self._scrolled())]
        return self._canvas.shown.offset(line.start), line.top - self._scrolled()

    def _return_to(self, place: tuple[int, float]) -> None:
        """Scroll so that an offset's line is where it was, and paint all."""
        offset, below = place
        layout = self._canvas.layout
        if layout.lines and offset:
            line = layout.lines[layout.line_of(self._canvas.shown.position(offset))]
            self.verticalScrollBar().setValue(round(line.top - below))
        self.viewport().update()

    def _update_lines(self, numbers: range | set[int]) -> None:
        """Ask for some lines to be painted again."""
        for number in numbers:
            line = self._canvas.layout.lines[number]
            top = int(line.top) - BLEED_PX - self._scrolled()
            height = int(line.bottom - line.top) + 2 * BLEED_PX
            if top < self.viewport().height() and top + height > 0:
                self.viewport().update(0, top, self.viewport().width(), height)

    def _keep_font(self) -> None:
        """Set the body's font where Qt would set the program's."""
        if self.document().defaultFont() != self._canvas.measures.body:
            self.document().setDefaultFont(self._canvas.measures.body)
            self._canvas.break_lines()
