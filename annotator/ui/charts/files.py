"""Writes a chart as a picture (PNG, SVG) or as a table (CSV)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from annotator.errors import UserError
from annotator.services.flow.charts import Chart, chart_csv
from annotator.ui.charts.layout import ChartLayout
from annotator.ui.charts.painter import ChartLook, chart_layout, paint_chart

FILTERS = "PNG picture (*.png);;SVG picture (*.svg);;CSV table (*.csv)"
_WIDTH_PX, _MARGIN_PX, _TITLE_PX, _SCALE = 900, 24, 34, 2


def write_chart(path: Path, chart: Chart, look: ChartLook, font: QFont) -> None:
    """Write a chart in the format that the file's ending names; raises UserError."""
    writers: dict[str, Callable[[], bytes]] = {
        ".png": lambda: _png(chart, look, font),
        ".svg": lambda: _svg(chart, look, font),
        # With a mark at the beginning, spreadsheets read it as UTF-8.
        ".csv": lambda: chart_csv(chart).encode("utf-8-sig"),
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UserError(f"The chart cannot be written as {path.name}: end the name in .png, .svg or .csv.")
    try:
        path.write_bytes(writer())
    except OSError as error:
        raise UserError(f"The chart {path} cannot be written ({error.strerror}): choose another place.") from error


def _png(chart: Chart, look: ChartLook, font: QFont) -> bytes:
    layout = _layout(chart, font)
    size = _size(layout)
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(look.theme.paper)
    painter = QPainter(image)
    _paint(painter, chart, layout, look, font)
    painter.end()
    return _written(lambda buffer: QImageWriter(buffer, QByteArray(b"PNG")).write(image))


def _svg(chart: Chart, look: ChartLook, font: QFont) -> bytes:
    layout = _layout(chart, font)
    size = _size(layout)

    def draw(buffer: QBuffer) -> None:
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        generator.setTitle(chart.kind.value)
        painter = QPainter(generator)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), look.theme.paper)
        _paint(painter, chart, layout, look, font)
        painter.end()

    return _written(draw)


def _layout(chart: Chart, font: QFont) -> ChartLayout:
    return chart_layout(chart, _WIDTH_PX - 2 * _MARGIN_PX, QFontMetricsF(font))


def _size(layout: ChartLayout) -> QSize:
    return QSize(_WIDTH_PX, round(layout.height) + _TITLE_PX + 2 * _MARGIN_PX)


def _paint(painter: QPainter, chart: Chart, layout: ChartLayout, look: ChartLook, font: QFont) -> None:
    title = QFont(font)
    title.setBold(True)
    painter.setFont(title)
    painter.setPen(look.theme.text)
    box = QRectF(_MARGIN_PX, _MARGIN_PX, _WIDTH_PX - 2 * _MARGIN_PX, _TITLE_PX)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, chart.kind.value)
    painter.setFont(font)
    painter.translate(_MARGIN_PX, _MARGIN_PX + _TITLE_PX)
    paint_chart(painter, layout, look)


def _written(write: Callable[[QBuffer], object]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write(buffer)
    return bytes(buffer.data().data())
