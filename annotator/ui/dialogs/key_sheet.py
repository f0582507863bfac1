"""All keys at a glance as they are now, by menu."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.actions import ActionSpec, Menu
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.key_rules import native

# The caret's keys are no actions: they belong to the article as they do to every text.
_CARET = (
    ("Character", "Left   Right"),
    ("Word", "Ctrl+Left   Ctrl+Right"),
    ("Sentence", "(   )"),
    ("Paragraph", "Ctrl+Up   Ctrl+Down"),
    ("Line, page", "Up   Down   PgUp   PgDown"),
    ("Line or article, beginning and end", "Home   End   Ctrl+Home   Ctrl+End"),
    ("Extend the selection", "Shift with any of these"),
    ("Copy, select all", "Ctrl+C   Ctrl+A"),
)


class KeySheet(FormDialog):
    """Lists every action that has a key; `change_wanted` asks for the dialog that changes them."""

    change_wanted = Signal()

    def __init__(self, specs: Mapping[str, ActionSpec], parent: QWidget | None = None) -> None:
        super().__init__("Keys", "", parent)
        self.setObjectName("key_sheet")
        self.words = QLineEdit()
        self.words.setPlaceholderText("Search an action or a key")
        self.words.setAccessibleName("Search an action or a key")
        self.words.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Keys")
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["Action", "Keys"])
        self.tree.setRootIsDecorated(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for menu in Menu:
            keyed = [spec for spec in specs.values() if spec.menu is menu and spec.keys and not spec.reason]
            lines = [(spec.words, "   ".join(native(key) for key in spec.keys)) for spec in keyed]
            self._add_group(menu.value.replace("&", "") or "Without a menu", lines)
        self._add_group("Caret in the article", _CARET)
        self.tree.expandAll()
        self.tree.resizeColumnToContents(1)
        self.body.addWidget(self.words)
        self.body.addWidget(self.tree)
        self.change = self.buttons.addButton("Change keys...", QDialogButtonBox.ButtonRole.ActionRole)
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self._ask_to_change)
        self.add_close()
        self.words.textChanged.connect(self._filter)
        self.resize(560, 660)
        self.words.setFocus()

    def _add_group(self, name: str, lines: Iterable[tuple[str, str]]) -> None:
        pairs = list(lines)
        if pairs:
            group = QTreeWidgetItem(self.tree, [name])
            for words, keys in pairs:
                QTreeWidgetItem(group, [words, keys])

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        for row in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(row)
            if group is None:
                continue
            lines = [line for number in range(group.childCount()) if (line := group.child(number)) is not None]
            for line in lines:
                said = f"{group.text(0)} {line.text(0)} {line.text(1)}".casefold()
                line.setHidden(not all(word in said for word in wanted))
            group.setHidden(all(line.isHidden() for line in lines))

    def _ask_to_change(self) -> None:
        self.accept()
        self.change_wanted.emit()
