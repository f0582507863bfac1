"""What becomes of a label's spans when the label goes: never decided silently."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget

from annotator.ui.dialogs.form import FormDialog


class DeleteLabelDialog(FormDialog):
    """Asks whether the spans move to another label or go too."""

    decided = Signal(str, object)

    def __init__(self, name: str, others: Sequence[str], parent: QWidget | None = None) -> None:
        introduction = f"Delete the label {name}. What shall become of the spans that carry it? Undo brings all back."
        super().__init__("Delete label", introduction, parent)
        self.setObjectName("delete_label")
        self._name = name
        self.keep = QRadioButton("Give them another label:")
        self.target = QComboBox()
        self.target.setAccessibleName("New label of the spans")
        self.target.addItems(list(others))
        self.remove = QRadioButton("Delete them too")
        self.keep.setChecked(bool(others))
        self.keep.setEnabled(bool(others))
        self.remove.setChecked(not others)
        for part in (self.keep, self.target, self.remove):
            self.body.addWidget(part)
        self.keep.toggled.connect(self.target.setEnabled)
        self.confirm = self.add_confirm("Delete label")
        self.confirm.clicked.connect(self._decide)
        self.resize(420, 220)

    def _decide(self) -> None:
        self.decided.emit(self._name, self.target.currentText() if self.keep.isChecked() else None)
        self.accept()
