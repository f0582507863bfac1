"""What lies on the reviewer's desk: the current cluster of the current article, and decisions on it."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.model.annotation import Fragment, Span
from annotator.model.decision import Verdict
from annotator.model.document import Document
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.operation import Operation, RecordKind
from annotator.services.review.clustered import clustering
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import (
    DocumentReview,
    ReviewItem,
    gold_spans,
    review_of,
)
from annotator.services.review.reviewing import repeated
from annotator.services.review.rows import ClusterRow, rows_of, rows_of_review
from annotator.ui.review.table import ClusterTable
from annotator.ui.session import Session
from annotator.ui.slices import Slices

_T = TypeVar("_T")
NOTHING_HERE = "No disagreement is chosen: choose one in the list first."
_TOUCHING = (
    *(RecordKind.DECISION, RecordKind.SPAN, RecordKind.RELATION, RecordKind.DOCUMENT_STATE),
    *(RecordKind.DOCUMENT, RecordKind.ANNOTATOR),
)


class ReviewDesk(QObject):
    """Keeps list and current cluster equal to what is stored; a decision goes on to the next unresolved one."""

    shown = Signal()
    loaded = Signal()

    def __init__(self, session: Session, table: ClusterTable, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._table = session, table
        self._slices = Slices(self)
        self._slices.arrived.connect(self._on_rows)
        self._slices.ended.connect(self._on_ended)
        self._slices.failed.connect(session.failed)
        self.is_open = False
        self.is_loading = False
        self._writing = False
        self.row: ClusterRow | None = None
        self.item: ReviewItem | None = None
        self.document: Document | None = None
        self.review: DocumentReview | None = None
        self.gold: tuple[Span, ...] = ()
        self.reason = self.comment = ""
        self.whom: tuple[AnnotatorId, ...] = ()
        session.changed.connect(self._on_changed)

    def begin(self) -> None:
        """List what there is to review, article by article."""
        self._table.clear()
        self._forget()
        self.is_open = self.is_loading = True
        self._slices.start(self._all_rows(self._session.project.document_ids()))

    def stop(self) -> None:
        """End what still reads."""
        self._slices.stop()
        self.is_open = self.is_loading = False

    def go(self, row: ClusterRow | None) -> None:
        """Put a cluster on the desk."""
        if row is None:
            self._forget()
            self.shown.emit()
            return
        if self.row is None or (self.row.document, self.row.key) != (row.document, row.key):
            self.reason = self.comment = ""
        if self.document is None or self.document.id != row.document:
            self._read(row.document)
        self._put(row)
        self.shown.emit()

    def walk(self, step: int) -> bool:
        """Go to the next unresolved cluster, or the one before; tell whether there is one."""
        place = self._table.place_of(self.row.document, self.row.key) if self.row is not None else -1
        found = self._table.next_unresolved(place, step)
        if found < 0:
            self._session.told.emit("Nothing in the list waits for a decision.")
            return False
        self.go(self._table.rows[found])
        return True

    def decide(self, verdict: Verdict, choice: int | None = None) -> None:
        """Decide the current cluster and go on."""
        if self.item is not None:
            self.settle(ClusterVerdict(self.item.cluster.key, verdict, choice))
        else:
            self._session.failed.emit(self.why_not())

    def edit(self, fragments: tuple[Fragment, ...], label: str = "") -> None:
        """Decide the current cluster by bounds and label of the reviewer's own, and go on."""
        if self.item is None:
            self._session.failed.emit(self.why_not())
            return
        choice = next((n for n, one in enumerate(self.item.choices) if one.reading[0].label == label), 0)
        self.settle(ClusterVerdict(self.item.cluster.key, Verdict.EDIT, choice, fragments, label))

    def settle(self, verdict: ClusterVerdict) -> None:
        """Write a verdict on the current cluster and go on."""
        if self._write(verdict):
            self.reason = self.comment = ""
            if not self.walk(1):
                self.shown.emit()
            self.loaded.emit()

    def annotate(self, *, reason: str | None = None, comment: str | None = None) -> None:
        """Give the decision that stands, or else the coming one, a reason or a comment."""
        self.reason = self.reason if reason is None else reason
        self.comment = self.comment if comment is None else comment
        again = repeated(self.item, self.gold) if self.item is not None else None
        if again is not None and self.item is not None and self.item.decision is not None:
            self.reason = self.reason or self.item.decision.reason
            self.comment = self.comment or self.item.decision.comment
            self._write(again)
        self.shown.emit()

    def why_not(self) -> str:
        """Say why nothing can be decided."""
        if self.row is None:
            return NOTHING_HERE
        return (
            "The spans of this place are gone: there is nothing left to decide. Its gold goes with the last decision."
        )

    def _write(self, verdict: ClusterVerdict) -> bool:
        assert self.row is not None
        command = Decide(self.row.document, (verdict,), self.reason, self.comment)
        self._writing = True
        try:
            return self._session.execute(command) is not None
        finally:
            self._writing = False

    def _all_rows(self, documents: tuple[DocumentId, ...]) -> Iterator[tuple[ClusterRow, ...]]:
        for document in documents:
            # The list stays alive while a long article is clustered; its rows then come from what is kept.
            for _ in clustering(self._session.project.file, document, self.whom):
                yield ()
            if not self._table.knows(document):
                yield rows_of(self._session.project, document, self.whom)

    def _on_rows(self, rows: tuple[ClusterRow, ...]) -> None:
        self._table.add(rows)
        if self.row is None:
            found = self._table.next_unresolved(-1, 1)
            if found >= 0:
                self.go(self._table.rows[found])
        self.loaded.emit()

    def _on_ended(self) -> None:
        self.is_loading = False
        if self.row is None and self._table.rows:
            self.go(self._table.rows[0])
        elif self.row is None:
            self.shown.emit()
        self.loaded.emit()

    def _on_changed(self, operation: Operation) -> None:
        """Look again at the articles that an operation touched; what was undone comes onto the desk."""
        if not self.is_open:
            return
        touched = dict.fromkeys(
            DocumentId(one.document) for one in operation.changes if one.kind in _TOUCHING and one.document
        )
        if any(operation.changed(kind) for kind in (RecordKind.ANNOTATOR, RecordKind.DOCUMENT)) and not touched:
            self.begin()
            return
        for document in touched:
            self._renew(document)
        if self._writing:
            return
        if operation.undo_of is not None:
            self._go_to_undone(operation)
        elif self.row is not None:
            self.shown.emit()
        self.loaded.emit()

    def _renew(self, document: DocumentId) -> None:
        if self.document is not None and self.document.id == document:
            self._read(document)
            if self.document is None or self.review is None:
                self._table.renew(document, ())
                return
            rows = rows_of_review(self.document, self.review)
            self._table.renew(document, rows)
            row = self.row
            if row is not None:
                self._put(next((one for one in rows if one.key == row.key), _nearest(rows, row)))
        else:
            self._table.renew(
                document, self._session.read(lambda: rows_of(self._session.project, document, self.whom)) or ()
            )

    def _go_to_undone(self, operation: Operation) -> None:
        for change in operation.changed(RecordKind.DECISION):
            image = change.after or change.before or {}
            rows = (row for row in self._table.known if row.document == image["document"])
            found = next((row for row in rows if row.key == image["cluster_key"]), None)
            if found is not None:
                self.go(found)
                return
        self.shown.emit()

    def _put(self, row: ClusterRow | None) -> None:
        self.row, self.item = row, None
        if row is not None and self.review is not None:
            self.item = next((one for one in self.review.items if one.cluster.key == row.key), None)

    def _read(self, id: DocumentId) -> None:
        self._forget_article()
        project = self._session.project

        def read() -> tuple[Document, DocumentReview, tuple[Span, ...]]:
            with project.file.reading():
                if self.whom:
                    return project.document(id), review_of(project.file, id, self.whom), ()
                return project.document(id), review_of(project.file, id), gold_spans(project.file, id)

        found = self._session.read(read)
        if found is not None:
            self.document, self.review, self.gold = found

    def _forget(self) -> None:
        self.row = self.item = None
        self.reason = self.comment = ""
        self._forget_article()

    def _forget_article(self) -> None:
        self.document, self.review, self.gold = None, None, ()


def _nearest(rows: tuple[ClusterRow, ...], row: ClusterRow) -> ClusterRow | None:
    """Find the cluster that took the place of one whose spans changed."""
    return min(rows, key=lambda one: (one.layer != row.layer, abs(one.start - row.start)), default=None)
