"""Paints the links of the selected span: its partners outlined, an arrow to each with the relation's name."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from annotator.model.annotation import Relation
from annotator.model.ids import SpanId
from annotator.ui.article.layout import ArticleLayout
from annotator.ui.article.marks import Mark, MarkMaker
from annotator.ui.article.span_layout import SpanLayout
from annotator.ui.article.span_painter import SpanPainter
from annotator.ui.look.theme import Theme

HEAD_PX = 6.0
# The arrow crosses words that must stay readable.
SHAFT_OPACITY = 0.65


@dataclass(frozen=True, slots=True)
class LinkPainter:
    """Paints the relations that start or end at one span."""

    layout: ArticleLayout
    spans: SpanLayout
    maker: MarkMaker
    relations: tuple[Relation, ...]

    @property
    def _theme(self) -> Theme:
        return self.maker.theme

    def partners(self, selected: SpanId | None) -> frozenset[SpanId]:
        """List the spans that are linked to one."""
        return frozenset(mark.id for _, _, mark in self._links(selected))

    def paint(self, painter: QPainter, numbers: range, selected: SpanId | None) -> None:
        """Paint outlines and arrows where they cross some lines."""
        outlines = SpanPainter(self.layout, self.spans, self._theme)
        for relation, source, partner in self._links(selected):
            pen = QPen(QColor(self._colour(relation)), 1.5, Qt.PenStyle.DashLine)
            outlines.paint_outline(painter, numbers, frozenset([partner.id]), pen)
            self._arrow(painter, relation, source, partner)

    def _links(self, selected: SpanId | None) -> Iterator[tuple[Relation, Mark, Mark]]:
        """Yield each relation of a span with its own mark and the partner's."""
        source = self.spans.marks.get(selected) if selected is not None else None
        if source is None:
            return
        for relation in self.relations:
            if source.id in (relation.from_span, relation.to_span):
                other = relation.to_span if relation.from_span == source.id else relation.from_span
                partner = self.spans.marks.get(other)
                if partner is not None and partner is not source:
                    yield relation, source, partner

    def _arrow(self, painter: QPainter, relation: Relation, source: Mark, partner: Mark) -> None:
        colour = QColor(self._colour(relation))
        outward = relation.from_span == source.id
        start, end = self._ends(source, partner)
        path, tip = _curve(start, end) if outward else _curve(end, start)
        faint = QColor(colour)
        faint.setAlphaF(SHAFT_OPACITY)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(faint, 1.5))
        painter.drawPath(path)
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(_head(tip))
        self._name(painter, relation.label, self._point(partner.start), colour)

    def _ends(self, source: Mark, partner: Mark) -> tuple[QPointF, QPointF]:
        """Join the words that are nearest to each other: the later one's start and the earlier one's end."""
        if source.start < partner.end and partner.start < source.end:
            return self._point(source.start), self._point(partner.start)
        if source.start < partner.start:
            return self._point(source.end - 1, trailing=True), self._point(partner.start)
        return self._point(source.start), self._point(partner.end - 1, trailing=True)

    def _point(self, position: int, trailing: bool = False) -> QPointF:
        line = self.layout.lines[self.layout.line_of(position)]
        return QPointF(self.layout.x_of(line, position + trailing), line.top)

    def _name(self, painter: QPainter, words: str, place: QPointF, colour: QColor) -> None:
        """Write a relation's name above its partner's first words, clear of the words before them."""
        metrics = self.layout.measures.chip_metrics
        width, height = metrics.horizontalAdvance(words) + 8, metrics.height() + 1
        box = QRectF(place.x() + HEAD_PX, place.y() - height + 1, width, height)
        painter.setBrush(QColor(self._theme.paper))
        painter.setPen(QPen(colour, 1.0))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(self.layout.measures.chip)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _colour(self, relation: Relation) -> str:
        label = self.maker.scheme.relation_label(relation.label)
        return self._theme.label_colour(label.colour) if label else self._theme.accent


def _curve(start: QPointF, end: QPointF) -> tuple[QPainterPath, QPointF]:
    """Bend over the words from one point to another; return the path and its tip."""
    rise = min(26.0, 10.0 + abs(end.x() - start.x()) * 0.06)
    first, second = QPointF(start.x(), start.y() - rise), QPointF(end.x(), end.y() - rise)
    path = QPainterPath(start)
    path.cubicTo(first, second, end)
    return path, end


def _head(tip: QPointF) -> QPolygonF:
    half = HEAD_PX / 2
    return QPolygonF([tip, QPointF(tip.x() - half, tip.y() - HEAD_PX), QPointF(tip.x() + half, tip.y() - HEAD_PX)])
