"""The attributes of the selected span, one field per definition of its label."""

import re

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from annotator.model.annotation import Attribute, Span
from annotator.model.scheme import AttributeDefinition, AttributeType
from annotator.services.commands import SetAttributes
from annotator.ui.plain import plain_label
from annotator.ui.session import Session

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_HINTS = {
    AttributeType.DATE: "2025-04-26",
    AttributeType.NUMBER: "a number",
    AttributeType.ENTITY: "canonical name",
    AttributeType.TEXT: "",
    AttributeType.ENUM: "",
}
SEPARATOR = ";"


def problem_of(definition: AttributeDefinition, value: str) -> str:
    """Say why a value cannot be an attribute's, or nothing."""
    if definition.type is AttributeType.DATE and not _DATE.fullmatch(value):
        return f"“{value}” is no date for {definition.name}: write it like 2025-04-26, 2025-04 or 2025."
    if definition.type is AttributeType.NUMBER and not _NUMBER.fullmatch(value):
        return f"“{value}” is no number for {definition.name}: write digits only."
    return ""


class AttributeForm(QWidget):
    """Sets an attribute when its field is left or a choice is made."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[AttributeDefinition, ...] | None = None
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        session.span_selected.connect(self._show)

    def _show(self, _event: object = None) -> None:
        span = self._session.selected_span
        label = self._session.scheme.label(span.label) if span else None
        definitions = label.attributes if label else ()
        if definitions != self._shown:
            self._make_fields(definitions)
        if span is not None:
            for definition in definitions:
                self._fill(definition, span)
        self.setVisible(bool(definitions))

    def _make_fields(self, definitions: tuple[AttributeDefinition, ...]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        self._shown = definitions
        for definition in definitions:
            field = self._make_field(definition)
            field.setAccessibleName(definition.name)
            self.fields[definition.name] = field
            self._form.addRow(plain_label(definition.name.capitalize(), "caption"), field)

    def _make_field(self, definition: AttributeDefinition) -> QLineEdit | QComboBox:
        if definition.type is AttributeType.ENUM and not definition.several:
            choice = QComboBox()
            choice.addItems(["", *definition.values])
            choice.activated.connect(self._commit)
            return choice
        line = QLineEdit()
        hint = " / ".join(definition.values) or _HINTS[definition.type]
        line.setPlaceholderText(f"{hint}; several with {SEPARATOR}" if definition.several else hint)
        line.editingFinished.connect(self._commit)
        return line

    def _fill(self, definition: AttributeDefinition, span: Span) -> None:
        values = [one.value for one in span.attributes if one.name == definition.name]
        text = f"{SEPARATOR} ".join(values)
        field = self.fields[definition.name]
        if isinstance(field, QComboBox):
            if text and field.findText(text) < 0:
                field.addItem(text)
            field.setCurrentText(text)
        elif field.text() != text:
            field.setText(text)

    def _commit(self, _row: int = 0) -> None:
        span = self._session.selected_span
        if span is None or self._shown is None:
            return
        attributes: list[Attribute] = []
        for definition in self._shown:
            for value in self._values(definition):
                problem = problem_of(definition, value)
                if problem:
                    self._session.failed.emit(problem)
                    return
                attributes.append(_kept(span, definition.name, value))
        known = {definition.name for definition in self._shown}
        foreign = [one for one in span.attributes if one.name not in known]
        if tuple(attributes + foreign) != span.attributes:
            self._session.execute(SetAttributes(span.id, tuple(attributes + foreign)))
            self._show()

    def _values(self, definition: AttributeDefinition) -> list[str]:
        field = self.fields[definition.name]
        text = field.currentText() if isinstance(field, QComboBox) else field.text()
        pieces = text.split(SEPARATOR) if definition.several else [text]
        return [piece.strip() for piece in pieces if piece.strip()]


def _kept(span: Span, name: str, value: str) -> Attribute:
    """Keep the authority id of a value that was there before."""
    return next((one for one in span.attributes if (one.name, one.value) == (name, value)), Attribute(name, value))
