"""The words that are never suggested to this annotator, to be taken back one by one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from annotator.model.suggestion import NeverSuggested
from annotator.services.suggestions.wishes import SuggestAgain, never_suggested
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.session import Session

_RECORD = Qt.ItemDataRole.UserRole


class NeverList(FormDialog):
    """Lists the words; a button, or Delete, lets the chosen ones be suggested again."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        introduction = "These words are not suggested to you in any article. Shift+X on a suggestion adds its words."
        super().__init__("Words never suggested", introduction, parent)
        self.setObjectName("never_list")
        self._session = session
        self.list = QListWidget()
        self.list.setAccessibleName("Words never suggested")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.empty = plain_label("There are none.", "muted")
        self.again = QPushButton("Suggest again")
        self.again.setAutoDefault(False)
        self.again.setShortcut(Qt.Key.Key_Delete)
        self.again.clicked.connect(self._take_back)
        row = QHBoxLayout()
        row.addWidget(self.empty)
        row.addStretch(1)
        row.addWidget(self.again)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row)
        self.add_close()
        self.resize(460, 420)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for one in never_suggested(self._session.project, self._session.annotator.id):
            words = single_line(one.surface, 120)
            item = QListWidgetItem(f"{words}  ({one.label})" if one.label else words)
            item.setData(_RECORD, one)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.empty.setVisible(self.list.count() == 0)
        self.again.setEnabled(self.list.count() > 0)

    def _take_back(self) -> None:
        chosen = tuple(item.data(_RECORD) for item in self.list.selectedItems())
        words = tuple(one for one in chosen if isinstance(one, NeverSuggested))
        if words and self._session.execute(SuggestAgain(words)) is not None:
            self._fill()
