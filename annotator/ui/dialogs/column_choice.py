"""Ask which columns or fields hold the articles' text, title, date and the rest, with the first of them in view."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFormLayout, QTableWidget, QTableWidgetItem, QWidget

from annotator.formats.columns import FIELDS, NO_COLUMN, TablePreview
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import single_line

_NONE = "(not in this file)"
_CELL_LETTERS = 60
_COLUMN_WIDTH = 180


class ColumnChoice(FormDialog):
    """Shows a proposal by the columns' names; the choice is remembered for tables with the same header."""

    chosen = Signal(object)

    def __init__(
        self, name: str, preview: TablePreview, before: Mapping[str, str] | None, parent: QWidget | None = None
    ) -> None:
        row, column, whole = ("row", "column", "table") if preview.is_table else ("object", "field", "file")
        introduction = (
            f"Each {row} of {single_line(name, 60)} becomes one article. Other {column}s are kept as further facts."
        )
        super().__init__(f"{column.capitalize()}s of the {whole}", introduction, parent)
        self.setObjectName("column_choice")
        self._preview, self._column = preview, column
        self.boxes: dict[str, QComboBox] = {}
        form = QFormLayout()
        for field, (words, _) in FIELDS.items():
            form.addRow(words, self._box(field, words, before))
        self.body.addLayout(form)
        self.body.addWidget(self._table())
        self.confirm = self.add_confirm(f"Use these {column}s")
        self.confirm.clicked.connect(self._answer)
        self.resize(640, 520)

    def _box(self, field: str, words: str, before: Mapping[str, str] | None) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"column_{field}")
        box.setAccessibleName(f"{self._column.capitalize()} with: {words}")
        box.addItem(_NONE, NO_COLUMN)
        for column in self._preview.columns:
            box.addItem(single_line(column, _CELL_LETTERS), column)
        wanted = (before or {}).get(field, "") or self._preview.proposed.of.get(field, NO_COLUMN)
        box.setCurrentIndex(max(box.findData(wanted), 0))
        self.boxes[field] = box
        return box

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self._preview.rows), len(self._preview.columns))
        table.setObjectName("column_preview")
        table.setAccessibleName("The first rows of the table" if self._preview.is_table else "The first articles")
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalHeaderLabels([single_line(one, 30) for one in self._preview.columns])
        for number, row in enumerate(self._preview.rows):
            for place, cell in enumerate(row[: len(self._preview.columns)]):
                table.setItem(number, place, QTableWidgetItem(single_line(cell, _CELL_LETTERS)))
        for place in range(len(self._preview.columns)):
            table.setColumnWidth(place, _COLUMN_WIDTH)
        return table

    def _answer(self) -> None:
        picked = {field: str(box.currentData()) for field, box in self.boxes.items()}
        if picked["text"] == NO_COLUMN:
            self.complain(f"No {self._column} is chosen for the article text: choose the one that holds it.")
            self.boxes["text"].setFocus()
            return
        self.chosen.emit(picked)
        self.accept()
