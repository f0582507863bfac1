"""Gathers what there is to review: clusters with their choices, their decision and whether it still holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.metrics.clusters import Aligned, Cluster, ClusterClass, clusters
from annotator.metrics.units import Link, Sheet, Unit, sheet
from annotator.model.annotation import Span
from annotator.model.decision import Decision, SourcePart, Verdict
from annotator.model.document import Annotator, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.storage import annotations, decisions, documents
from annotator.storage.database import ProjectFile

REVIEWED = (Role.ANNOTATOR, Role.LEAD)
# Where bounds and labels are the same, what differs is what has to be chosen.
_BY_ATTRIBUTES = (ClusterClass.ATTRIBUTE, ClusterClass.RELATION)


class ReviewState(StrEnum):
    """Whether a cluster waits for a decision; stale: spans changed since, or decisions contradict."""

    OPEN = "open"
    DECIDED = "decided"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of a cluster's place, and who has it; `spans` lists each annotator's, in that order."""

    annotators: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]

    @property
    def reading(self) -> tuple[Span, ...]:
        """The spans as the first of the annotators has them."""
        return self.spans[0]


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
    def open_items(self) -> tuple[ReviewItem, ...]:
        """The clusters that differ and wait for a decision."""
        return tuple(one for one in self.items if one.differs and one.state is ReviewState.OPEN)

    @property
    def is_closed(self) -> bool:
        """Whether every cluster that differs has a decision; one that went stale counts as decided."""
        return not self.open_items


@dataclass(frozen=True, slots=True)
class Readings:
    """What everybody who is done with a document made of it, by name; `aligned` knows their alignments already."""

    annotators: tuple[Annotator, ...]
    spans: Mapping[str, tuple[Span, ...]]
    sheets: Mapping[str, Sheet]
    aligned: Aligned | None = None


def readings_of(file: ProjectFile, document: DocumentId, annotators: tuple[Annotator, ...]) -> Readings:
    """Read what annotators made of a document."""
    spans = {one.name: annotations.spans(file.db, document, one.id) for one in annotators}
    sheets = {one.name: sheet(spans[one.name], annotations.relations(file.db, document, one.id)) for one in annotators}
    return Readings(annotators, spans, sheets)


def review_of(file: ProjectFile, document: DocumentId, whom: tuple[AnnotatorId, ...] = ()) -> DocumentReview:
    """Cluster what the annotators who are done with a document made of it; fewer than two give no clusters.

    With `whom` named only theirs; nothing is ever decided between two passes of one annotator.
    """
    return review_of_readings(file, document, readings_of(file, document, reviewed_annotators(file, document, whom)))


def review_of_readings(file: ProjectFile, document: DocumentId, read: Readings) -> DocumentReview:
    """Cluster what was read of a document."""
    is_second = any(one.role is Role.SECOND_PASS for one in read.annotators)
    decided = () if is_second else decisions.decisions(file.db, document)
    if len(read.annotators) < 2:
        return DocumentReview(document, read.annotators, (), decided)
    by_id = {span.id: span for of_one in read.spans.values() for span in of_one}
    layers = dict.fromkeys(span.layer for span in by_id.values())
    choosing = _Choosing(read.sheets, by_id)
    items = [
        _item(document, cluster, choosing.choices(cluster), decided)
        for layer in layers
        for cluster in clusters(read.sheets, layer, read.aligned)
    ]
    seen = {decision.id for item in items for decision in item.decisions}
    ordered = sorted(items, key=lambda one: (one.cluster.start, one.cluster.end, one.cluster.layer, one.cluster.key))
    lost = tuple(one for one in decided if one.id not in seen)
    return DocumentReview(document, read.annotators, tuple(ordered), lost)


def decided_anew(file: ProjectFile, review: DocumentReview) -> DocumentReview:
    """Take over what was decided meanwhile; right only while no annotator's spans have changed."""
    decided = decisions.decisions(file.db, review.document)
    items = tuple(_item(review.document, one.cluster, one.choices, decided) for one in review.items)
    seen = {decision.id for item in items for decision in item.decisions}
    return replace(review, items=items, lost=tuple(one for one in decided if one.id not in seen))


def reviewed_annotators(
    file: ProjectFile, document: DocumentId, whom: tuple[AnnotatorId, ...] = ()
) -> tuple[Annotator, ...]:
    """List the people who are done with a document, by name, or those of `whom`."""
    states = documents.states(file.db, document)
    wanted = (one for one in documents.annotators(file.db) if (one.id in whom if whom else one.role in REVIEWED))
    return tuple(one for one in wanted if states.get(one.id) is DocumentState.DONE)


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


def _item(
    document: DocumentId, cluster: Cluster, choices: tuple[Choice, ...], decided: tuple[Decision, ...]
) -> ReviewItem:
    holds = tuple(one for one in decided if one.cluster_key == cluster.key)
    if holds:
        state = ReviewState.DECIDED if holds[-1].settles else ReviewState.OPEN
        if len({_outcome(one) for one in holds}) > 1:
            # Two copies of the project decided the same place differently and were merged.
            state = ReviewState.STALE
        return ReviewItem(document, cluster, choices, state, holds)
    spans = {id for proposal in cluster.proposals for id in proposal.spans}
    stale = tuple(one for one in decided if spans & {source.span for source in one.sources})
    settled = any(one.settles for one in stale)
    return ReviewItem(document, cluster, choices, ReviewState.STALE if settled else ReviewState.OPEN, stale)


def _outcome(decision: Decision) -> object:
    if decision.verdict is Verdict.EDIT:
        return (decision.verdict, decision.gold_spans)
    return (decision.verdict, frozenset(one.span for one in decision.sources if one.part is not SourcePart.REJECTED))


class _Choosing:
    """What each annotator has at a cluster's place; made once per document."""

    def __init__(self, sheets: Mapping[str, Sheet], spans: Mapping[SpanId, Span]) -> None:
        self._spans = spans
        self._units = {name: {unit.id: unit for unit in one.units} for name, one in sheets.items()}
        self._links: dict[tuple[str, str], list[Link]] = {}
        for name, one in sheets.items():
            for link in one.links:
                self._links.setdefault((name, link.from_unit), []).append(link)

    def choices(self, cluster: Cluster) -> tuple[Choice, ...]:
        """Group the annotators by what they have at this place."""
        mine: dict[str, list[Unit]] = {}
        for proposal in cluster.proposals:
            for name, id in zip(proposal.annotators, proposal.spans, strict=True):
                mine.setdefault(name, []).append(self._units[name][id])
        readings: dict[object, list[str]] = {}
        for name, of_name in mine.items():
            readings.setdefault(self._reading(cluster, of_name, name), []).append(name)
        found = (
            Choice(tuple(names), tuple(tuple(self._spans[SpanId(unit.id)] for unit in mine[name]) for name in names))
            for names in readings.values()
        )
        return tuple(sorted(found, key=lambda one: -len(one.annotators)))

    def _reading(self, cluster: Cluster, units: list[Unit], name: str) -> object:
        extents = tuple((unit.fragments, unit.label) for unit in units)
        if cluster.kind not in _BY_ATTRIBUTES:
            return extents
        known = self._units[name]
        links = sorted(
            str((link.label, known[link.to_unit].identity if link.to_unit in known else None))
            for unit in units
            for link in self._links.get((name, unit.id), ())
        )
        return (extents, tuple(unit.attributes for unit in units), tuple(links))
