"""The choices that a format offers, one field each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from annotator.formats.base import Format
from annotator.formats.configuring import options_of
from annotator.ui.look.forms import empty
from annotator.ui.look.plain import wrapped_label


class ExportOptions(QWidget):
    """Fields that change with the format; empty when it offers nothing."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._fields: dict[str, QLineEdit] = {}

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """What stands in the fields."""
        return tuple((name, field.text().strip()) for name, field in self._fields.items())

    def field(self, name: str) -> QLineEdit:
        """Find the field of an option."""
        return self._fields[name]

    def show_for(self, form: Format) -> None:
        """Offer a format's choices with their usual values."""
        empty(self._form)
        self._fields = {}
        for option in options_of(form):
            field = QLineEdit(option.default)
            field.setAccessibleName(option.words)
            field.editingFinished.connect(self.edited)
            self._fields[option.name] = field
            self._form.addRow(wrapped_label(f"{option.name}: {option.words}", "muted"))
            self._form.addRow(field)
