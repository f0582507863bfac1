"""The fields of one label: name, layer, colour, key, whether it is on, definition, examples, attributes."""

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

from annotator.actions import ACTIONS, DIGITS, Scope, with_keys
from annotator.model.scheme import Label, Scheme
from annotator.settings import load_settings
from annotator.ui.dialogs.attribute_table import AttributeTable
from annotator.ui.look.plain import plain_label, wrapped_label

CAPTIONS = {"definition": "Definition", "example": "Example", "counter_example": "Not an example"}


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
        self.colour.setAutoDefault(False)
        self.key = QLineEdit()
        self.key.setMaxLength(1)
        self.key.setPlaceholderText("one letter, besides the digits of the first nine")
        self.key_note = wrapped_label(role="muted")
        self.key_note.hide()
        self.enabled = QCheckBox("Can be given")
        self.texts = {name: QPlainTextEdit() for name in CAPTIONS}
        self.attributes = AttributeTable()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for caption, field in (
            ("Name", self.name),
            ("Layer", self.layer),
            ("Colour", self.colour),
            ("Key", self.key),
            ("", self.key_note),
            ("", self.enabled),
            *((CAPTIONS[name], text) for name, text in self.texts.items()),
            ("Attributes", self.attributes),
        ):
            field.setAccessibleName(caption or (self.enabled.text() if field is self.enabled else "About the key"))
            form.addRow(plain_label(caption, "caption"), field)
        for text in self.texts.values():
            text.setTabChangesFocus(True)
            text.setMinimumHeight(48)
        self.colour.clicked.connect(self._choose_colour)
        self.key.textChanged.connect(self._tell_of_key)
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
        self.attributes.show_attributes(label.attributes)
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
            attributes=self.attributes.attributes(),
        )

    def set_colour(self, colour: str) -> None:
        """Show a colour and its name."""
        self.colour.setIcon(swatch(colour))
        self.colour.setText(colour)

    def _tell_of_key(self, key: str) -> None:
        """Say when an action has the key: labels yield."""
        chosen = dict(load_settings().keys)
        heard = (one for one in with_keys(ACTIONS, chosen) if one.scope is not Scope.REVIEW)
        holder = next((one for one in heard if key and key.upper() in one.keys), None)
        note = f"{key.upper()} belongs to “{holder.words}”, so this label does not get it." if holder else ""
        if key and key in DIGITS:
            note = f"Digits go to the first nine labels in order: {key} is not given twice."
        self.key_note.setText(note)
        self.key_note.setVisible(bool(note))

    def _choose_colour(self) -> None:
        dialog = QColorDialog(QColor(self.colour.text()), self)
        dialog.colorSelected.connect(self._on_colour)
        dialog.open()

    def _on_colour(self, colour: QColor) -> None:
        self.set_colour(colour.name())


def swatch(colour: str) -> QIcon:
    """Draw a little square of a colour."""
    square = QPixmap(16, 16)
    square.fill(QColor(colour))
    return QIcon(square)
