"""The project's term lists: add one from a file, look what it holds, take it out."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from annotator.errors import UserError
from annotator.services.suggestions.wishes import PutTermList, RemoveTermList, read_term_file, term_lists
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label, single_line, wrapped_label
from annotator.ui.session import Session

_RECORD = Qt.ItemDataRole.UserRole
_FILTER = "Term lists (*.csv *.tsv *.jsonl *.txt);;All files (*)"
_SHOWN = 12


class TermLists(FormDialog):
    """Lists them with their figures; terms are suggested from the next run on."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        introduction = (
            "Terms of your own are suggested wherever they stand. A list is a CSV file with the columns term, label "
            "and name, or a JSONL file of patterns as spaCy's EntityRuler and Prodigy write them."
        )
        super().__init__("Term lists", introduction, parent)
        self.setObjectName("term_lists")
        self._session = session
        self.list = QListWidget()
        self.list.setAccessibleName("Term lists")
        self.list.currentItemChanged.connect(self._show)
        self.held = wrapped_label(role="muted")
        self.add = QPushButton("Add from a file...")
        self.remove = QPushButton("Remove")
        for button, work in ((self.add, self._choose), (self.remove, self._remove)):
            button.setAutoDefault(False)
            button.clicked.connect(work)
        self.empty = plain_label("The project has no term list.", "muted")
        row = QHBoxLayout()
        row.addWidget(self.empty)
        row.addStretch(1)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.held)
        self.body.addLayout(row)
        self.add_close()
        self.resize(560, 460)
        self._fill()

    def add_file(self, path: Path) -> None:
        """Add a list under the file's name, in the place of one of the same name."""
        try:
            read = read_term_file(path, self._session.scheme)
        except UserError as refusal:
            self.complain(str(refusal))
            return
        self._session.execute(PutTermList(read.terms))
        more = f" And {len(read.faults) - 3} more." if len(read.faults) > 3 else ""
        self.complain(" ".join(read.faults[:3]) + more)
        self._fill()

    def _choose(self) -> None:
        chooser = QFileDialog(self, "Add a term list", "", _FILTER)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self._on_chosen)
        chooser.open()

    def _on_chosen(self, path: str) -> None:
        self.add_file(Path(path))

    def _fill(self) -> None:
        self.list.clear()
        for one in term_lists(self._session.project):
            item = QListWidgetItem(f"{single_line(one.name, 60)}: {len(one.terms):,} terms")
            item.setData(_RECORD, one)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.empty.setVisible(self.list.count() == 0)
        self.remove.setEnabled(self.list.count() > 0)
        self._show()

    def _show(self, _item: object = None) -> None:
        item = self.list.currentItem()
        terms = item.data(_RECORD).terms if item is not None else ()
        shown = ", ".join(f"{single_line(one.pattern, 40)} {one.label}" for one in terms[:_SHOWN])
        self.held.setText(f"{shown} …" if len(terms) > _SHOWN else shown)

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None and self._session.execute(RemoveTermList(item.data(_RECORD).name)) is not None:
            self._fill()
