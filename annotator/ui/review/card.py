"""The card of the current cluster: its numbered choices, and what else can be decided."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.actions import DIGITS
from annotator.services.review.reviewing import ChoiceWords
from annotator.ui.look.plain import plain_label, plain_tooltip, wrapped_label

_BUTTONS = ("none", "both", "edit", "relabel", "defer", "reason", "comment")
_MOST_WIDTH = 5_000


class ChoiceCard(QFrame):
    """Shows one cluster; a click on a choice takes it, as its number does."""

    chosen = Signal(int)
    commented = Signal(str)
    comment_left = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice_card")
        self.setAccessibleName("Choices")
        self.heading = wrapped_label(role="heading")
        self.told = wrapped_label(role="muted")
        self.told.setObjectName("review_decision")
        self.pending = plain_label(role="muted")
        self.pending.setObjectName("review_pending")
        self.comment = CommentLine()
        self.buttons: list[QPushButton] = []
        self._actions: dict[QToolButton, QAction] = {}
        inside = QWidget()
        self._choices = QVBoxLayout(inside)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(2)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        for part in (self.heading, self.told):
            column.addWidget(part)
        column.addWidget(area, 1)
        column.addLayout(self._row(actions))
        self.name_keys()
        column.addWidget(self.comment)
        self.comment.returnPressed.connect(self._on_comment)
        self.comment.left.connect(self.comment_left)
        self.comment.hide()

    def show_choices(self, heading: str, told: str, choices: tuple[ChoiceWords, ...]) -> None:
        """Show a cluster, or only words when there is none."""
        self.heading.setText(heading)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        while self._choices.count():
            item = self._choices.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = [self._button(place, one) for place, one in enumerate(choices)]
        for button in self.buttons:
            self._choices.addWidget(button)
        self._choices.addStretch(1)
        self.comment.hide()

    def ask_comment(self, words: str) -> None:
        """Open the line for a comment."""
        self.comment.setText(words)
        self.comment.show()
        self.comment.setFocus()
        self.comment.selectAll()

    def show_pending(self, words: str) -> None:
        """Say which reason and comment the next decision takes along."""
        self.pending.setText(words)

    def name_keys(self) -> None:
        """Write onto each button what it does and its key."""
        for button, action in self._actions.items():
            button.setText(f"{action.shortcut().toString()}  {action.text().replace('&', '').removesuffix('...')}")

    def _button(self, place: int, words: ChoiceWords) -> QPushButton:
        number = DIGITS[place] if place < len(DIGITS) else "–"
        who = ", ".join(words.who)
        line = f"{number}   {words.label}   {words.text}" + (f"   ({words.differs})" if words.differs else "")
        button = QPushButton(_literal(f"{line}   — {who}"))
        button.setProperty("role", "link")
        button.setMaximumWidth(_MOST_WIDTH)
        button.setMinimumWidth(80)
        button.setToolTip(plain_tooltip(f"{words.label}: {words.text}\n{words.differs}\n{len(words.who)}: {who}"))
        button.setAccessibleName(f"{number}, {words.label}, {words.text}, {words.differs}, chosen by {who}")
        button.clicked.connect(lambda: self.chosen.emit(place))
        return button

    def _row(self, actions: Mapping[str, QAction]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        for id in _BUTTONS:
            action = actions[f"review.{id}"]
            button = QToolButton()
            button.setObjectName(f"review_{id}_button")
            button.clicked.connect(action.trigger)
            self._actions[button] = action
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.pending)
        return row

    def _on_comment(self) -> None:
        self.comment.hide()
        self.commented.emit(self.comment.text())


class CommentLine(QLineEdit):
    """A line for a comment; Escape leaves it as it was."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review_comment")
        self.setAccessibleName("Comment")
        self.setPlaceholderText("Comment on this place; Enter keeps it")

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Escape from the page's actions."""
        own = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() in own:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return
        super().keyPressEvent(event)


def _literal(text: str) -> str:
    """Keep an ampersand in data from becoming a button's underline."""
    return text.replace("&", "&&")
