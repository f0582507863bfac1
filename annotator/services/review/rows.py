"""The list of disagreements: one short row per cluster, filtered and sorted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotator.metrics.clusters import ClusterClass
from annotator.model.decision import Decision
from annotator.model.document import Document
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.project import Project
from annotator.services.review.gathering import DocumentReview, ReviewItem, ReviewState, review_of

SURFACE = 160
_SEVERITY = {kind.value: place for place, kind in enumerate(ClusterClass)}


class RowOrder(StrEnum):
    """How rows are sorted; the values are words for people."""

    TEXT = "in text order"
    SEVERITY = "most severe first"
    FREQUENCY = "most frequent words first"


class RowState(StrEnum):
    """What a row waits for; the values are words for people."""

    OPEN = "open"
    DISCUSS = "to discuss"
    DECIDED = "decided"
    STALE = "changed since decided"
    LOST = "spans are gone"


UNRESOLVED = (RowState.OPEN, RowState.DISCUSS, RowState.STALE)


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """One cluster that differs, or a decision whose spans are all gone.

    `groups` are the annotators who have the same reading, the silent ones last and empty if there are none.
    """

    document: DocumentId
    title: str
    key: str
    layer: str
    labels: tuple[str, ...]
    difference: str
    start: int
    end: int
    surface: str
    state: RowState
    votes: str
    groups: tuple[tuple[str, ...], ...] = ()
    spans: frozenset[str] = frozenset()

    @property
    def is_unresolved(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in UNRESOLVED

    @property
    def alike(self) -> tuple[str, str, str]:
        """What rows that may be decided together have in common."""
        return (self.surface, self.difference, self.layer)


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are asked for; what is empty asks for nothing. `keys` are ids of clusters or of spans."""

    difference: str = ""
    label: str = ""
    layer: str = ""
    state: RowState | None = None
    pair: tuple[str, str] | None = None
    keys: frozenset[str] = frozenset()

    def takes(self, row: ClusterRow) -> bool:
        """Whether a row is asked for."""
        return (
            (not self.difference or self.difference == row.difference)
            and (not self.label or self.label in row.labels)
            and (not self.layer or self.layer == row.layer)
            and (self.state is None or self.state is row.state)
            and (self.pair is None or _differ(row, self.pair))
            and (not self.keys or row.key in self.keys or bool(row.spans & self.keys))
        )


def rows_of(project: Project, document: DocumentId, whom: tuple[AnnotatorId, ...] = ()) -> tuple[ClusterRow, ...]:
    """List what there is to review in a document, in text order; `whom` as in `review_of`."""
    with project.file.reading():
        review = review_of(project.file, document, whom)
    if not review.items and not review.lost:
        return ()
    return rows_of_review(project.document(document), review)


def rows_of_review(document: Document, review: DocumentReview) -> tuple[ClusterRow, ...]:
    """List the clusters of a document that differ, and what is left of those whose spans are gone."""
    title = document.title
    rows = [_row(document, title, item) for item in review.items if item.differs or item.state is ReviewState.STALE]
    # What agrees now and was decided before needs nobody: its gold stands.
    rows += [_lost_row(document, title, one) for one in review.lost if len(review.annotators) > 1]
    return tuple(sorted(rows, key=lambda one: (one.start, one.end, one.layer, one.key)))


def ordered(rows: Iterable[ClusterRow], order: RowOrder) -> tuple[ClusterRow, ...]:
    """Sort rows that come in text order; equal ones stay in it."""
    listed = tuple(rows)
    if order is RowOrder.SEVERITY:
        return tuple(sorted(listed, key=lambda one: _SEVERITY.get(one.difference, len(_SEVERITY))))
    if order is RowOrder.FREQUENCY:
        often = Counter(one.surface for one in listed)
        return tuple(sorted(listed, key=lambda one: (-often[one.surface], one.surface)))
    return listed


def state_of(item: ReviewItem) -> RowState:
    """Say what a cluster waits for."""
    if item.state is ReviewState.OPEN:
        return RowState.DISCUSS if item.decisions else RowState.OPEN
    return RowState.DECIDED if item.state is ReviewState.DECIDED else RowState.STALE


def _row(document: Document, title: str, item: ReviewItem) -> ClusterRow:
    cluster = item.cluster
    groups = (*(choice.annotators for choice in item.choices), cluster.silent)
    counts = [str(len(choice.annotators)) for choice in item.choices]
    return ClusterRow(
        document=document.id,
        title=title,
        key=cluster.key,
        layer=cluster.layer,
        labels=tuple(dict.fromkeys(one.label for one in cluster.proposals)),
        difference=cluster.kind.value,
        start=cluster.start,
        end=cluster.end,
        surface=_surface(document, cluster.start, cluster.end),
        state=state_of(item),
        votes=":".join([*counts, str(len(cluster.silent))] if cluster.silent else counts),
        groups=groups,
        spans=item.span_ids,
    )


def _lost_row(document: Document, title: str, decision: Decision) -> ClusterRow:
    return ClusterRow(
        document=document.id,
        title=title,
        key=decision.cluster_key,
        layer=decision.layer,
        labels=(),
        difference=decision.difference,
        start=decision.start,
        end=decision.end,
        surface=_surface(document, decision.start, decision.end),
        state=RowState.LOST,
        votes="",
        spans=frozenset(source.span for source in decision.sources),
    )


def _surface(document: Document, start: int, end: int) -> str:
    return " ".join(document.text[start : min(end, start + SURFACE)].split())


def _differ(row: ClusterRow, pair: tuple[str, str]) -> bool:
    places = [next((place for place, names in enumerate(row.groups) if name in names), None) for name in pair]
    return None not in places and places[0] != places[1]
