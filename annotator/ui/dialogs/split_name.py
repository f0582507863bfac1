"""Asks which aliases of a name are another entity; the first one ticked is its name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.model.authority import AuthorityEntry
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import single_line

_INTRODUCTION = "Tick what is another entity. The first one ticked becomes its name; spans with these words go along."


class SplitNameDialog(FormDialog):
    """Shows the aliases; `chosen` carries the entry and those that were ticked."""

    chosen = Signal(object, object)

    def __init__(self, entry: AuthorityEntry, parent: QWidget) -> None:
        super().__init__("Split aliases off", f"“{single_line(entry.name, 80)}”. {_INTRODUCTION}", parent)
        self.setObjectName("split_name")
        self._entry = entry
        self.list = QListWidget()
        self.list.setAccessibleName("Aliases")
        for alias in entry.aliases:
            item = QListWidgetItem(single_line(alias))
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.list, 1)
        self.add_confirm("Split off").clicked.connect(self._split)

    def _split(self) -> None:
        ticked = [self.list.item(row).checkState() is Qt.CheckState.Checked for row in range(self.list.count())]
        aliases = tuple(alias for alias, taken in zip(self._entry.aliases, ticked, strict=True) if taken)
        if not aliases:
            self.complain("No alias is ticked: tick one with Space first.")
            return
        self.chosen.emit(self._entry, aliases)
        self.accept()
