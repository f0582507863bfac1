"""What becomes of a label's spans when the label goes: never decided silently."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from annotator.ui.dialogs.form import FormDialog


class DeleteLabelDialog(FormDialog):
    """Asks whether the spans move to another label or go too."""

    decided = Signal(str, object)

    def __init__(self, name: str, others: Sequence[str], parent: QWidget | None = None) -> None:
        introduction = (
            f"Delete the label {name}. What shall become of the spans that carry it? One undo brings all back."
        )
        super().__init__("Delete label", introduction, parent)
        self.setObjectName("delete_label")
        self._name = name
        self.move = QRadioButton("Give them another label:")
        self.target = QComboBox()
        self.target.setAccessibleName("New label of the spans")
        self.target.addItems(list(others))
        self.delete = QRadioButton("Delete them too")
        self.move.setChecked(bool(others))
        self.move.setEnabled(bool(others))
        self.delete.setChecked(not others)
        for part in (self.move, self.target, self.delete):
            self.body.addWidget(part)
        self.move.toggled.connect(self.target.setEnabled)
        self.add_confirm("Delete label").clicked.connect(self._decide)
        self.resize(420, 220)

    def _decide(self) -> None:
        self.decided.emit(self._name, self.target.currentText() if self.move.isChecked() else None)
        self.accept()
