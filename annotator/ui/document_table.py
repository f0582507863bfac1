"""The model behind the list of articles: those of a queue that match a filter, in an order; quick with 100,000."""

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from annotator.model.ids import DocumentId
from annotator.services.flow.queues import ListOrder, Queue, Standing, count_standings, sorting_key, standing, stands_in
from annotator.storage.documents import DocumentSummary
from annotator.ui.tables import NOWHERE, RECORD, STATE_WORDS, Index


class DocumentTable(QAbstractTableModel):
    """Holds all articles by their place, and the places that are shown by row; one column, painted whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[DocumentSummary] = []
        self._places: dict[DocumentId, int] = {}
        self._sorted: list[int] = []
        self._shown: list[int] = []
        self._rows: list[int] = []
        self._left: set[int] = set()
        self._known_words: list[str] = []
        self._filter: tuple[str, ...] = ()
        self._order = ListOrder.IMPORT
        self.queue = Queue.ALL
        self.standings: Counter[Standing] = Counter()

    def set_summaries(self, summaries: Sequence[DocumentSummary]) -> None:
        """Show these articles."""
        self._all = list(summaries)
        self._places = {summary.id: place for place, summary in enumerate(self._all)}
        self._known_words = []
        self.standings = count_standings(self._all)
        self._sort()
        self._show_matching()

    def replace(self, summary: DocumentSummary) -> None:
        """Show one article's new figures; it stays in its row until `settle`, even when it left the queue."""
        place = self._places.get(summary.id)
        if place is None or self._all[place] == summary:
            return
        self.standings[standing(self._all[place])] -= 1
        self.standings[standing(summary)] += 1
        self._all[place] = summary
        if self._known_words:
            self._known_words[place] = _words_of(summary)
        row = self._rows[place]
        if row >= 0:
            (self._left.discard if self._matches(place) else self._left.add)(place)
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def settle(self, kept: DocumentId | None) -> None:
        """Take out the articles that left the queue, but for one that is kept."""
        for place in sorted(self._left):
            if self._all[place].id != kept:
                row = self._rows[place]
                self.beginRemoveRows(NOWHERE, row, row)
                self._left.discard(place)
                del self._shown[row]
                self._number_rows()
                self.endRemoveRows()

    def set_filter(self, words: str) -> None:
        """Show only articles whose title or outlet contains every word."""
        self._filter = tuple(words.casefold().split())
        self._show_matching()

    def set_queue(self, queue: Queue) -> None:
        """Show only the articles of a queue."""
        self.queue = queue
        self._show_matching()

    def set_order(self, order: ListOrder) -> None:
        """Sort the articles anew."""
        self._order = order
        self._sort()
        self._show_matching()

    def row_of(self, document: DocumentId) -> int:
        """Tell where an article stands among the shown ones, or -1."""
        place = self._places.get(document, -1)
        return self._rows[place] if place >= 0 else -1

    def summary_at(self, row: int) -> DocumentSummary | None:
        """Give a shown article, or None outside the rows."""
        return self._all[self._shown[row]] if 0 <= row < len(self._shown) else None

    def beside(self, document: DocumentId | None, step: int) -> DocumentSummary | None:
        """Give the shown article `step` rows after (before, when negative) another, which need not be shown."""
        if document not in self._places:
            return self.summary_at(0)
        row = self.row_of(document)
        if row >= 0:
            return self.summary_at(row + step)
        before = self._shown_before(document)
        return self.summary_at(before + step - 1 if step > 0 else before + step)

    def around(self, document: DocumentId | None) -> Iterator[DocumentSummary]:
        """Give all other shown articles, beginning after one and starting over at the end."""
        known = document if document in self._places else None
        row = self.row_of(known) if known else -1
        first = row + 1 if row >= 0 or known is None else self._shown_before(known)
        for place in (*self._shown[first:], *self._shown[:first]):
            if self._all[place].id != known:
                yield self._all[place]

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
            flagged = ", flagged" if summary.flagged else ""
            return f"{summary.title}, {STATE_WORDS[summary.state]}{flagged}, {summary.spans} spans"
        return summary if role == RECORD else None

    def _sort(self) -> None:
        key, everything = sorting_key(self._order), self._all
        places = range(len(everything))
        self._sorted = list(places) if key is None else sorted(places, key=lambda place: key(everything[place]))

    def _show_matching(self) -> None:
        self.beginResetModel()
        self._left = set()
        if self.queue is Queue.ALL and not self._filter:
            self._shown = list(self._sorted)
        else:
            self._shown = [place for place in self._sorted if self._matches(place)]
        self._number_rows()
        self.endResetModel()

    def _number_rows(self) -> None:
        self._rows = [-1] * len(self._all)
        for row, place in enumerate(self._shown):
            self._rows[place] = row

    def _shown_before(self, document: DocumentId) -> int:
        """Count the shown articles that stand before a hidden one."""
        end = self._sorted.index(self._places[document])
        return sum(self._rows[place] >= 0 for place in self._sorted[:end])

    def _matches(self, place: int) -> bool:
        if self.queue is not Queue.ALL and not stands_in(self.queue, standing(self._all[place])):
            return False
        if not self._filter:
            return True
        if not self._known_words:
            self._known_words = [_words_of(one) for one in self._all]
        return all(word in self._known_words[place] for word in self._filter)


def _words_of(summary: DocumentSummary) -> str:
    return f"{summary.title} {summary.outlet}".casefold()
