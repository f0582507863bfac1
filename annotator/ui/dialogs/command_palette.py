"""Type a few letters of any action, label or article, press Enter."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.look.plain import single_line
from annotator.ui.palette_order import Entry, best, containing
from annotator.ui.tables import Index

MOST_ARTICLES = 30
_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_ID, _KEYS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_PAD_PX = 8


class CommandPalette(QDialog):
    """Lists what can be done now, what was run lately first; `chosen` carries the id of what was chosen."""

    chosen = Signal(str)

    def __init__(
        self,
        commands: tuple[Entry, ...],
        articles: Callable[[], tuple[tuple[str, Entry], ...]],
        recent: tuple[str, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setWindowTitle("Command palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._commands, self._articles, self._recent = commands, articles, recent
        self.words = QLineEdit()
        self.words.setPlaceholderText("An action, a label or an article")
        self.words.setAccessibleName("An action, a label or an article")
        self.list = QListWidget()
        self.list.setAccessibleName("What can be done")
        self.list.setItemDelegate(_LineWithKeys(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.list)
        self.words.textChanged.connect(self._fill)
        self.words.returnPressed.connect(self._run)
        self.words.installEventFilter(self)
        self.list.itemActivated.connect(self._run)
        self._fill("")
        self.resize(560, 460)
        self.words.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move through the list while the field keeps the keys, Enter before any shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step is not None and self.list.count():
                self.list.setCurrentRow(self._reached(step))
                return True
        return super().eventFilter(watched, event)

    def _reached(self, step: int) -> int:
        row, last = self.list.currentRow() + step, self.list.count() - 1
        return row % (last + 1) if abs(step) == 1 else min(max(row, 0), last)

    def _fill(self, words: str) -> None:
        self.list.clear()
        articles = containing(self._articles(), words, MOST_ARTICLES) if words.strip() else []
        close = best(self._commands, words, self._recent)
        for entry in (*close, *articles, *best(self._commands, words, self._recent, loose=True)):
            item = QListWidgetItem(single_line(entry.line, 200), self.list)
            item.setData(_ID, entry.id)
            item.setData(_KEYS, entry.keys)
            if entry.keys:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.line}, {entry.keys}")
        self.list.setCurrentRow(0)

    def _run(self, _item: object = None) -> None:
        if self.list.currentRow() < 0:
            return
        id = str(self.list.currentItem().data(_ID))
        self.accept()
        self.chosen.emit(id)


class _LineWithKeys(QStyledItemDelegate):
    """Draws the keys at the right, where a menu has them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every line some air."""
        return super().sizeHint(option, index) + QSize(0, 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line, shortened where the keys begin."""
        keys = str(index.data(_KEYS) or "")
        metrics = QFontMetrics(option.font)
        taken = metrics.horizontalAdvance(keys) + 3 * _PAD_PX if keys else 0
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = option.palette.ColorRole.HighlightedText if chosen else option.palette.ColorRole.Text
        painter.save()
        painter.setPen(option.palette.color(role))
        area = option.rect.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        line = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width() - taken)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, keys)
        painter.restore()
