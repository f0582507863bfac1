"""The article as it stands on the screen: its lines, spans, zones and links, and how all are painted."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextDocument

from annotator.model.annotation import Relation, Span
from annotator.model.document import Document, Zone
from annotator.model.ids import SpanId
from annotator.model.scheme import Scheme
from annotator.settings import Reading
from annotator.ui.article.display_text import ShownText
from annotator.ui.article.layout import ArticleLayout, Highlight
from annotator.ui.article.link_painter import LinkPainter
from annotator.ui.article.marks import Mark, MarkMaker
from annotator.ui.article.measures import Measures
from annotator.ui.article.selection import Selection
from annotator.ui.article.span_layout import SpanLayout
from annotator.ui.article.span_painter import SpanPainter
from annotator.ui.article.zone_look import ZoneNotes, format_zones, quiet_stretches
from annotator.ui.look.theme import Theme

CARET_PX = 2.0


@dataclass(frozen=True, slots=True)
class Look:
    """What is chosen at the moment of painting; `caret` is None where none is shown."""

    selection: Selection
    caret: int | None
    selected: SpanId | None


class ArticleCanvas:
    """One article in one theme and text size. Offsets are code points of its text."""

    def __init__(self, text_document: QTextDocument, theme: Theme) -> None:
        self._text_document = text_document
        self._document = Document.of("")
        self._spans: tuple[tuple[Span, bool], ...] = ()
        self._relations: tuple[Relation, ...] = ()
        measures = Measures()
        self._maker = MarkMaker(ShownText(""), Scheme((), (), ()), theme, measures)
        self.layout = ArticleLayout(text_document, measures)
        self.spans = SpanLayout(self.layout)
        text_document.setDocumentLayout(self.layout)
        text_document.setDefaultFont(measures.body)

    @property
    def text(self) -> str:
        """The canonical text."""
        return self._document.text

    @property
    def shown(self) -> ShownText:
        """The display and its offsets."""
        return self._maker.shown

    @property
    def theme(self) -> Theme:
        """The theme it is painted in."""
        return self._maker.theme

    @property
    def measures(self) -> Measures:
        """Its fonts and distances."""
        return self._maker.measures

    def show(self, document: Document, scheme: Scheme) -> None:
        """Take another article, or the same one with other zones; its spans are gone."""
        self._document = document
        self._maker = replace(self._maker, shown=ShownText(document.text), scheme=scheme)
        self._spans, self._relations = (), ()
        self.spans.pinned = None
        self.layout.forget()
        self._text_document.setPlainText(self.shown.shown)
        self._dress()

    def set_spans(self, spans: tuple[tuple[Span, bool], ...]) -> tuple[set[int], int | None]:
        """Show these spans, each with whether it is only suggested.

        Returns the numbers of the lines whose look changes, and the first line that moved.
        """
        known = self.spans.marks
        self._spans = spans
        marks: dict[SpanId, Mark] = {}
        for span, suggested in spans:
            mark = known.get(span.id)
            # Most spans are the very same value as before: making 1,000 marks takes as long as painting a page.
            same = mark is not None and mark.span is span and mark.suggested is suggested
            marks[span.id] = mark if same and mark is not None else self._maker.mark(span, suggested)
        return self.spans.replace(marks)

    def set_relations(self, relations: tuple[Relation, ...]) -> None:
        """Show these relations when one of their spans is selected."""
        self._relations = relations

    def set_scheme(self, scheme: Scheme) -> None:
        """Take other labels and colours."""
        self._maker = replace(self._maker, scheme=scheme)
        self.place_spans()

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The article's zones."""
        return self._document.zones

    def set_zones(self, zones: tuple[Zone, ...]) -> None:
        """Take other zones of the same article."""
        self._document = replace(self._document, zones=zones)
        self._dress()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        worn = self._maker.dresses
        self._maker = replace(self._maker, theme=theme)
        self._maker.recolour(worn)
        if self.spans.is_stale:
            self.place_spans()

    def set_reading(self, reading: Reading) -> None:
        """Take another size, font, spacing and column."""
        measures = Measures(reading)
        self.layout.measures = measures
        self._maker = replace(self._maker, measures=measures)
        self._dress()

    def refresh(self) -> bool:
        """Place the spans anew if the lines were broken anew; tell whether they were."""
        stale = self.spans.is_stale
        if stale:
            self.spans.place_again()
        return stale

    def place_spans(self) -> None:
        """Make and place every mark anew."""
        self.spans.place_all(self._maker.mark(span, suggested) for span, suggested in self._spans)

    @property
    def links(self) -> LinkPainter:
        """The painter of relations, which knows who is linked to whom."""
        return LinkPainter(self.layout, self.spans, self._maker, self._relations)

    def paint(self, painter: QPainter, area: QRectF, look: Look) -> None:
        """Paint a stretch of the article; the painter's origin is the article's."""
        painter.fillRect(area, QColor(self.theme.paper))
        numbers = self.layout.lines_between(area.top(), area.bottom())
        if not numbers or not self.text:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spans = SpanPainter(self.layout, self.spans, self.theme)
        spans.paint_fills(painter, numbers, look.selected)
        painter.setPen(QColor(self.theme.text))
        self.layout.draw_text(painter, numbers, self._highlights(look.selection))
        ZoneNotes(self.layout, self.shown, self.theme, self._document.zones).paint(painter, area.top(), area.bottom())
        spans.paint_lanes(painter, numbers, look.selected)
        if look.selected is not None:
            self._outline(painter, spans, numbers, look.selected)
            self.links.paint(painter, numbers, look.selected)
        if look.caret is not None:
            painter.fillRect(self.caret_box(look.caret), QColor(self.theme.accent))

    def caret_box(self, offset: int) -> QRectF:
        """Tell where the caret stands."""
        position = self.shown.position(offset)
        line = self.layout.lines[self.layout.line_of(position)]
        left = self.layout.x_of(line, position) - CARET_PX / 2
        return QRectF(left, line.top - 1, CARET_PX, max(line.height, self.measures.line_px) + 2)

    def edge_box(self, offset: int) -> QRectF:
        """Tell where a press or a release means this offset.

        That is the caret's place; but where the direction turns, the caret stands in one place before and
        behind a word written the other way: there it is a place just inside the first letter.
        """
        box = self.caret_box(offset)
        start, end = self.shown.position(offset), self.shown.position(offset + 1)
        line = self.layout.lines[self.layout.line_of(start)]
        inside = self.layout.inside_at_turn(line, start, end) if line.mixed else None
        if inside is not None:
            box.moveCenter(QPointF(inside, box.center().y()))
        return box

    def offset_at(self, point: QPointF) -> int:
        """Find the offset nearest to a point, in lane gaps too."""
        if not self.layout.lines:
            return 0
        line = self.layout.lines[self.layout.line_at(point.y())]
        return self.shown.offset(self.layout.position_at(line, point.x()))

    def offset_lines_away(self, offset: int, down: int, goal_x: float | None) -> tuple[int, float]:
        """Go lines down, or up, from an offset, keeping to a place across; return the offset and that place."""
        layout = self.layout
        position = self.shown.position(offset)
        number = layout.line_of(position)
        x = layout.x_of(layout.lines[number], position) if goal_x is None else goal_x
        reached = min(max(number + down, 0), len(layout.lines) - 1)
        return self.shown.offset(layout.position_at(layout.lines[reached], x)), x

    def is_backward(self, offset: int) -> bool:
        """Tell whether the paragraph of an offset is written from right to left."""
        position = self.shown.position(offset)
        return self._text_document.findBlock(position).textDirection() is Qt.LayoutDirection.RightToLeft

    def line_bounds(self, offset: int) -> tuple[int, int]:
        """Tell where the line of an offset begins and ends."""
        line = self.layout.lines[self.layout.line_of(self.shown.position(offset))]
        return self.shown.offset(line.start), self.shown.offset(line.end)

    def break_lines(self) -> None:
        """Break the lines anew, as after the font changed."""
        self.layout.lay_out()
        self.place_spans()

    def _outline(self, painter: QPainter, spans: SpanPainter, numbers: range, selected: SpanId) -> None:
        mark = self.spans.marks.get(selected)
        if mark is not None:
            spans.paint_outline(painter, numbers, frozenset([selected]), spans.chosen_pen(mark))

    def _highlights(self, selection: Selection) -> tuple[Highlight, ...]:
        """Say which words have colours of their own: what is around the article, and the selection.

        They are no part of the document's formats, since another theme would break all lines anew.
        """
        muted, chosen = QTextCharFormat(), QTextCharFormat()
        muted.setForeground(QColor(self.theme.muted))
        chosen.setBackground(QColor(self.theme.selection))
        chosen.setForeground(QColor(self.theme.on_selection))
        start, end = (self.shown.position(offset) for offset in selection.bounds)
        made = [Highlight(start, end, chosen)] if start < end else []
        for first, last in self.layout.quiet:
            pieces = ((first, min(last, start)), (max(first, end), last)) if start < end else ((first, last),)
            made += [Highlight(*piece, muted) for piece in pieces if piece[0] < piece[1]]
        return tuple(made)

    def _dress(self) -> None:
        """Format, break and place everything, as after the text or the size changed."""
        self.layout.forget()
        self._text_document.setDefaultFont(self.measures.body)
        self.layout.quiet = quiet_stretches(self.shown, self._document.zones)
        format_zones(self._text_document, self.shown, self._document.zones, self.measures)
        self.layout.lay_out()
        self.place_spans()
