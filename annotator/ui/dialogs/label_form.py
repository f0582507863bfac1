"""The fields of one label: name, layer, colour, key, definition, example, counter-example, whether it is on."""

from dataclasses import replace

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from annotator.model.scheme import Label, Scheme
from annotator.ui.plain import plain_label

TEXTS = ("definition", "example", "counter_example")
_CAPTIONS = {"definition": "Definition", "example": "Example", "counter_example": "Not an example"}


class LabelForm(QWidget):
    """Shows a label and gives back the changed one."""

    def __init__(self, scheme: Scheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: Label | None = None
        self.name = QLineEdit()
        self.layer = QComboBox()
        self.layer.addItems([layer.name for layer in scheme.layers])
        self.colour = QPushButton()
        self.colour.setAccessibleName("Colour")
        self.key = QLineEdit()
        self.key.setMaxLength(1)
        self.key.setPlaceholderText("one letter, besides the digits of the first nine")
        self.enabled = QCheckBox("Can be given")
        self.texts = {name: QPlainTextEdit() for name in TEXTS}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for caption, field in (
            ("Name", self.name),
            ("Layer", self.layer),
            ("Colour", self.colour),
            ("Key", self.key),
            ("", self.enabled),
            *((_CAPTIONS[name], text) for name, text in self.texts.items()),
        ):
            field.setAccessibleName(caption or self.enabled.text())
            form.addRow(plain_label(caption, "caption"), field)
        for text in self.texts.values():
            text.setTabChangesFocus(True)
            text.setMinimumHeight(58)
        self.colour.clicked.connect(self._choose_colour)
        self.setEnabled(False)

    def show_label(self, label: Label) -> None:
        """Fill the fields."""
        self._label = label
        self.name.setText(label.name)
        self.layer.setCurrentText(label.layer)
        self.set_colour(label.colour)
        self.key.setText(label.key)
        self.enabled.setChecked(label.enabled)
        for name, text in self.texts.items():
            text.setPlainText(getattr(label, name))
        self.setEnabled(True)

    def label(self) -> Label | None:
        """Give the label as the fields say."""
        if self._label is None:
            return None
        return replace(
            self._label,
            name=self.name.text().strip(),
            layer=self.layer.currentText(),
            colour=self.colour.text(),
            key=self.key.text().strip().lower(),
            enabled=self.enabled.isChecked(),
            definition=self.texts["definition"].toPlainText().strip(),
            example=self.texts["example"].toPlainText().strip(),
            counter_example=self.texts["counter_example"].toPlainText().strip(),
        )

    def set_colour(self, colour: str) -> None:
        """Show a colour and its name."""
        swatch = QPixmap(16, 16)
        swatch.fill(QColor(colour))
        self.colour.setIcon(QIcon(swatch))
        self.colour.setText(colour)

    def _choose_colour(self) -> None:
        dialog = QColorDialog(QColor(self.colour.text()), self)
        dialog.colorSelected.connect(self._on_colour)
        dialog.open()

    def _on_colour(self, colour: QColor) -> None:
        self.set_colour(colour.name())
