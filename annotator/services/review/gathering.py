"""Gathers what there is to review: clusters with their choices, their decision and whether it still holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.metrics.clusters import Cluster, ClusterClass
from annotator.model.annotation import Span
from annotator.model.decision import Decision, SourcePart, Verdict
from annotator.model.document import Annotator, Role
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.services.review.clustered import Choice, Clustered, clustered
from annotator.storage import annotations, decisions, documents
from annotator.storage.database import ProjectFile


class ReviewState(StrEnum):
    """Whether a cluster waits for a decision; stale: spans changed since, or decisions contradict."""

    OPEN = "open"
    DECIDED = "decided"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One cluster as a reviewer meets it; `choices` come with the most votes first."""

    document: DocumentId
    cluster: Cluster
    choices: tuple[Choice, ...]
    state: ReviewState
    decisions: tuple[Decision, ...]

    @property
    def differs(self) -> bool:
        """Whether the annotators disagree here."""
        return self.cluster.kind is not ClusterClass.AGREE

    @property
    def is_unanimous(self) -> bool:
        """Whether everybody has the same reading."""
        return not self.cluster.silent and len(self.choices) == 1

    @property
    def decision(self) -> Decision | None:
        """The decision that holds, or the newest that is stale."""
        return self.decisions[-1] if self.decisions else None

    @property
    def span_ids(self) -> frozenset[SpanId]:
        """The spans of the cluster."""
        return frozenset(span.id for choice in self.choices for spans in choice.spans for span in spans)


@dataclass(frozen=True, slots=True)
class DocumentReview:
    """All clusters of one document in text order; `lost` are decisions whose spans are all gone."""

    document: DocumentId
    annotators: tuple[Annotator, ...]
    items: tuple[ReviewItem, ...]
    lost: tuple[Decision, ...]

    @property
    def spans(self) -> Iterator[Span]:
        """What the annotators made of the document, each extent and label of one annotator once."""
        return (span for item in self.items for choice in item.choices for spans in choice.spans for span in spans)

    @property
    def open_items(self) -> tuple[ReviewItem, ...]:
        """The clusters that differ and wait for a decision."""
        return tuple(one for one in self.items if one.differs and one.state is ReviewState.OPEN)

    @property
    def is_closed(self) -> bool:
        """Whether every cluster that differs has a decision; one that went stale counts as decided."""
        return not self.open_items


def review_of(file: ProjectFile, document: DocumentId, whom: tuple[AnnotatorId, ...] = ()) -> DocumentReview:
    """Cluster what the annotators who are done with a document made of it; fewer than two give no clusters.

    With `whom` named only theirs; nothing is ever decided between two passes of one annotator.
    """
    return review_of_clusters(file, document, clustered(file, document, whom))


def review_of_clusters(file: ProjectFile, document: DocumentId, found: Clustered) -> DocumentReview:
    """Set beside the clusters of a document what was decided."""
    is_second = any(one.role is Role.SECOND_PASS for one in found.annotators)
    decided = _Decided(() if is_second else decisions.decisions(file.db, document))
    items = tuple(decided.item(document, cluster, choices) for cluster, choices in found.places)
    return DocumentReview(document, found.annotators, items, decided.lost(items))


def gold_annotator(everybody: Iterable[Annotator]) -> Annotator | None:
    """Find who holds the gold spans."""
    return next((one for one in everybody if one.role is Role.GOLD), None)


def gold_spans(file: ProjectFile, document: DocumentId) -> tuple[Span, ...]:
    """List the gold spans of a document."""
    gold = gold_annotator(documents.annotators(file.db))
    return annotations.spans(file.db, document, gold.id) if gold else ()


def annotator_names(file: ProjectFile) -> dict[AnnotatorId, str]:
    """Map ids to names."""
    return {one.id: one.name for one in documents.annotators(file.db)}


class _Decided:
    """The decisions of a document by cluster and by source."""

    def __init__(self, decided: tuple[Decision, ...]) -> None:
        self._all = decided
        self._by_key: dict[str, list[Decision]] = {}
        self._by_span: dict[str, list[int]] = {}
        for number, one in enumerate(decided):
            self._by_key.setdefault(one.cluster_key, []).append(one)
            for source in one.sources:
                self._by_span.setdefault(source.span, []).append(number)

    def item(self, document: DocumentId, cluster: Cluster, choices: tuple[Choice, ...]) -> ReviewItem:
        """Say whether a cluster waits for a decision."""
        holds = tuple(self._by_key.get(cluster.key, ()))
        if holds:
            state = ReviewState.DECIDED if holds[-1].settles else ReviewState.OPEN
            if len({_outcome(one) for one in holds}) > 1:
                # Two copies of the project decided the same place differently and were merged.
                state = ReviewState.STALE
            return ReviewItem(document, cluster, choices, state, holds)
        stale: tuple[Decision, ...] = ()
        if self._by_span:
            spans = (id for proposal in cluster.proposals for id in proposal.spans)
            stale = tuple(self._all[n] for n in sorted({n for id in spans for n in self._by_span.get(id, ())}))
        settled = any(one.settles for one in stale)
        return ReviewItem(document, cluster, choices, ReviewState.STALE if settled else ReviewState.OPEN, stale)

    def lost(self, items: Iterable[ReviewItem]) -> tuple[Decision, ...]:
        """List the decisions that belong to none of the clusters."""
        seen = {decision.id for item in items for decision in item.decisions}
        return tuple(one for one in self._all if one.id not in seen)


def _outcome(decision: Decision) -> object:
    if decision.verdict is Verdict.EDIT:
        return (decision.verdict, decision.gold_spans)
    return (decision.verdict, frozenset(one.span for one in decision.sources if one.part is not SourcePart.REJECTED))
