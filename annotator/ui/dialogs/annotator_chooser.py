"""Who is annotating: chosen once per project, because spans belong to one annotator."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from annotator.model.document import Annotator, Role
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label

NAME_LIMIT = 60
_NAME = Qt.ItemDataRole.UserRole


class AnnotatorChooser(FormDialog):
    """Offers the known annotators and a field for a new name."""

    chosen = Signal(str)

    def __init__(self, known: Sequence[Annotator], current: str, parent: QWidget | None = None) -> None:
        introduction = "Each annotator sees only her own spans. Choose your name, or type a new one."
        super().__init__("Who is annotating?", introduction, parent)
        self.setObjectName("annotator_chooser")
        self.list = QListWidget()
        self.list.setAccessibleName("Known annotators")
        for annotator in known:
            if annotator.role in (Role.ANNOTATOR, Role.LEAD):
                role = " - lead" if annotator.role is Role.LEAD else ""
                QListWidgetItem(f"{annotator.name}{role}", self.list).setData(_NAME, annotator.name)
        self.name = QLineEdit(current)
        self.name.setAccessibleName("Name")
        self.name.setMaxLength(NAME_LIMIT)
        if self.list.count():
            self.body.addWidget(self.list)
        self.body.addWidget(plain_label("Name", "caption"))
        self.body.addWidget(self.name)
        self.list.currentItemChanged.connect(self._take_name)
        self.list.itemDoubleClicked.connect(self._accept)
        self.confirm = self.add_confirm("Annotate")
        self.confirm.clicked.connect(self._accept)
        self.name.selectAll()
        self.name.setFocus()
        self.resize(380, 320)

    def _take_name(self, item: QListWidgetItem, _before: object) -> None:
        self.name.setText(item.data(_NAME))

    def _accept(self, _item: object = None) -> None:
        name = self.name.text().strip()
        if not name:
            self.complain("Type a name first: it marks which spans are yours.")
            return
        self.chosen.emit(name)
        self.accept()
