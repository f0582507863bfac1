"""Forms whose fields change while somebody types in them."""

from PySide6.QtWidgets import QFormLayout


def empty(form: QFormLayout) -> None:
    """Take all rows out; a field in which a key is being handled lives on until that is done."""
    while form.rowCount():
        row = form.takeRow(0)
        for item in (row.labelItem, row.fieldItem):
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
