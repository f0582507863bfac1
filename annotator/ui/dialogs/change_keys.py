"""Change the keys of all actions: search one, press its new key; a key that is taken is asked about."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.actions import ActionSpec
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.key_choice import KeyChoice
from annotator.ui.key_rules import key_of, native, refusal
from annotator.ui.look.plain import wrapped_label

_ID = Qt.ItemDataRole.UserRole
_IDLE = "Add a key..."
_WAITING = "Press the new key (Esc cancels)"


class ChangeKeys(FormDialog):
    """Carries each change out at once; a digit or letter that an action takes is taken from its label."""

    def __init__(self, choice: KeyChoice, parent: QWidget | None = None) -> None:
        introduction = "Choose an action, then press its new key. Keys of labels yield to those of actions."
        super().__init__("Keys", introduction, parent)
        self.setObjectName("change_keys")
        self._choice = choice
        self._answer: Callable[[], None] | None = None
        self.words = QLineEdit()
        self.words.setPlaceholderText("Search an action or a key")
        self.words.setAccessibleName("Search an action or a key")
        self.words.setClearButtonEnabled(True)
        self.tree = _tree()
        self.add_key = KeyButton()
        self.remove_key = _button("Remove a key")
        self.reset_one = _button("Reset this action")
        self.reset_all = _button("Reset all...")
        self.question = wrapped_label()
        self.take = _button("Take it away")
        self.cancel = _button("Cancel")
        self._asked = _row(self.question, self.take, self.cancel, first_grows=True)
        self._asked.setAccessibleName("Question")
        for part in (self.words, self.tree, _row(self.add_key, self.remove_key, self.reset_one, self.reset_all)):
            self.body.addWidget(part)
        self.body.addWidget(self._asked)
        self._connect()
        self.add_close()
        # Enter on an action begins to wait for its key; it must not leave as well.
        self.leave.setAutoDefault(False)
        self._fill()
        self._end_question()
        self.resize(620, 640)
        self.words.setFocus()

    def select(self, id: str) -> None:
        """Choose an action."""
        for row in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(row)
            if item is not None and item.data(0, _ID) == id:
                self.tree.setCurrentItem(item)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._fill)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemActivated.connect(self.add_key.start)
        self.add_key.pressed_key.connect(self._on_key)
        self.remove_key.clicked.connect(self._remove)
        self.reset_one.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._ask_reset_all)
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self._end_question)

    def _fill(self, _words: object = None) -> None:
        chosen, wanted = self._current(), self.words.text().casefold().split()
        self.tree.clear()
        for spec in self._choice.specs():
            keys = ", ".join(native(key) for key in spec.keys)
            menu = spec.menu.value.replace("&", "")
            if not spec.reason and all(word in f"{menu}: {spec.words} {keys}".casefold() for word in wanted):
                changed = "yes" if self._choice.is_changed(spec.id) else ""
                item = QTreeWidgetItem(self.tree, [menu, spec.words, keys, changed])
                item.setData(0, _ID, spec.id)
        self.select(chosen)
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first)
        self._on_current()

    def _on_current(self, _item: object = None, _before: object = None) -> None:
        id = self._current()
        self.complain("")
        self._end_question()
        self.add_key.setEnabled(bool(id))
        self.remove_key.setEnabled(bool(id) and bool(self._choice.spec(id).keys))
        self.reset_one.setEnabled(bool(id) and self._choice.is_changed(id))
        self.reset_all.setEnabled(bool(self._choice.changed()))

    def _on_key(self, key: str) -> None:
        spec, other = self._choice.spec(self._current()), self._choice.holder(self._current(), key)
        self.complain(refusal(spec, key))
        if self.problem.text():
            return
        if other is None or other.id == spec.id:
            self._add(spec, key)
            return
        self._ask(
            f"{native(key)} belongs to “{other.words}”. Take it away from there and give it to “{spec.words}”?",
            "Take it away",
            lambda: self._add(spec, key),
        )

    def _add(self, spec: ActionSpec, key: str) -> None:
        self._choice.add(spec.id, key)
        self._fill()
        self.tree.setFocus()

    def _remove(self) -> None:
        """Take the newest key away; an action with several keeps the others."""
        id = self._current()
        self._choice.remove(id, self._choice.spec(id).keys[-1])
        self._fill()

    def _reset(self) -> None:
        said = self._choice.reset(self._current())
        self._fill()
        self.complain(said)

    def _ask_reset_all(self) -> None:
        count = self._choice.changed()
        self._ask(f"Give {count} changed actions their default keys back?", "Reset all", self._reset_everything)

    def _reset_everything(self) -> None:
        self._choice.reset_all()
        self._fill()

    def _ask(self, question: str, yes: str, answer: Callable[[], None]) -> None:
        self._answer = answer
        self.question.setText(question)
        self.take.setText(yes)
        self._asked.show()
        self.cancel.setFocus()

    def _take(self) -> None:
        answer = self._answer
        self._end_question()
        if answer is not None:
            answer()

    def _end_question(self) -> None:
        if self._asked.isVisible():
            self.tree.setFocus()
        self._answer = None
        self._asked.hide()

    def _current(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _ID)) if item else ""


class KeyButton(QPushButton):
    """Once pressed it takes the next key for itself, whatever that key does elsewhere; Esc lets go."""

    pressed_key = Signal(str)

    def __init__(self) -> None:
        super().__init__(_IDLE)
        self.setObjectName("add_key")
        self.setAutoDefault(False)
        self._waits = False
        self.clicked.connect(self.start)

    def start(self, _event: object = None) -> None:
        """Wait for the key."""
        self._waits = True
        self.setText(_WAITING)
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Take a key before shortcuts, Tab and Enter get it."""
        if self._waits and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop waiting when something else is used."""
        super().focusOutEvent(event)
        self._stop()

    def _take(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if not key:
            return
        self._stop()
        if key != "Esc":
            self.pressed_key.emit(key)

    def _stop(self) -> None:
        self._waits = False
        self.setText(_IDLE)


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("Actions and their keys")
    tree.setHeaderLabels(["Menu", "Action", "Keys", "Changed"])
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAlternatingRowColors(True)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    tree.header().setStretchLastSection(False)
    return tree


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button


def _row(*parts: QWidget, first_grows: bool = False) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for number, part in enumerate(parts):
        layout.addWidget(part, 1 if first_grows and number == 0 else 0)
    if not first_grows:
        layout.addStretch()
    return row
