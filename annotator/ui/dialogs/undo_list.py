"""What the annotator did lately, newest first; everything up to a line can be taken back at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import single_line
from annotator.ui.panels.span_history import local_time
from annotator.ui.session import Session

MOST = 200


class UndoList(FormDialog):
    """Lists this annotator's operations only: nobody takes back what others did. `wanted` carries how many."""

    wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        who = single_line(session.annotator.name, 40)
        super().__init__("What was done", f"The last operations of {who}, the newest first.", parent)
        self.setObjectName("undo_list")
        self._session = session
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("What was done, the newest first")
        self.tree.setHeaderLabels(["When", "What", "Who"])
        self.tree.setRootIsDecorated(False)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.body.addWidget(self.tree)
        self.undo = self.add_confirm("Undo")
        self.leave.setText("Close")
        self.undo.clicked.connect(self._ask)
        # Enter presses the default button; an activated line would undo twice.
        self.tree.itemDoubleClicked.connect(self._ask)
        self.tree.currentItemChanged.connect(self._on_current)
        session.changed.connect(self._fill)
        self._fill()
        self.resize(640, 460)
        self.tree.setFocus()

    def _fill(self, _event: object = None) -> None:
        self.tree.clear()
        name = self._session.annotator.name
        for operation in self._session.project.undo_list(self._session.annotator.id, MOST):
            QTreeWidgetItem(self.tree, [local_time(operation), single_line(operation.words, 160), name])
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self.remark("" if first is not None else "You have done nothing yet that could be taken back.")
        self._on_current()

    def _on_current(self, _item: object = None, _before: object = None) -> None:
        count = self._count()
        self.undo.setEnabled(count > 0 and not self._session.project.read_only)
        self.undo.setText("Undo this" if count <= 1 else f"Undo these {count}")

    def _count(self) -> int:
        item = self.tree.currentItem()
        return self.tree.indexOfTopLevelItem(item) + 1 if item is not None else 0

    def _ask(self, _event: object = None) -> None:
        if self.undo.isEnabled():
            self.wanted.emit(self._count())
