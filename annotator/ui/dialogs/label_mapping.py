"""Ask what becomes of labels that a file brings and the scheme lacks: added, or taken for a known one."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QScrollArea, QWidget

from annotator.model.scheme import Scheme
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label, single_line

_ADD = "Add it to the label scheme"


class LabelMapping(FormDialog):
    """One row per unknown label."""

    chosen = Signal(object)

    def __init__(self, unknown: Mapping[str, int], scheme: Scheme, parent: QWidget | None = None) -> None:
        introduction = "The files bring labels that the label scheme lacks. Add them, or take them for known ones."
        super().__init__("Unknown labels", introduction, parent)
        self.setObjectName("label_mapping")
        self.boxes: dict[str, QComboBox] = {}
        rows = QWidget()
        form = QFormLayout(rows)
        known = [*(label.name for label in scheme.labels), *(label.name for label in scheme.relation_labels)]
        for name, count in sorted(unknown.items()):
            box = QComboBox()
            box.setAccessibleName(f"What becomes of {name}")
            box.addItem(_ADD, "")
            for label in known:
                box.addItem(label, label)
            alike = next((label for label in known if label.casefold() == name.casefold()), "")
            box.setCurrentIndex(max(box.findData(alike), 0))
            self.boxes[name] = box
            form.addRow(plain_label(f"{single_line(name, 40)} ({count})"), box)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(rows)
        area.setAccessibleName("Unknown labels")
        self.body.addWidget(area)
        self.confirm = self.add_confirm("Go on")
        self.confirm.clicked.connect(self._answer)
        self.resize(460, 380)

    def _answer(self) -> None:
        self.chosen.emit({name: str(box.currentData()) for name, box in self.boxes.items() if box.currentData()})
        self.accept()
