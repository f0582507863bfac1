"""Type a few letters of any action, press Enter."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.ui.window_actions import WindowActions

_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ID = Qt.ItemDataRole.UserRole


class CommandPalette(QDialog):
    """Lists what can be done now; the words may be typed in any order."""

    def __init__(self, actions: WindowActions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setWindowTitle("Command palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self.words = QLineEdit()
        self.words.setPlaceholderText("What do you want to do?")
        self.words.setAccessibleName("Command")
        self.list = QListWidget()
        self.list.setAccessibleName("Commands")
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.list)
        self.words.textChanged.connect(self._fill)
        self.words.returnPressed.connect(self._run)
        self.words.installEventFilter(self)
        self.list.itemActivated.connect(self._run)
        self._fill("")
        self.resize(480, 420)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move through the list while the field keeps the keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _fill(self, words: str) -> None:
        wanted = words.casefold().split()
        self.list.clear()
        for id, spec in self._actions.specs.items():
            action = self._actions.by_id[id]
            line = f"{spec.menu.value.replace('&', '')}: {action.text().replace('&', '').removesuffix('...')}"
            if action.isEnabled() and id != "palette.open" and all(word in line.casefold() for word in wanted):
                item = QListWidgetItem(f"{line}    {action.shortcut().toString()}".rstrip(), self.list)
                item.setData(_ID, id)
        self.list.setCurrentRow(0)

    def _run(self, _item: object = None) -> None:
        if self.list.currentRow() < 0:
            return
        action: QAction = self._actions.by_id[self.list.currentItem().data(_ID)]
        self.accept()
        action.trigger()
