"""A chart on the overview: its picture, walked by keys and clicked, its figures as a table, a button to save it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from annotator.services.flow.charts import Chart, ChartKind, Row
from annotator.services.flow.overview import Picked
from annotator.ui.charts.layout import ChartLayout, Piece
from annotator.ui.charts.painter import ChartLook, chart_layout, paint_chart, shown_name
from annotator.ui.look.plain import plain_label, plain_tooltip, single_line

_MOST_TABLE_PX = 320
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ChartView(QWidget):
    """Paints one chart; arrows walk its pieces, Enter or a click picks one."""

    picked = Signal(object)

    def __init__(self, chart: Chart, look: ChartLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart, self._look = chart, look
        self._layout = ChartLayout((), (), (), 0)
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(chart.kind.value)
        self.show_chart(chart, look)

    def show_chart(self, chart: Chart, look: ChartLook) -> None:
        """Show other figures or other colours."""
        self.chart, self._look = chart, look
        self._lay_out()
        self._current = min(self._current, max(0, len(self._layout.pieces) - 1))
        self._describe()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What can be picked, in reading order."""
        return self._layout.pieces

    def sizeHint(self) -> QSize:
        """Ask for the height that the bars need."""
        return QSize(400, round(self._layout.height) + 4)

    def minimumSizeHint(self) -> QSize:
        """Be no lower than the bars."""
        return QSize(200, round(self._layout.height) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all; a chart has few pieces."""
        painter = QPainter(self)
        painter.translate(2, 2)
        current = self._layout.pieces[self._current] if self.hasFocus() and self._layout.pieces else None
        paint_chart(painter, self._layout, self._look, current)
        if self.hasFocus() and current is None:
            painter.setPen(QPen(QColor(self._look.theme.accent), 2))
            painter.drawRect(self.rect().adjusted(0, 0, -5, -5))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the bars anew."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows, Home and End; pick by Enter or Space."""
        key, last = Qt.Key(event.key()), len(self._layout.pieces) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._layout.pieces[self._current])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else last)
        elif key in _STEPS:
            self._go(min(max(self._current + _STEPS[key], 0), last))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the piece under the pointer."""
        number = self._at(event)
        if number is not None:
            self._go(number)
            self._pick(self._layout.pieces[number])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a piece can be clicked."""
        hand = Qt.CursorShape.PointingHandCursor if self._at(event) is not None else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def event(self, event: QEvent) -> bool:
        """Say what is under a resting pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = event.pos()
            found = next(
                (one for one in self._layout.pieces if one.box.contains(place.x() - 2.0, place.y() - 2.0)), None
            )
            QToolTip.showText(event.globalPos(), plain_tooltip(said(self.chart, found)) if found else "", self)
            return True
        return super().event(event)

    def _lay_out(self) -> None:
        self._layout = chart_layout(self.chart, max(self.width() - 4.0, 200.0), QFontMetricsF(self.font()))
        self.updateGeometry()
        self.update()

    def _at(self, event: QMouseEvent) -> int | None:
        place = event.position()
        found = (n for n, one in enumerate(self._layout.pieces) if one.box.contains(place.x() - 2, place.y() - 2))
        return next(found, None)

    def _go(self, number: int) -> None:
        self._current = number
        self._describe()
        self.update()

    def _pick(self, piece: Piece) -> None:
        self.picked.emit(Picked(self.chart.kind, piece.row.key, piece.part.name))

    def _describe(self) -> None:
        pieces = self._layout.pieces
        self.setAccessibleDescription(said(self.chart, pieces[self._current]) if pieces else "Nothing to show yet")


class ChartCard(QWidget):
    """A chart with its title, its table and its way into a file."""

    picked = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, chart: Chart, look: ChartLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self.setObjectName(f"chart_{chart.kind.name.lower()}")
        self.title = plain_label(role="strong")
        self.view = ChartView(chart, look)
        self.table = _table(chart.kind)
        self.table.hide()
        self.as_table = QPushButton("Table")
        self.as_table.setCheckable(True)
        self.as_table.setAccessibleName(f"{chart.kind.value} as a table")
        self.save = QPushButton("Save...")
        self.save.setAccessibleName(f"Save the chart {chart.kind.value}")
        self._lay_out()
        self.as_table.toggled.connect(self._show_table)
        self.save.clicked.connect(self._ask_to_save)
        self.view.picked.connect(self.picked)
        self.table.activated.connect(self._pick_row)
        self.show_chart(chart, look)

    def show_chart(self, chart: Chart, look: ChartLook) -> None:
        """Show other figures or other colours."""
        self.chart = chart
        more = f" (the first {len(chart.rows)}, {chart.hidden} more)" if chart.hidden else ""
        self.title.setText(f"{chart.kind.value}, {chart.unit}{more}")
        self.view.show_chart(chart, look)
        fill_table(self.table, chart)

    def _show_table(self, shown: bool) -> None:
        self.table.setVisible(shown)
        self.as_table.setText("Hide table" if shown else "Table")

    def _ask_to_save(self) -> None:
        self.save_wanted.emit(self.chart)

    def _pick_row(self) -> None:
        place = self.table.currentIndex()
        row = self.chart.rows[place.row()]
        parts = self.chart.part_names
        part = parts[place.column() - 1] if 1 <= place.column() <= len(parts) else ""
        self.picked.emit(Picked(self.chart.kind, row.key, part))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.as_table)
        top.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 14)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.view)
        column.addWidget(self.table)


def said(chart: Chart, piece: Piece) -> str:
    """Say what a piece stands for: Radio Fjord, PERSON: 12 of 30 spans."""
    count, total = f"{piece.part.count:,}", f"{piece.row.total:,}"
    return f"{piece.row.name}, {shown_name(piece.part.name)}: {count} of {total} {chart.unit}"


def fill_table(table: QTableWidget, chart: Chart) -> None:
    """Write the figures of a chart into a table: a line per bar, a column per part, the total last."""
    names = chart.part_names
    table.setRowCount(len(chart.rows))
    table.setColumnCount(len(names) + 2)
    table.setHorizontalHeaderLabels(["", *(shown_name(name) for name in names), "total"])
    for number, row in enumerate(chart.rows):
        for column, words in enumerate(_cells(row, names)):
            item = QTableWidgetItem(words)
            if column:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(number, column, item)
    table.resizeColumnsToContents()
    rows = sum(table.rowHeight(number) for number in range(table.rowCount()))
    table.setFixedHeight(min(rows + table.horizontalHeader().height() + 22, _MOST_TABLE_PX))


def _cells(row: Row, names: tuple[str, ...]) -> tuple[str, ...]:
    counts = {part.name: part.count for part in row.parts}
    return (single_line(row.name, 60), *(f"{counts.get(name, 0):,}" for name in names), f"{row.total:,}")


def _table(kind: ChartKind) -> QTableWidget:
    table = QTableWidget()
    table.setObjectName(f"table_{kind.name.lower()}")
    table.setAccessibleName(f"{kind.value}, figures")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return table
