"""Models behind the lists: articles in import order, spans grouped by layer."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.annotation import Span
from annotator.model.document import DocumentState
from annotator.model.ids import DocumentId, SpanId
from annotator.storage.documents import DocumentSummary

Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
LINKS = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
NOWHERE = QModelIndex()
STATE_WORDS = {
    DocumentState.TODO: "not started",
    DocumentState.IN_PROGRESS: "in progress",
    DocumentState.DONE: "done",
    DocumentState.SKIPPED: "skipped",
}
_T = TypeVar("_T")


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


class DocumentTable(QAbstractListModel):
    """The articles of the project that match the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[DocumentSummary, ...] = ()
        self._shown: tuple[DocumentSummary, ...] = ()
        self._filter = ""

    @property
    def summaries(self) -> tuple[DocumentSummary, ...]:
        """All articles, filtered or not."""
        return self._all

    def set_summaries(self, summaries: tuple[DocumentSummary, ...]) -> None:
        """Show these articles, touching only the rows that changed."""
        self._all = summaries
        self._show_filtered()

    def set_filter(self, words: str) -> None:
        """Show only articles whose title or outlet contains every word."""
        self._filter = words.casefold()
        self._show_filtered()

    def row_of(self, document: DocumentId) -> int:
        """Tell where an article stands among the shown ones, or -1."""
        return next((row for row, summary in enumerate(self._shown) if summary.id == document), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the shown articles."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give title, spoken description or the whole summary."""
        summary = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return summary.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{summary.title}, {STATE_WORDS[summary.state]}, {summary.spans} spans"
        return summary if role == RECORD else None

    def _show_filtered(self) -> None:
        words = self._filter.split()
        shown = tuple(s for s in self._all if all(word in f"{s.title} {s.outlet}".casefold() for word in words))
        start, old_end, new_end = changed_rows(self._shown, shown)
        if old_end == new_end:
            self._shown = shown
            if new_end > start:
                self.dataChanged.emit(self.index(start), self.index(new_end - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()


class SpanTree(QAbstractItemModel):
    """The open article's spans below their layers, in text order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layers: tuple[str, ...] = ()
        self._spans: dict[str, tuple[Span, ...]] = {}
        self._linked: frozenset[str] = frozenset()

    def set_layers(self, layers: tuple[str, ...]) -> None:
        """Show these layers, empty for now."""
        self.beginResetModel()
        self._layers = layers
        self._spans = dict.fromkeys(layers, ())
        self.endResetModel()

    def set_spans(self, spans: Sequence[Span], linked: frozenset[str]) -> None:
        """Show these spans, touching only the rows that changed; `linked` are ids of spans with a relation."""
        relinked = self._linked ^ linked
        self._linked = linked
        by_layer: dict[str, list[Span]] = {layer: [] for layer in self._layers}
        for span in spans:
            by_layer[span.layer].append(span)
        for row, layer in enumerate(self._layers):
            self._replace(row, layer, tuple(by_layer[layer]))
            if relinked:
                self._refresh(row, layer)

    def index_of(self, id: SpanId) -> QModelIndex:
        """Find a span's row."""
        for row, layer in enumerate(self._layers):
            for place, span in enumerate(self._spans[layer]):
                if span.id == id:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Give a layer's index (internal id 0) or a span's (internal id layer row + 1)."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]  # the stub merges QObject.parent
        """Give a span's layer."""
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count layers, or the spans of a layer."""
        if not parent.isValid():
            return len(self._layers)
        return 0 if parent.internalId() else len(self._spans[self._layers[parent.row()]])

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count columns: one, painted whole."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give words, spoken description or the span."""
        group = index.internalId()
        if not group:
            return self._layer_data(self._layers[index.row()], role)
        span = self._spans[self._layers[group - 1]][index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(span.text.split())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{span.label}: {span.text}, {span.start} to {span.end}"
        if role == LINKS:
            return span.id in self._linked
        return span if role == RECORD else None

    def _layer_data(self, layer: str, role: int) -> object:
        count = len(self._spans[layer])
        if role == Qt.ItemDataRole.DisplayRole:
            return layer
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{layer}, {count} spans"
        return count if role == COUNT else None

    def _replace(self, row: int, layer: str, new: tuple[Span, ...]) -> None:
        old = self._spans[layer]
        start, old_end, new_end = changed_rows(old, new)
        group = self.index(row, 0)
        if old_end == new_end:
            self._spans[layer] = new
            if new_end > start:
                self.dataChanged.emit(self.index(start, 0, group), self.index(new_end - 1, 0, group))
            return
        if old_end > start:
            self.beginRemoveRows(group, start, old_end - 1)
            self._spans[layer] = old[:start] + old[old_end:]
            self.endRemoveRows()
        if new_end > start:
            self.beginInsertRows(group, start, new_end - 1)
            self._spans[layer] = new
            self.endInsertRows()
        self.dataChanged.emit(group, group)

    def _refresh(self, row: int, layer: str) -> None:
        if self._spans[layer]:
            group = self.index(row, 0)
            self.dataChanged.emit(self.index(0, 0, group), self.index(len(self._spans[layer]) - 1, 0, group))
