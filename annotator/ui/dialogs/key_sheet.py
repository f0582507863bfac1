"""All keys at a glance, by menu."""

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.actions import ActionSpec, Menu
from annotator.ui.dialogs.form import FormDialog


class KeySheet(FormDialog):
    """Lists every action that has a key."""

    def __init__(self, specs: Mapping[str, ActionSpec], parent: QWidget | None = None) -> None:
        super().__init__("Keys", "", parent)
        self.setObjectName("key_sheet")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Keys")
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["Action", "Keys"])
        self.tree.setRootIsDecorated(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for menu in Menu:
            keyed = [spec for spec in specs.values() if spec.menu is menu and spec.keys and not spec.reason]
            if keyed:
                group = QTreeWidgetItem(self.tree, [menu.value.replace("&", "")])
                for spec in keyed:
                    QTreeWidgetItem(group, [spec.words, "   ".join(_native(key) for key in spec.keys)])
        self.tree.expandAll()
        self.body.addWidget(self.tree)
        self.add_close()
        self.resize(520, 620)


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
