"""Where the bars of a chart stand: lying ones for names, standing ones for months."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from annotator.services.flow.charts import Chart, ChartKind, Part, Row

ROW_PX, BAR_PX, GAP_PX = 30.0, 20.0, 1.5
_NAME_SHARE, _TOTAL_PX = 0.28, 56.0
_COLUMNS_PX, _AXIS_PX = 170.0, 26.0
_LEAST_PX, _WIDEST_COLUMN_PX = 2.0, 64.0
_LEGEND_PX, _SWATCH_PX = 22.0, 12.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar and where it is painted."""

    row: Row
    part: Part
    box: QRectF


@dataclass(frozen=True, slots=True)
class Words:
    """Words beside a bar: `align` is -1 for left, 0 for the middle, 1 for right."""

    text: str
    box: QRectF
    align: int
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in the legend with how much it stands for."""

    name: str
    text: str
    box: QRectF
    swatch: QRectF


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Everything that is painted of a chart at one width."""

    pieces: tuple[Piece, ...]
    words: tuple[Words, ...]
    legend: tuple[Entry, ...]
    height: float


def lay_out(chart: Chart, width: float, metrics: QFontMetricsF, names: Sequence[str]) -> ChartLayout:
    """Place the legend on top and the bars below it; `names` are words for the parts in their order."""
    legend, top = _legend(chart, width, metrics, names)
    if not chart.rows:
        return ChartLayout((), (Words("Nothing to show yet.", QRectF(0, top, width, ROW_PX), -1, True),), (), ROW_PX)
    place = _columns if chart.kind is ChartKind.DATES else _bars
    pieces, words, bottom = place(chart, width, top, metrics)
    return ChartLayout(pieces, words, legend, bottom)


def _legend(
    chart: Chart, width: float, metrics: QFontMetricsF, names: Sequence[str]
) -> tuple[tuple[Entry, ...], float]:
    totals: dict[str, int] = {}
    for row in chart.rows:
        for part in row.parts:
            totals[part.name] = totals.get(part.name, 0) + part.count
    entries, left, top = [], 0.0, 0.0
    counted = chart.kind is not ChartKind.PROGRESS
    for name, shown in zip(chart.part_names, names, strict=True):
        text = f"{shown} {totals[name]:,}" if counted else shown
        wide = _SWATCH_PX + 6 + metrics.horizontalAdvance(text) + 16
        if left and left + wide > width:
            left, top = 0.0, top + _LEGEND_PX
        swatch = QRectF(left, top + (_LEGEND_PX - _SWATCH_PX) / 2, _SWATCH_PX, _SWATCH_PX)
        entries.append(Entry(name, text, QRectF(left + _SWATCH_PX + 6, top, wide - _SWATCH_PX - 6, _LEGEND_PX), swatch))
        left += wide
    return tuple(entries), top + _LEGEND_PX + 6 if entries else 0.0


_Placed = tuple[tuple[Piece, ...], tuple[Words, ...], float]


def _bars(chart: Chart, width: float, top: float, metrics: QFontMetricsF) -> _Placed:
    longest = max(metrics.horizontalAdvance(row.name) for row in chart.rows) + 12
    names = min(longest, width * _NAME_SHARE)
    room = max(10.0, width - names - _TOTAL_PX)
    pieces: list[Piece] = []
    words: list[Words] = []
    for row in chart.rows:
        left = names
        for part in row.parts:
            wide = max(_LEAST_PX, room * part.count / chart.most)
            pieces.append(Piece(row, part, QRectF(left, top + (ROW_PX - BAR_PX) / 2, max(1.0, wide - GAP_PX), BAR_PX)))
            left += wide
        words.append(Words(row.name, QRectF(0, top, names - 10, ROW_PX), 1))
        words.append(Words(f"{row.total:,}", QRectF(left + 6, top, _TOTAL_PX, ROW_PX), -1, True))
        top += ROW_PX
    return tuple(pieces), tuple(words), top


def _columns(chart: Chart, width: float, top: float, metrics: QFontMetricsF) -> _Placed:
    wide = min(_WIDEST_COLUMN_PX, width / len(chart.rows))
    ground = top + _AXIS_PX + _COLUMNS_PX
    # As many months are named as fit beside each other.
    named_every = max(1, round((metrics.horizontalAdvance("2023-09") + 12) / wide + 0.49))
    pieces: list[Piece] = []
    words: list[Words] = []
    for number, row in enumerate(chart.rows):
        left, foot = number * wide, ground
        for part in row.parts:
            high = max(_LEAST_PX, _COLUMNS_PX * part.count / chart.most)
            box = QRectF(left + wide * 0.1, foot - high, max(2.0, wide * 0.8), max(1.0, high - GAP_PX))
            pieces.append(Piece(row, part, box))
            foot -= high
        middle = left + wide / 2
        if number % named_every == 0:
            half = named_every * wide / 2
            words.append(Words(row.name, QRectF(max(0.0, middle - half), ground, 2 * half, _AXIS_PX), 0, True))
        total = f"{row.total:,}"
        if metrics.horizontalAdvance(total) <= wide:
            words.append(Words(total, QRectF(left, foot - _AXIS_PX, wide, _AXIS_PX), 0, True))
    return tuple(pieces), tuple(words), ground + _AXIS_PX
