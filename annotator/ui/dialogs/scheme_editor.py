"""The label scheme: labels with attributes, link labels, layers with their overlap rule; scheme.json in and out."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.ids import random_id
from annotator.model.operation import Operation
from annotator.model.scheme import Label, Layer, OverlapRule, RelationLabel
from annotator.services.commands import Command
from annotator.services.scheme.commands import (
    AddLabel,
    AddLayer,
    AddRelationLabel,
    ChangeLabel,
    ChangeRelationLabel,
    DeleteLabel,
    DeleteRelationLabel,
    ReplaceScheme,
)
from annotator.services.scheme.values import ChangeLabelAndValues, SetOverlapRule, check_attributes, values_lost
from annotator.services.scheme_file import scheme_from_json, scheme_to_json
from annotator.ui.dialogs.delete_label import DeleteLabelDialog
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.label_form import LabelForm
from annotator.ui.dialogs.relation_form import RelationForm
from annotator.ui.dialogs.values_question import ValuesQuestion
from annotator.ui.look.plain import wrapped_label
from annotator.ui.session import Session

_NEW_COLOUR = "#5b6b7a"
_ADDING = ("Add label", "Add link label", "Add layer")
_NAME = Qt.ItemDataRole.UserRole
_KIND = Qt.ItemDataRole.UserRole + 1
_LAYER, _LABEL, _LINK, _LINKS = "layer", "label", "link", "links"


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
        self.relation = RelationForm(session.scheme)
        self.overlap = QCheckBox("Spans of this layer may overlap")
        self.fields = QStackedWidget()
        self.new_name = QLineEdit()
        self.new_name.setPlaceholderText("New label or layer")
        self.new_name.setAccessibleName("Name of the new label or layer")
        self.buttons_by_name = {
            name: QPushButton(name) for name in (*_ADDING, "Keep changes", "Delete label...", "Import...", "Export...")
        }
        self._lay_out()
        for name, work in (
            ("Add label", self.add_label),
            ("Add link label", self.add_relation),
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
        self.leave.setAutoDefault(False)
        self.resize(900, 700)

    def select(self, name: str) -> None:
        """Show a label, a link label or a layer."""
        for kind in (_LABEL, _LINK, _LAYER):
            if any((item.data(0, _KIND), item.data(0, _NAME)) == (kind, name) for item in self._items()):
                self._select((kind, name))
                return

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

    def add_relation(self) -> None:
        """Add a link label."""
        name, position = self.new_name.text().strip(), len(self._session.scheme.relation_labels)
        if self._do(AddRelationLabel(RelationLabel(random_id(), name, _NEW_COLOUR, position=position))):
            self.new_name.clear()
            self.select(name)

    def keep(self) -> None:
        """Store what the fields say, as one operation."""
        kind, name = self._current_kind(), self._current_name()
        link = self.relation.label()
        if kind == _LABEL:
            self._keep_label(name)
        elif kind == _LINK and link is not None and self._do(ChangeRelationLabel(name, link)):
            self.select(link.name)
        elif kind == _LAYER:
            rule = OverlapRule.ALLOWED if self.overlap.isChecked() else OverlapRule.FORBIDDEN
            self._do(SetOverlapRule(name, rule))

    def _keep_label(self, name: str) -> None:
        label = self.form.label()
        if label is None:
            return
        try:
            check_attributes(label.attributes)
            lost = values_lost(self._session.project.reader(self._session.annotator.id), name, label)
        except UserError as refusal:
            self.complain(str(refusal))
            return
        if not lost:
            self._change(name, label, values_go=False)
            return
        question = ValuesQuestion(name, lost, self)
        question.decided.connect(lambda go: self._change(name, label, values_go=go))
        question.open()

    def _change(self, name: str, label: Label, *, values_go: bool) -> None:
        if self._do(ChangeLabelAndValues(name, label) if values_go else ChangeLabel(name, label)):
            self.select(label.name)

    def ask_delete(self) -> None:
        """Ask what becomes of the spans, then delete the label; links of a link label go with it."""
        name = self._current_name()
        if self._current_kind() == _LINK:
            self._do(DeleteRelationLabel(name))
        elif self._current_kind() == _LABEL:
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
        column.addLayout(_row(*(buttons[name] for name in _ADDING)))
        column.addLayout(_row(buttons["Import..."], buttons["Export..."]))
        fields = QVBoxLayout(right)
        fields.setContentsMargins(10, 0, 0, 0)
        for part in (self.form, self.relation, self._layer_page()):
            self.fields.addWidget(_scrolling(part))
        fields.addWidget(self.fields, 1)
        fields.addLayout(_row(buttons["Keep changes"], buttons["Delete label..."]))
        halves = QSplitter()
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        self.body.addWidget(halves, 1)

    def _layer_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.overlap)
        note = "Forbidden overlaps are refused from then on; what overlaps already must be moved or removed first."
        column.addWidget(wrapped_label(note, "muted"))
        column.addStretch()
        return page

    def _fill(self, _scheme: object = None) -> None:
        shown, scheme = (self._current_kind(), self._current_name()), self._session.scheme
        self.tree.clear()
        for layer in scheme.layers:
            group = _item(self.tree, layer.name, _LAYER)
            for label in scheme.labels_of(layer.name):
                item = _item(group, label.name, _LABEL)
                item.setText(0, label.name if label.enabled else f"{label.name} (off)")
        links = _item(self.tree, "links between spans", _LINKS)
        for link in scheme.relation_labels:
            _item(links, link.name, _LINK)
        self.tree.expandAll()
        known = [(item.data(0, _KIND), item.data(0, _NAME)) for item in self._items()]
        first = next((one for one in known if one[0] == _LABEL), ("", ""))
        self._select(shown if shown in known else first)

    def _on_current(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        kind, name = self._current_kind(), self._current_name()
        label, link = self._session.scheme.label(name), self._session.scheme.relation_label(name)
        layer = self._session.scheme.layer(name)
        self.fields.setVisible(kind != _LINKS)
        self.buttons_by_name["Keep changes"].setEnabled(kind in (_LAYER, _LABEL, _LINK))
        self.buttons_by_name["Delete label..."].setEnabled(kind in (_LABEL, _LINK))
        if kind == _LABEL and label is not None:
            self.form.show_label(label)
            self.fields.setCurrentIndex(0)
        elif kind == _LINK and link is not None:
            self.relation.show_label(link)
            self.fields.setCurrentIndex(1)
        elif kind == _LAYER and layer is not None:
            self.overlap.setChecked(layer.overlap is OverlapRule.ALLOWED)
            self.fields.setCurrentIndex(2)

    def _current_name(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _NAME) or "") if item else ""

    def _current_kind(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _KIND) or "") if item else ""

    def _select(self, wanted: tuple[str, str]) -> None:
        for item in self._items():
            if (item.data(0, _KIND), item.data(0, _NAME)) == wanted:
                self.tree.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        found = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        groups = [group for group in found if group is not None]
        children = [group.child(row) for group in groups for row in range(group.childCount())]
        return [*groups, *(child for child in children if child is not None)]

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


def _item(parent: QTreeWidget | QTreeWidgetItem, name: str, kind: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(parent, [name])
    item.setData(0, _NAME, name)
    item.setData(0, _KIND, kind)
    return item


def _scrolling(part: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(part)
    # A scroll area and what it takes in would be painted as a sheet of paper.
    area.setProperty("role", "bare")
    return area
