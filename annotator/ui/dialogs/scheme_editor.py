"""The label scheme: add, rename, recolour, re-key, describe and delete labels; import and export scheme.json."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.ids import random_id
from annotator.model.operation import Operation
from annotator.model.scheme import Label, Layer
from annotator.services.commands import Command
from annotator.services.scheme_commands import AddLabel, AddLayer, ChangeLabel, DeleteLabel, ReplaceScheme
from annotator.services.scheme_file import scheme_from_json, scheme_to_json
from annotator.ui.dialogs.delete_label import DeleteLabelDialog
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.label_form import LabelForm
from annotator.ui.session import Session

_NEW_COLOUR = "#5b6b7a"
_NAME = Qt.ItemDataRole.UserRole


class SchemeEditor(FormDialog):
    """Carries out each change at once, as one operation that can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        introduction = "Each change is one step that can be undone. Renaming a label carries its spans along."
        super().__init__("Label scheme", introduction, parent)
        self.setObjectName("scheme_editor")
        self._session = session
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("Labels by layer")
        self.form = LabelForm(session.scheme)
        self.new_name = QLineEdit()
        self.new_name.setPlaceholderText("New label or layer")
        self.new_name.setAccessibleName("Name of the new label or layer")
        self.buttons_by_name = {
            name: QPushButton(name)
            for name in ("Add label", "Add layer", "Keep changes", "Delete label...", "Import...", "Export...")
        }
        self._lay_out()
        for name, work in (
            ("Add label", self.add_label),
            ("Add layer", self.add_layer),
            ("Keep changes", self.keep),
            ("Delete label...", self.ask_delete),
            ("Import...", self._choose_import),
            ("Export...", self._choose_export),
        ):
            self.buttons_by_name[name].setAutoDefault(False)
            self.buttons_by_name[name].clicked.connect(work)
        self.tree.currentItemChanged.connect(self._on_current)
        session.scheme_changed.connect(self._fill)
        session.failed.connect(self.complain)
        self._fill()
        self.add_close()
        self.resize(820, 600)

    def select(self, name: str) -> None:
        """Show a label."""
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.tree.setCurrentItem(item)

    def add_label(self) -> None:
        """Add a label to the layer of the current one."""
        shown = self.form.label()
        layer = shown.layer if shown else self._session.scheme.layers[0].name
        name, position = self.new_name.text().strip(), len(self._session.scheme.labels)
        label = Label(random_id(), layer, name, _NEW_COLOUR, position=position)
        if self._do(AddLabel(label)):
            self.new_name.clear()
            self.select(name)

    def add_layer(self) -> None:
        """Add an empty layer."""
        name = self.new_name.text().strip()
        if self._do(AddLayer(Layer(random_id(), name, position=len(self._session.scheme.layers)))):
            self.new_name.clear()
            self.form.layer.addItem(name)

    def keep(self) -> None:
        """Store what the fields say."""
        name, label = self._current_name(), self.form.label()
        if name and label is not None and self._do(ChangeLabel(name, label)):
            self.select(label.name)

    def ask_delete(self) -> None:
        """Ask what becomes of the spans, then delete the label."""
        name = self._current_name()
        if name:
            others = [label.name for label in self._session.scheme.labels if label.name != name]
            question = DeleteLabelDialog(name, others, self)
            question.decided.connect(self._delete)
            question.open()

    def import_file(self, name: str) -> None:
        """Take over a scheme.json."""
        try:
            scheme = scheme_from_json(Path(name).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self.complain(f"{name} cannot be read ({error}): choose a scheme.json.")
            return
        except UserError as refusal:
            self.complain(str(refusal))
            return
        self._do(ReplaceScheme(scheme))

    def export_file(self, name: str) -> None:
        """Write the scheme to a file."""
        try:
            Path(name).write_text(scheme_to_json(self._session.scheme), encoding="utf-8")
        except OSError as error:
            self.complain(f"{name} cannot be written ({error}): choose another place.")

    def _do(self, command: Command) -> Operation | None:
        self.complain("")
        return self._session.execute(command)

    def _delete(self, name: str, move_to: str | None) -> None:
        self._do(DeleteLabel(name, move_to))

    def _lay_out(self) -> None:
        buttons = self.buttons_by_name
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.new_name)
        column.addLayout(_row(buttons["Add label"], buttons["Add layer"]))
        column.addLayout(_row(buttons["Import..."], buttons["Export..."]))
        fields = QVBoxLayout(right)
        fields.setContentsMargins(10, 0, 0, 0)
        fields.addWidget(self.form, 1)
        fields.addLayout(_row(buttons["Keep changes"], buttons["Delete label..."]))
        halves = QSplitter()
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        self.body.addWidget(halves, 1)

    def _fill(self, _scheme: object = None) -> None:
        shown = self._current_name()
        scheme = self._session.scheme
        self.tree.clear()
        for layer in scheme.layers:
            group = QTreeWidgetItem(self.tree, [layer.name])
            for label in scheme.labels_of(layer.name):
                item = QTreeWidgetItem(group, [label.name if label.enabled else f"{label.name} (off)"])
                item.setData(0, _NAME, label.name)
        self.tree.expandAll()
        names = [label.name for label in scheme.labels]
        self.select(shown if shown in names else next(iter(names), ""))

    def _on_current(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        label = self._session.scheme.label(str(item.data(0, _NAME))) if item else None
        if label is not None:
            self.form.show_label(label)

    def _current_name(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _NAME) or "") if item else ""

    def _items(self) -> list[QTreeWidgetItem]:
        groups = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        children = [group.child(row) for group in groups if group for row in range(group.childCount())]
        return [child for child in children if child is not None]

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, "Import a label scheme", "", "Label scheme (*.json)")
        dialog.fileSelected.connect(self.import_file)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, "Export the label scheme", "scheme.json", "Label scheme (*.json)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.export_file)
        dialog.open()


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    return row
