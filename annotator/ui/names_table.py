"""The model behind the list of canonical names: each cell but the count is edited in place."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.ui.look.plain import single_line
from annotator.ui.tables import NOWHERE, RECORD, Index

NAME, KIND, ALIASES, NOTE, URL, SPANS = range(6)
HEADS = ("Name", "Kind", "Aliases", "Note", "Address", "Spans")
SEPARATOR = ";"
_SHOWN = 200


class NamesTable(QAbstractTableModel):
    """Shows entries; `edited` carries an entry as it was typed, which is stored by whoever listens."""

    edited = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[AuthorityEntry, ...] = ()
        self._counts: Mapping[AuthorityId, int] = {}

    @property
    def entries(self) -> tuple[AuthorityEntry, ...]:
        """The entries in the order shown."""
        return self._entries

    def show_entries(self, entries: tuple[AuthorityEntry, ...], counts: Mapping[AuthorityId, int]) -> None:
        """Show these entries with the number of spans that name each."""
        self.beginResetModel()
        self._entries, self._counts = entries, counts
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count entries."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count columns."""
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let all but the count be edited."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usual if index.column() == SPANS else usual | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell, on one line unless they are edited."""
        entry, column = self._entries[index.row()], index.column()
        if role == RECORD:
            return entry
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SPANS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if column == SPANS:
            return str(self._counts.get(entry.id, 0))
        words = _cells(entry)[column]
        return words if role == Qt.ItemDataRole.EditRole else single_line(words, _SHOWN)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed; the row changes when it is stored."""
        entry, words = self._entries[index.row()], str(value)
        if role != Qt.ItemDataRole.EditRole or words == _cells(entry)[index.column()]:
            return False
        self.edited.emit(_typed(entry, index.column(), words))
        return True


def _cells(entry: AuthorityEntry) -> tuple[str, ...]:
    return entry.name, entry.kind, f"{SEPARATOR} ".join(entry.aliases), entry.note, entry.url


def _typed(entry: AuthorityEntry, column: int, words: str) -> AuthorityEntry:
    if column == NAME:
        return replace(entry, name=words)
    if column == KIND:
        return replace(entry, kind=words)
    if column == ALIASES:
        return replace(entry, aliases=tuple(one.strip() for one in words.split(SEPARATOR)))
    return replace(entry, note=words) if column == NOTE else replace(entry, url=words)
