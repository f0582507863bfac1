"""Who leads: each person with a box that makes her a lead."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.model.document import Annotator, Role
from annotator.model.ids import AnnotatorId
from annotator.services.flow.commands import SetRole
from annotator.services.project import SYSTEM
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import single_line
from annotator.ui.session import Session

PEOPLE = (Role.ANNOTATOR, Role.LEAD)
_INTRODUCTION = (
    "Tick who leads. A lead sees everybody's spans and progress, assigns articles and reviews; everybody else sees her "
    "own work only. While nobody leads, anybody may name a lead; after that, leads do."
)


class RolesDialog(FormDialog):
    """Changes a role as soon as a box is ticked; undo takes it back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Roles of annotators", _INTRODUCTION, parent)
        self.setObjectName("roles_dialog")
        self._session = session
        self.list = QListWidget()
        self.list.setObjectName("role_list")
        self.list.setAccessibleName("Who leads")
        self.body.addWidget(self.list)
        self.add_close()
        self._fill()
        self.list.itemChanged.connect(self._on_ticked)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.resize(420, 320)

    def _fill(self) -> None:
        for annotator in self._people():
            item = QListWidgetItem(_words(annotator), self.list)
            item.setData(Qt.ItemDataRole.UserRole, annotator.id)
            item.setCheckState(_ticked(annotator))

    def _people(self) -> tuple[Annotator, ...]:
        """List the people of the project; whoever annotates is one, even before her first span."""
        known = tuple(one for one in self._session.project.annotators() if one.role in PEOPLE)
        me = self._session.annotator
        return known if me.id != SYSTEM else (*known, me)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole) == SYSTEM:
            self._session.switch_annotator(self._session.annotator.name)
            item.setData(Qt.ItemDataRole.UserRole, self._session.annotator.id)
        who = AnnotatorId(item.data(Qt.ItemDataRole.UserRole))
        role = Role.LEAD if item.checkState() == Qt.CheckState.Checked else Role.ANNOTATOR
        known = {one.id: one for one in self._people()}
        if known[who].role is role:
            return
        self.complain("")
        self._session.failed.connect(self.complain)
        self._session.execute(SetRole(who, role))
        self._session.failed.disconnect(self.complain)
        after = next(one for one in self._people() if one.id == who)
        item.setText(_words(after))
        item.setCheckState(_ticked(after))


def _words(annotator: Annotator) -> str:
    return single_line(annotator.name, 60) + (" - lead" if annotator.role is Role.LEAD else "")


def _ticked(annotator: Annotator) -> Qt.CheckState:
    return Qt.CheckState.Checked if annotator.role is Role.LEAD else Qt.CheckState.Unchecked
