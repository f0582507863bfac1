"""The attributes of a label as lines: name, type, values, one or several."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.ids import random_id
from annotator.model.scheme import AttributeDefinition, AttributeType

_COLUMNS = ("Name", "Type", "Values: a, b, c", "Several")
_NAME, _TYPE, _VALUES, _SEVERAL = range(4)
_ID = Qt.ItemDataRole.UserRole
_TYPE_WORDS = {
    AttributeType.TEXT: "any text",
    AttributeType.ENUM: "one of the values",
    AttributeType.ENTITY: "a known name",
    AttributeType.DATE: "a date",
    AttributeType.NUMBER: "a number",
}


class AttributeTable(QWidget):
    """Shows definitions and gives back the changed ones; values count for an enumeration only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, len(_COLUMNS))
        self.table.setAccessibleName("Attributes")
        self.table.setHorizontalHeaderLabels(list(_COLUMNS))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(_VALUES, QHeaderView.ResizeMode.Stretch)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(104)
        self.add = QPushButton("Add attribute")
        self.remove = QPushButton("Remove attribute")
        row = QHBoxLayout()
        for button, work in ((self.add, self._add), (self.remove, self._remove)):
            button.setAutoDefault(False)
            button.clicked.connect(work)
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        layout.addLayout(row)

    def show_attributes(self, attributes: tuple[AttributeDefinition, ...]) -> None:
        """Fill the lines."""
        self.table.setRowCount(0)
        for one in attributes:
            self._append(one)

    def attributes(self) -> tuple[AttributeDefinition, ...]:
        """Give the definitions as the lines say."""
        return tuple(self._read(row) for row in range(self.table.rowCount()))

    def _append(self, one: AttributeDefinition) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        name = QTableWidgetItem(one.name)
        name.setData(_ID, one.id)
        self.table.setItem(row, _NAME, name)
        kinds = QComboBox()
        kinds.setAccessibleName(f"Type of attribute {row + 1}")
        for kind, words in _TYPE_WORDS.items():
            kinds.addItem(words, kind)
        kinds.setCurrentIndex(list(_TYPE_WORDS).index(one.type))
        self.table.setCellWidget(row, _TYPE, kinds)
        self.table.setItem(row, _VALUES, QTableWidgetItem(", ".join(one.values)))
        several = QTableWidgetItem()
        several.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        several.setCheckState(Qt.CheckState.Checked if one.several else Qt.CheckState.Unchecked)
        self.table.setItem(row, _SEVERAL, several)

    def _read(self, row: int) -> AttributeDefinition:
        kinds = self.table.cellWidget(row, _TYPE)
        assert isinstance(kinds, QComboBox)
        kind = AttributeType(kinds.currentData())
        values = dict.fromkeys(value.strip() for value in self._text(row, _VALUES).split(",") if value.strip())
        several = self.table.item(row, _SEVERAL)
        name = self.table.item(row, _NAME)
        return AttributeDefinition(
            id=str(name.data(_ID)) if name else random_id(),
            name=self._text(row, _NAME),
            type=kind,
            values=tuple(values) if kind is AttributeType.ENUM else (),
            several=several is not None and several.checkState() is Qt.CheckState.Checked,
        )

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item else ""

    def _add(self) -> None:
        self._append(AttributeDefinition(random_id(), "", AttributeType.TEXT))
        self.table.setCurrentCell(self.table.rowCount() - 1, _NAME)
        self.table.setFocus()
        item = self.table.currentItem()
        if item is not None:
            self.table.editItem(item)

    def _remove(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
