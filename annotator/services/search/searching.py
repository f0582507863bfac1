"""Searches the articles' words and the spans' labels; every hit has exact code point offsets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.errors import UserError
from annotator.model.document import Document, ZoneKind
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.scheme import Scheme
from annotator.services.project import Project
from annotator.services.search.places import Bounds, places
from annotator.services.search.query import Query, parse_query
from annotator.storage.search import (
    LabelFilter,
    documents_labelled,
    documents_matching,
    labelled_places,
)

CONTEXT = 60
MOST_HITS = 1_000


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """Whose spans `label:` and `layer:` see (None: everybody's), and whether page debris is searched."""

    annotator: AnnotatorId | None = None
    boilerplate: bool = False
    most_hits: int = MOST_HITS


@dataclass(frozen=True, slots=True)
class Hit:
    """A place of a document: document text[start:end] == match; `left` and `right` stand beside it."""

    document: DocumentId
    title: str
    start: int
    end: int
    left: str
    match: str
    right: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """All hits counted, the first of them shown."""

    total: int
    hits: tuple[Hit, ...]


def search(project: Project, typed: str, options: SearchOptions | None = None) -> SearchResult:
    """Find the places that answer a search, in import order, then by place.

    Words must all stand in the article; with label: or layer: only places inside such spans
    count, or the spans themselves when there are no words. Raises UserError for a search that
    cannot be read or names a label that the scheme lacks.
    """
    chosen = options or SearchOptions()
    query = parse_query(typed)
    wanted = label_filter(query, project.scheme, chosen.annotator)
    found = _hits(project, query, wanted, chosen)
    shown = tuple(islice(found, chosen.most_hits))
    return SearchResult(len(shown) + sum(1 for _ in found), shown)


def label_filter(query: Query, scheme: Scheme, annotator: AnnotatorId | None) -> LabelFilter | None:
    """Say whose spans of which labels a search asks for; None: it does not ask for spans."""
    if not (query.labels or query.layers):
        return None
    labels = tuple(_known("label", name, [label.name for label in scheme.labels]) for name in query.labels)
    layers = tuple(_known("layer", name, [layer.name for layer in scheme.layers]) for name in query.layers)
    return LabelFilter(labels, layers, annotator)


def _known(kind: str, name: str, names: Sequence[str]) -> str:
    if name in names:
        return name
    alike = [known for known in names if known.casefold() == name.casefold()]
    if not alike:
        raise UserError(f"The scheme has no {kind} {name!r}: use one of {', '.join(names)}.")
    return alike[0]


def _hits(project: Project, query: Query, wanted: LabelFilter | None, options: SearchOptions) -> Iterator[Hit]:
    for identity in _candidates(project, query, wanted):
        document = project.document(identity)
        found = query_places(project, query, wanted, document)
        if not options.boilerplate:
            found = outside_boilerplate(found, document)
        title = document.title
        for place in found:
            yield _hit(document, title, place)


def _candidates(project: Project, query: Query, wanted: LabelFilter | None) -> tuple[DocumentId, ...]:
    with project.file.reading() as db:
        if not query.has_words:
            return () if wanted is None else documents_labelled(db, wanted)
        return documents_matching(db, query.match, query.contained)


def query_places(project: Project, query: Query, wanted: LabelFilter | None, document: Document) -> list[Bounds]:
    """List the places of one document that answer a search, boilerplate too."""
    with project.file.reading() as db:
        labelled = () if wanted is None else labelled_places(db, wanted, document.id)
    if not query.has_words:
        return list(labelled)
    found = places(document.text, query.terms, query.contained)
    return list(found) if wanted is None else inside(found, labelled)


def inside(found: Iterable[Bounds], labelled: Sequence[Bounds]) -> list[Bounds]:
    """Keep the places that lie wholly in one of the labelled stretches."""
    return [(start, end) for start, end in found if any(a <= start and end <= b for a, b in labelled)]


def outside_boilerplate(found: Iterable[Bounds], document: Document) -> list[Bounds]:
    """Leave out the places that touch a document's page debris."""
    debris = [zone for zone in document.zones if zone.kind is ZoneKind.BOILERPLATE]
    return [(start, end) for start, end in found if not any(zone.start < end and start < zone.end for zone in debris)]


def _hit(document: Document, title: str, place: Bounds) -> Hit:
    text, (start, end) = document.text, place
    return Hit(
        document=document.id,
        title=title,
        start=start,
        end=end,
        left=text[max(0, start - CONTEXT) : start],
        match=text[start:end],
        right=text[end : end + CONTEXT],
    )
