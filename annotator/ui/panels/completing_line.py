"""A line that shows below itself how what is typed may go on: arrows choose, Enter takes."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from annotator.ui.look.plain import single_line

_SHOWN, _ROOM_PX = 72, 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on: its words, and what it stands for."""

    words: str
    value: object


class CompletingLine(QLineEdit):
    """Keeps the keys while its choices are shown; `chosen` carries a choice's value and whether Shift was held."""

    typed = Signal(str)
    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("How it may go on")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel = QWidget()
        self.rows = QVBoxLayout(self.panel)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(3)
        self.rows.addWidget(self.list)
        self.panel.hide()
        self.textEdited.connect(self.typed)
        self.list.clicked.connect(self._on_clicked)

    @property
    def current(self) -> Choice | None:
        """The choice that Enter takes, if one is."""
        row = self.list.currentRow()
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def offer(self, choices: tuple[Choice, ...], row: int = -1) -> None:
        """Show choices with one of them current, or none."""
        self._choices = choices
        self.list.clear()
        self.list.addItems([single_line(choice.words, _SHOWN) for choice in choices])
        self.list.setCurrentRow(row)
        row_px = self.list.sizeHintForRow(0) + 2 * self.list.spacing()
        self.list.setFixedHeight(row_px * len(choices) + 2 * self.list.frameWidth() + _ROOM_PX)
        self.panel.setVisible(bool(choices) and self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the choices and let typing replace what stands there."""
        super().focusInEvent(event)
        self.selectAll()
        self.typed.emit("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the choices."""
        super().focusOutEvent(event)
        self.panel.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the choices and take one."""
        if self._choices and event.key() in _STEPS:
            row = self.list.currentRow() + _STEPS[Qt.Key(event.key())]
            self.list.setCurrentRow(row % len(self._choices))
        elif event.key() in _ENTER and self.current is not None:
            self._take(held=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self._take(held=False)

    def _take(self, *, held: bool) -> None:
        choice = self.current
        if choice is not None:
            self.chosen.emit(choice.value, held)
            self.offer(())
