"""The attributes of the selected span, one field per definition of its label."""

import re
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.model.annotation import Attribute, Span
from annotator.model.scheme import AttributeDefinition, AttributeType
from annotator.services.authority.entries import earlier_values
from annotator.services.commands import SetAttributes
from annotator.ui.look.forms import empty
from annotator.ui.look.plain import plain_label
from annotator.ui.panels.completing_line import Choice, CompletingLine
from annotator.ui.panels.name_line import SEPARATOR, NameLine
from annotator.ui.session import Session

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CHOOSE = "press Enter on “New name” to add it, or choose one."
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_HINTS = {
    AttributeType.DATE: "2025-04-26",
    AttributeType.NUMBER: "a number",
    AttributeType.ENTITY: "canonical name",
    AttributeType.TEXT: "",
    AttributeType.ENUM: "",
}


def problem_of(definition: AttributeDefinition, value: str) -> str:
    """Say why a value cannot be an attribute's, or nothing."""
    if definition.type is AttributeType.DATE and not _DATE.fullmatch(value):
        return f"“{value}” is no date for {definition.name}: write it like 2025-04-26, 2025-04 or 2025."
    if definition.type is AttributeType.NUMBER and not _NUMBER.fullmatch(value):
        return f"“{value}” is no number for {definition.name}: write digits only."
    return ""


class AttributeForm(QWidget):
    """Sets an attribute when its field is left or a choice is made; `finished` tells of Enter."""

    finished = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[AttributeDefinition, ...] | None = None
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        session.span_selected.connect(self._show)
        session.settling.connect(self._store_typed)

    def _store_typed(self) -> None:
        """Store the line that is being typed; a name counts only once it is chosen."""
        for line in self.fields.values():
            if isinstance(line, QLineEdit) and line.isModified() and not isinstance(line, NameLine):
                line.setModified(False)
                self._commit()

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
        empty(self._form)
        self.fields = {}
        self._shown = definitions
        for definition in definitions:
            field = self._make_field(definition)
            field.setAccessibleName(definition.name)
            field.setObjectName(f"attribute_{definition.name}")
            self.fields[definition.name] = field
            self._form.addRow(plain_label(definition.name.capitalize(), "caption"), _with_choices(field))

    def _make_field(self, definition: AttributeDefinition) -> QLineEdit | QComboBox:
        if definition.type is AttributeType.ENUM and not definition.several:
            choice = QComboBox()
            choice.addItems(["", *definition.values])
            choice.activated.connect(self._commit)
            return choice
        line = self._make_line(definition)
        hint = " / ".join(definition.values) or _HINTS[definition.type]
        line.setPlaceholderText(f"{hint}; several with {SEPARATOR}" if definition.several else hint)
        line.editingFinished.connect(self._commit)
        line.returnPressed.connect(self.finished)
        return line

    def _make_line(self, definition: AttributeDefinition) -> QLineEdit:
        if definition.type is AttributeType.ENTITY:
            name = NameLine(self._session, definition.name)
            name.named.connect(self._on_named)
            return name
        if definition.type is not AttributeType.TEXT:
            return QLineEdit()
        line = CompletingLine()
        line.typed.connect(partial(self._complete, line, definition))
        line.chosen.connect(partial(self._take, line))
        return line

    def _complete(self, line: CompletingLine, definition: AttributeDefinition, text: str) -> None:
        """Offer what this annotator wrote before; only an arrow key makes one of it current."""
        before, separator, piece = text.rpartition(SEPARATOR) if definition.several else ("", "", text)
        values = earlier_values(self._session.project, self._session.annotator.id, definition.name, piece.strip())
        line.offer(tuple(Choice(value, f"{before}{separator} {value}".strip()) for value in values))

    def _take(self, line: CompletingLine, value: object, _held: bool) -> None:
        line.setText(str(value))
        self._commit()
        self.finished.emit()

    def _on_named(self) -> None:
        self._show()
        self.finished.emit()

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
                attribute = self._kept(span, definition, value)
                problem = problem_of(definition, value) if attribute else f"“{value}” is no name of the list: {_CHOOSE}"
                if attribute is None or problem:
                    if attribute is None:
                        self._fill(definition, span)
                    self._session.failed.emit(problem)
                    return
                attributes.append(attribute)
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

    def _kept(self, span: Span, definition: AttributeDefinition, value: str) -> Attribute | None:
        """Keep the entry of a value that was there before; find that of a name that was typed whole."""
        old = next((one for one in span.attributes if (one.name, one.value) == (definition.name, value)), None)
        field = self.fields[definition.name]
        if old is not None or not isinstance(field, NameLine):
            return old or Attribute(definition.name, value)
        entry = field.resolved(value)
        return Attribute(definition.name, entry.name, entry.id) if entry else None


def _with_choices(field: QWidget) -> QWidget:
    """Put what completes a line below it."""
    if not isinstance(field, CompletingLine):
        return field
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(field)
    column.addWidget(field.panel)
    return holder
