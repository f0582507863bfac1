"""The list of canonical names: search, edit in place, merge, split, import, export; variants are proposed."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.ids import random_id
from annotator.model.operation import RecordKind
from annotator.services.authority.commands import AddEntry, ChangeEntry, DeleteEntries, MergeEntries, SplitEntry
from annotator.services.authority.entries import completed, counts_of_names, names_of
from annotator.services.authority.file import export_names, import_names
from annotator.services.commands import Command
from annotator.text.name_spelling import folded
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.split_name import SplitNameDialog
from annotator.ui.look.plain import plain_label
from annotator.ui.names_table import ALIASES, KIND, NAME, NOTE, SPANS, URL, NamesTable
from annotator.ui.panels.variant_list import VariantList
from annotator.ui.rows_of_buttons import button_row
from annotator.ui.session import Session

_INTRODUCTION = (
    "One entity, one name. Double-click or F2 edits a cell, aliases stand apart by semicolons; "
    "spans follow a new name, a merge and a split, and each step can be undone."
)
NO_NAMES = "No names yet: give a span one in the inspector, type one above and add it, or import a CSV."
_WIDTHS = ((NAME, 190), (KIND, 80), (ALIASES, 230), (NOTE, 170), (URL, 120), (SPANS, 56))
_SHOWN_FAULTS = 3
_WHOLE_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class NamesDialog(FormDialog):
    """Carries out each change at once, as one operation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Names", _INTRODUCTION, parent)
        self.setObjectName("names_dialog")
        self._session = session
        self._entries: tuple[AuthorityEntry, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a name or an alias")
        self.search.setAccessibleName("Find a name or an alias")
        self.table = NamesTable(self)
        self.list = _view(self.table)
        self.count = plain_label(role="muted")
        self.variants = VariantList()
        self.work = {
            name: QPushButton(name)
            for name in ("Add", "Merge selected", "Split off aliases...", "Delete", "Import...", "Export...")
        }
        self._lay_out()
        self._connect()
        self.show_entries()
        self.variants.look(self._entries)
        self.add_close()
        self.leave.setAutoDefault(False)
        if session.project.read_only:
            self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            self.variants.setEnabled(False)
        self.resize(980, 660)
        self.search.setFocus()

    def selected(self) -> tuple[AuthorityEntry, ...]:
        """List the entries of the selected rows, the current one first: a merge goes into it."""
        model = self.list.selectionModel()
        rows = sorted(index.row() for index in model.selectedRows())
        current = self.list.currentIndex().row()
        rows.sort(key=lambda row: row != current)
        return tuple(self.table.entries[row] for row in rows)

    def show_entries(self, _event: object = None) -> None:
        """Read the list again and show what the search finds."""
        kept = {entry.id for entry in self.selected()}
        found = self._session.read(lambda: (names_of(self._session.project), self._counts()))
        if found is None:
            return
        self._entries, counts = found
        self.table.show_entries(_found(self._entries, self.search.text()), counts)
        for row, entry in enumerate(self.table.entries):
            if entry.id in kept:
                # Not selectRow, which heeds the keys that are held down.
                self.list.selectionModel().select(self.table.index(row, NAME), _WHOLE_ROW)
        self.count.setText(f"{self.table.rowCount()} of {len(self._entries)} names" if self._entries else NO_NAMES)

    def import_file(self, name: str) -> None:
        """Take over a CSV of names."""
        self.complain("")
        try:
            report = import_names(self._session.project, Path(name), self._session.annotator.id)
        except UserError as refusal:
            self.complain(str(refusal))
            return
        if report.faults:
            told = " ".join(f"Line {one.line}: {one.reason}" for one in report.faults[:_SHOWN_FAULTS])
            self.complain(f"No names were imported, {len(report.faults)} lines cannot be taken. {told}")
            return
        self._session.reload()
        self.show_entries()
        self.variants.look(self._entries)
        self._session.told.emit(f"Names: {report.added} added, {report.changed} changed.")

    def export_file(self, name: str) -> None:
        """Write the list as CSV."""
        try:
            number = export_names(self._session.project, Path(name))
        except UserError as refusal:
            self.complain(str(refusal))
            return
        self._session.told.emit(f"{number} names written to {Path(name).name}.")

    def _counts(self) -> dict[AuthorityId, int]:
        return counts_of_names(self._session.project, self._session.annotator.id)

    def _add(self) -> None:
        name = self.search.text()
        entry = AuthorityEntry(AuthorityId(random_id()), name)
        if self._do(AddEntry(entry)):
            self.search.clear()
            row = next((row for row, one in enumerate(self.table.entries) if one.id == entry.id), 0)
            self.list.setCurrentIndex(self.table.index(row, KIND))

    def _merge(self) -> None:
        chosen = self.selected()
        if len(chosen) < 2:
            self.complain("Select two or more names first, with Ctrl or Shift: the last one clicked stays.")
            return
        self._do(MergeEntries(chosen[0].id, tuple(one.id for one in chosen[1:])))

    def _split(self) -> None:
        chosen = self.selected()
        if len(chosen) != 1 or not chosen[0].aliases:
            self.complain("Select one name that has aliases first.")
            return
        dialog = SplitNameDialog(chosen[0], self)
        dialog.chosen.connect(self._split_off)
        dialog.open()

    def _split_off(self, entry: AuthorityEntry, aliases: tuple[str, ...]) -> None:
        self._do(SplitEntry(entry.id, aliases))

    def _delete(self) -> None:
        chosen = self.selected()
        if not chosen:
            self.complain("Select a name first.")
            return
        self._do(DeleteEntries(tuple(one.id for one in chosen)))

    def _edit(self, entry: AuthorityEntry) -> None:
        self._do(ChangeEntry(entry))

    def _accept(self, into: AuthorityId, other: AuthorityId) -> None:
        self._do(MergeEntries(into, (other,)))

    def _do(self, command: Command) -> bool:
        self.complain("")
        return self._session.execute(command) is not None

    def _on_changed(self, operation: object) -> None:
        changed = getattr(operation, "changed", None)
        if changed is not None and changed(RecordKind.AUTHORITY):
            self.show_entries()
            self.variants.look(self._entries)

    def _connect(self) -> None:
        works = (self._add, self._merge, self._split, self._delete, self._choose_import, self._choose_export)
        for button, work in zip(self.work.values(), works, strict=True):
            button.setAutoDefault(False)
            button.setEnabled(not self._session.project.read_only or work == self._choose_export)
            button.clicked.connect(work)
        self.search.textChanged.connect(self.show_entries)
        # Queued: the table is read anew, which must not happen while the view commits its editor.
        self.table.edited.connect(self._edit, Qt.ConnectionType.QueuedConnection)
        self.variants.accepted.connect(self._accept)
        self._session.changed.connect(self._on_changed)
        self._session.failed.connect(self.complain)
        self.finished.connect(self.variants.stop)

    def _lay_out(self) -> None:
        self.body.addWidget(self.search)
        self.body.addWidget(self.list, 3)
        self.body.addWidget(self.count)
        self.body.addLayout(button_row(*self.work.values()))
        self.body.addWidget(self.variants, 1)

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, "Import names", "", "Names (*.csv)")
        dialog.fileSelected.connect(self.import_file)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, "Export names", "names.csv", "Names (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.export_file)
        dialog.open()


def _found(entries: tuple[AuthorityEntry, ...], typed: str) -> tuple[AuthorityEntry, ...]:
    """Find entries of which a surface holds what is typed; else those that are spelt alike."""
    wanted = folded(typed)
    if not wanted:
        return entries
    holding = tuple(entry for entry in entries if any(wanted in folded(one) for one in entry.surfaces))
    return holding or tuple(_alike(entries, typed))


def _alike(entries: tuple[AuthorityEntry, ...], typed: str) -> Iterator[AuthorityEntry]:
    return (proposal.entry for proposal in completed(entries, typed))


def _view(table: NamesTable) -> QTableView:
    view = QTableView()
    view.setObjectName("names_table")
    view.setAccessibleName("Canonical names")
    view.setModel(table)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width_px in _WIDTHS:
        header.resizeSection(column, width_px)
    header.setSectionResizeMode(ALIASES, QHeaderView.ResizeMode.Stretch)
    return view
