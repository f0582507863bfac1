"""Paints a chart: every part is named in the legend and, where it fits, in its bar; colour never stands alone."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from annotator.model.document import DocumentState
from annotator.model.scheme import Scheme
from annotator.services.flow.charts import Chart
from annotator.ui.charts.layout import ChartLayout, Entry, Piece, Words, lay_out
from annotator.ui.look.theme import Theme
from annotator.ui.tables import STATE_WORDS

_ROUND_PX = 3.0
_ALIGNMENTS = {
    -1: Qt.AlignmentFlag.AlignLeft,
    0: Qt.AlignmentFlag.AlignHCenter,
    1: Qt.AlignmentFlag.AlignRight,
}


@dataclass(frozen=True, slots=True)
class ChartLook:
    """The colours of a chart: those of the scheme's labels and of the states, made readable in a theme."""

    theme: Theme
    scheme: Scheme

    def colour(self, name: str) -> str:
        """Give a part's colour."""
        label = self.scheme.label(name)
        if label is not None:
            return self.theme.label_colour(label.colour)
        states = {
            DocumentState.DONE.value: self.theme.good,
            DocumentState.SKIPPED.value: self.theme.muted,
            DocumentState.IN_PROGRESS.value: self.theme.accent,
        }
        return self.theme.label_colour(states.get(name, self.theme.edge))

    def is_hollow(self, name: str) -> bool:
        """Whether a part is drawn as an outline: what nobody has begun."""
        return name == DocumentState.TODO.value


def shown_name(part: str) -> str:
    """Say a state in words; labels are called what they are."""
    words = {state.value: words for state, words in STATE_WORDS.items()}
    return words.get(part, part)


def chart_layout(chart: Chart, width: float, metrics: QFontMetricsF) -> ChartLayout:
    """Place a chart whose parts are labels or states."""
    return lay_out(chart, width, metrics, tuple(shown_name(name) for name in chart.part_names))


def paint_chart(painter: QPainter, layout: ChartLayout, look: ChartLook, current: Piece | None = None) -> None:
    """Paint a laid-out chart, the current piece with an outline."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for entry in layout.legend:
        _paint_entry(painter, entry, look)
    for piece in layout.pieces:
        _paint_piece(painter, piece, look)
    for words in layout.words:
        _paint_words(painter, words, look)
    if current is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.theme.text), 2))
        painter.drawRoundedRect(current.box.adjusted(-2, -2, 2, 2), _ROUND_PX, _ROUND_PX)


def _paint_entry(painter: QPainter, entry: Entry, look: ChartLook) -> None:
    _fill(painter, entry.swatch, entry.name, look)
    painter.setPen(QColor(look.theme.text))
    painter.drawText(entry.box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, entry.text)


def _paint_piece(painter: QPainter, piece: Piece, look: ChartLook) -> None:
    _fill(painter, piece.box, piece.part.name, look)
    words = _fitting(piece, QFontMetricsF(painter.font()).horizontalAdvance)
    if words and piece.box.height() >= QFontMetricsF(painter.font()).height():
        hollow = look.is_hollow(piece.part.name)
        painter.setPen(QColor(look.theme.text if hollow else look.theme.on_colour))
        painter.drawText(piece.box, Qt.AlignmentFlag.AlignCenter, words)


def _fill(painter: QPainter, box: QRectF, name: str, look: ChartLook) -> None:
    if look.is_hollow(name):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.theme.edge), 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.colour(name)))
    painter.drawRoundedRect(box, min(_ROUND_PX, box.width() / 2), min(_ROUND_PX, box.height() / 2))


def _fitting(piece: Piece, wide: Callable[[str], float]) -> str:
    """Say name and count, or the count alone, or nothing: what fits into the bar."""
    count = f"{piece.part.count:,}"
    for words in (f"{shown_name(piece.part.name)} {count}", count):
        if wide(words) + 8 <= piece.box.width():
            return words
    return ""


def _paint_words(painter: QPainter, words: Words, look: ChartLook) -> None:
    painter.setPen(QColor(look.theme.muted if words.muted else look.theme.text))
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(words.text, Qt.TextElideMode.ElideRight, words.box.width() + 1)
    painter.drawText(words.box, Qt.AlignmentFlag.AlignVCenter | _ALIGNMENTS[words.align], text)
