"""Clusters what annotators made of an article, a stretch at a time, and keeps it while their spans stay as they are."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from annotator.metrics.clusters import Aligned, Cluster, ClusterClass, clusters_by_stretch
from annotator.metrics.units import Link, Sheet, Unit, sheet
from annotator.model.annotation import Span
from annotator.model.document import Annotator, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.storage import annotations, documents
from annotator.storage.agreement_history import newest_operation, only_decided_since
from annotator.storage.database import ProjectFile

REVIEWED = (Role.ANNOTATOR, Role.LEAD)
# Where bounds and labels are the same, what differs is what has to be chosen.
_BY_ATTRIBUTES = (ClusterClass.ATTRIBUTE, ClusterClass.RELATION)
_MOST_KEPT = 2
Key = tuple[DocumentId, tuple[AnnotatorId, ...]]


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
class Readings:
    """What everybody who is done with a document made of it, by name; `aligned` knows their alignments already."""

    annotators: tuple[Annotator, ...]
    spans: Mapping[str, tuple[Span, ...]]
    sheets: Mapping[str, Sheet]
    aligned: Aligned | None = None


@dataclass(frozen=True, slots=True)
class Clustered:
    """The clusters of a document in text order, each with its choices; nothing of what was decided."""

    annotators: tuple[Annotator, ...]
    places: tuple[tuple[Cluster, tuple[Choice, ...]], ...]


_KEPT: WeakKeyDictionary[ProjectFile, dict[Key, tuple[int, Clustered]]] = WeakKeyDictionary()


def clustered(file: ProjectFile, document: DocumentId, whom: tuple[AnnotatorId, ...] = ()) -> Clustered:
    """Cluster a document, unless only decisions were made since it was clustered last."""
    return _at_once(clustering(file, document, whom))


def clusters_of(read: Readings) -> Clustered:
    """Cluster what was read."""
    return _at_once(_clustering_of(read))


def _at_once(steps: Generator[None, None, Clustered]) -> Clustered:
    while True:
        try:
            next(steps)
        except StopIteration as ended:
            found = ended.value
            assert isinstance(found, Clustered)
            return found


def clustering(
    file: ProjectFile, document: DocumentId, whom: tuple[AnnotatorId, ...] = ()
) -> Generator[None, None, Clustered]:
    """Do the same a stretch at a time, with a pause after each; whoever asks after a change gets it made anew."""
    kept = _KEPT.setdefault(file, {})
    newest, known = newest_operation(file.db), kept.pop((document, whom), None)
    if known is not None and (known[0] == newest or only_decided_since(file.db, known[0])):
        found = known[1]
    else:
        found = yield from _gathered(file, document, reviewed_annotators(file, document, whom))
    while len(kept) >= _MOST_KEPT:
        del kept[next(iter(kept))]
    kept[document, whom] = (newest, found)
    return found


def _gathered(
    file: ProjectFile, document: DocumentId, annotators: tuple[Annotator, ...]
) -> Generator[None, None, Clustered]:
    if len(annotators) < 2:
        return Clustered(annotators, ())
    spans: dict[str, tuple[Span, ...]] = {}
    sheets: dict[str, Sheet] = {}
    for one in annotators:
        spans[one.name] = annotations.spans(file.db, document, one.id)
        sheets[one.name] = sheet(spans[one.name], annotations.relations(file.db, document, one.id))
        yield
    return (yield from _clustering_of(Readings(annotators, spans, sheets)))


def _clustering_of(read: Readings) -> Generator[None, None, Clustered]:
    choosing = _Choosing(read)
    places: list[tuple[Cluster, tuple[Choice, ...]]] = []
    for layer in dict.fromkeys(span.layer for of_one in read.spans.values() for span in of_one):
        for stretch in clusters_by_stretch(read.sheets, layer, read.aligned):
            places += [(cluster, choosing.choices(cluster)) for cluster in stretch]
            yield
    places.sort(key=lambda place: (place[0].start, place[0].end, place[0].layer, place[0].key))
    return Clustered(read.annotators, tuple(places))


def reviewed_annotators(
    file: ProjectFile, document: DocumentId, whom: tuple[AnnotatorId, ...] = ()
) -> tuple[Annotator, ...]:
    """List the people who are done with a document, by name, or those of `whom`."""
    states = documents.states(file.db, document)
    wanted = (one for one in documents.annotators(file.db) if (one.id in whom if whom else one.role in REVIEWED))
    return tuple(one for one in wanted if states.get(one.id) is DocumentState.DONE)


class _Choosing:
    """What each annotator has at a cluster's place; made once per document."""

    def __init__(self, read: Readings) -> None:
        self._spans = {span.id: span for of_one in read.spans.values() for span in of_one}
        self._units = {name: {unit.id: unit for unit in one.units} for name, one in read.sheets.items()}
        self._links: dict[tuple[str, str], list[Link]] = {}
        for name, one in read.sheets.items():
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
