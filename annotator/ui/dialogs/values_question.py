"""What becomes of values on spans that a label's attributes no longer know: never decided silently."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from annotator.ui.dialogs.form import FormDialog


class ValuesQuestion(FormDialog):
    """Asks whether the values stay as they are or go; `decided` carries whether they go."""

    decided = Signal(bool)

    def __init__(self, label: str, lost: Mapping[str, int], parent: QWidget | None = None) -> None:
        counted = ", ".join(f"{name}: {count}" for name, count in lost.items())
        introduction = (
            f"Values on spans of {label} would no longer be known ({counted}). What shall become of them? "
            "Undo brings all back."
        )
        super().__init__("Values in use", introduction, parent)
        self.setObjectName("values_question")
        self.keep = QRadioButton("Keep them on the spans")
        self.remove = QRadioButton("Remove them from the spans")
        self.keep.setChecked(True)
        self.body.addWidget(self.keep)
        self.body.addWidget(self.remove)
        self.confirm = self.add_confirm("Keep changes")
        self.confirm.clicked.connect(self._decide)
        self.resize(440, 190)

    def _decide(self) -> None:
        self.accept()
        self.decided.emit(self.remove.isChecked())
