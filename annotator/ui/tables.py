"""The model behind the list of spans, grouped by layer, and what all lists share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.annotation import Span
from annotator.model.document import DocumentState
from annotator.model.ids import SpanId
from annotator.ui.look.plain import single_line

Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
LINKS = Qt.ItemDataRole.UserRole + 1
SHOWN_TEXT = 160
NOWHERE = QModelIndex()
STATE_WORDS = {
    DocumentState.TODO: "not started",
    DocumentState.IN_PROGRESS: "in progress",
    DocumentState.DONE: "done",
    DocumentState.SKIPPED: "skipped",
}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class LayerRow:
    """The row above a layer's spans."""

    name: str
    count: int

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return f"{self.name}, {self.count} spans"


def changed_rows(old: Sequence[_T], new: Sequence[_T]) -> tuple[int, int, int]:
    """Find the rows that differ: the first one, the end in `old`, the end in `new`."""
    start, limit = 0, min(len(old), len(new))
    while start < limit and (old[start] is new[start] or old[start] == new[start]):
        start += 1
    old_end, new_end = len(old), len(new)
    while old_end > start and new_end > start and _same(old[old_end - 1], new[new_end - 1]):
        old_end, new_end = old_end - 1, new_end - 1
    return start, old_end, new_end


def _same(left: object, right: object) -> bool:
    return left is right or left == right


class SpanTable(QAbstractTableModel):
    """The open article's spans in text order, each layer below a row with its name and count.

    A flat table, because a tree asks for every row of a layer after each insertion.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[LayerRow | Span, ...] = ()
        self._layers: tuple[str, ...] = ()
        self._linked: frozenset[str] = frozenset()

    def set_layers(self, layers: tuple[str, ...]) -> None:
        """Order the rows by these layers."""
        self._layers = layers

    def set_spans(self, spans: Sequence[Span], linked: frozenset[str]) -> None:
        """Show these spans, touching only the rows that changed; `linked` are ids of spans with a relation."""
        by_layer: dict[str, list[Span]] = {layer: [] for layer in self._layers}
        for span in spans:
            by_layer.setdefault(span.layer, []).append(span)
        rows: list[LayerRow | Span] = []
        for layer, members in by_layer.items():
            if members:
                rows += [LayerRow(layer, len(members)), *members]
        relinked = linked != self._linked
        self._linked = linked
        self._replace(tuple(rows))
        if relinked and rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def row_of(self, id: SpanId) -> int:
        """Find a span's row, or -1."""
        rows = enumerate(self._rows)
        return next((number for number, row in rows if isinstance(row, Span) and row.id == id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count layers and spans."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count columns: one, painted whole."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let spans be chosen, not layers."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if index.isValid() and isinstance(self._rows[index.row()], Span):
            return usual | Qt.ItemFlag.ItemIsSelectable
        return usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give words, spoken description or the record of the row."""
        row = self._rows[index.row()]
        if role == RECORD:
            return row
        if isinstance(row, LayerRow):
            words = {Qt.ItemDataRole.DisplayRole: row.name, Qt.ItemDataRole.AccessibleTextRole: row.spoken}
            return words.get(Qt.ItemDataRole(role))
        if role == Qt.ItemDataRole.DisplayRole:
            return single_line(row.text, SHOWN_TEXT)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}: {row.text}, {row.start} to {row.end}"
        return row.id in self._linked if role == LINKS else None

    def _replace(self, new: tuple["LayerRow | Span", ...]) -> None:
        start, old_end, new_end = changed_rows(self._rows, new)
        common = min(old_end, new_end)
        if old_end > common:
            self.beginRemoveRows(NOWHERE, common, old_end - 1)
            self._rows = self._rows[:common] + self._rows[old_end:]
            self.endRemoveRows()
        if new_end > common:
            self.beginInsertRows(NOWHERE, common, new_end - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        if common > start:
            self.dataChanged.emit(self.index(start, 0), self.index(common - 1, 0))
