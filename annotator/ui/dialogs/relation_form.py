"""The fields of one link label: name, colour, key, from and to which layers, definition and examples."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from annotator.model.scheme import RelationLabel, Scheme
from annotator.ui.dialogs.label_form import CAPTIONS, swatch
from annotator.ui.look.plain import plain_label


class RelationForm(QWidget):
    """Shows a link label and gives back the changed one; no checked layer means any."""

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: RelationLabel | None = None
        self.name, self.key = QLineEdit(), QLineEdit()
        self.key.setMaxLength(1)
        self.key.setPlaceholderText("one letter")
        self.colour = QPushButton()
        self.colour.setAutoDefault(False)
        self.from_layers, self.to_layers = _layers(scheme), _layers(scheme)
        self.texts = {name: QPlainTextEdit() for name in CAPTIONS}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for caption, field in (
            ("Name", self.name),
            ("Colour", self.colour),
            ("Key", self.key),
            ("From layers", self.from_layers),
            ("To layers", self.to_layers),
            *((CAPTIONS[name], text) for name, text in self.texts.items()),
        ):
            field.setAccessibleName(caption)
            form.addRow(plain_label(caption, "caption"), field)
        for text in self.texts.values():
            text.setTabChangesFocus(True)
            text.setMinimumHeight(48)
        self.colour.clicked.connect(self._choose_colour)

    def show_label(self, label: RelationLabel) -> None:
        """Fill the fields."""
        self._label = label
        self.name.setText(label.name)
        self.key.setText(label.key)
        self.set_colour(label.colour)
        for box, layers in ((self.from_layers, label.from_layers), (self.to_layers, label.to_layers)):
            for item in _items(box):
                item.setCheckState(Qt.CheckState.Checked if item.text() in layers else Qt.CheckState.Unchecked)
        for name, text in self.texts.items():
            text.setPlainText(getattr(label, name))

    def label(self) -> RelationLabel | None:
        """Give the link label as the fields say."""
        if self._label is None:
            return None
        return replace(
            self._label,
            name=self.name.text().strip(),
            colour=self.colour.text(),
            key=self.key.text().strip().lower(),
            from_layers=_checked(self.from_layers),
            to_layers=_checked(self.to_layers),
            definition=self.texts["definition"].toPlainText().strip(),
            example=self.texts["example"].toPlainText().strip(),
            counter_example=self.texts["counter_example"].toPlainText().strip(),
        )

    def set_colour(self, colour: str) -> None:
        """Show a colour and its name."""
        self.colour.setIcon(swatch(colour))
        self.colour.setText(colour)

    def _choose_colour(self) -> None:
        dialog = QColorDialog(QColor(self.colour.text()), self)
        dialog.colorSelected.connect(lambda colour: self.set_colour(colour.name()))
        dialog.open()


def _layers(scheme: Scheme) -> QListWidget:
    box = QListWidget()
    for layer in scheme.layers:
        item = QListWidgetItem(layer.name, box)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
    box.setFixedHeight(86)
    box.setToolTip("No layer checked means any layer")
    return box


def _items(box: QListWidget) -> list[QListWidgetItem]:
    return [box.item(row) for row in range(box.count())]


def _checked(box: QListWidget) -> tuple[str, ...]:
    return tuple(item.text() for item in _items(box) if item.checkState() is Qt.CheckState.Checked)
