"""Models behind the lists: articles in import order, spans grouped by layer."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.annotation import Span
from annotator.model.document import DocumentState
from annotator.model.ids import DocumentId, SpanId
from annotator.storage.documents import DocumentSummary
from annotator.ui.plain import single_line

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


class DocumentTable(QAbstractTableModel):
    """The articles of the project that match the filter; one column, painted whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[DocumentSummary] = []
        self._places: dict[DocumentId, int] = {}
        self._shown: list[int] = []
        self._filter: tuple[str, ...] = ()
        self.states: Counter[DocumentState] = Counter()

    def set_summaries(self, summaries: Sequence[DocumentSummary]) -> None:
        """Show these articles."""
        self._all = list(summaries)
        self._places = {summary.id: place for place, summary in enumerate(self._all)}
        self.states = Counter(summary.state for summary in self._all)
        self._show_filtered()

    def replace(self, summary: DocumentSummary) -> None:
        """Show one article's new figures; it stays in its place even when the filter no longer matches."""
        place = self._places.get(summary.id)
        if place is None or self._all[place] == summary:
            return
        self.states[self._all[place].state] -= 1
        self.states[summary.state] += 1
        self._all[place] = summary
        row = self.row_of(summary.id)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def set_filter(self, words: str) -> None:
        """Show only articles whose title or outlet contains every word."""
        self._filter = tuple(words.casefold().split())
        self._show_filtered()

    def row_of(self, document: DocumentId) -> int:
        """Tell where an article stands among the shown ones, or -1."""
        place = self._places.get(document)
        row = bisect_left(self._shown, place) if place is not None else len(self._shown)
        return row if row < len(self._shown) and self._shown[row] == place else -1

    def summary_at(self, row: int) -> DocumentSummary | None:
        """Give a shown article, or None outside the rows."""
        return self._all[self._shown[row]] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the shown articles."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count columns: one."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give title, spoken description or the whole summary."""
        summary = self._all[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{summary.title}, {STATE_WORDS[summary.state]}, {summary.spans} spans"
        return summary if role == RECORD else None

    def _show_filtered(self) -> None:
        self.beginResetModel()
        self._shown = [place for place, summary in enumerate(self._all) if self._matches(summary)]
        self.endResetModel()

    def _matches(self, summary: DocumentSummary) -> bool:
        if not self._filter:
            return True
        known = f"{summary.title} {summary.outlet}".casefold()
        return all(word in known for word in self._filter)


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
