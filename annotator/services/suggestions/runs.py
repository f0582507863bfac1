"""Keeps what suggesters propose for documents, and of what text and settings it was made."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from annotator import __version__
from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.ids import DocumentId, derived_id, random_id
from annotator.model.scheme import Scheme
from annotator.model.suggestion import SuggestedRelation, Suggestion, SuggestionId
from annotator.model.term_list import TermList
from annotator.services.authority.entries import naming_attribute
from annotator.services.project import Project
from annotator.services.suggestions.wishes import term_lists
from annotator.storage import suggestions as stored
from annotator.suggest.base import Suggested, SuggestedLink, Suggester, Suggestions
from annotator.suggest.pipelines import NO_PIPELINE
from annotator.suggest.terms import Terms, Wanted

# Helpers are there for the quotes that they belong to.
COMPANIONS = {"quote": ("helper",)}
# Writing so many takes a few milliseconds.
SLICE = 150


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be suggested: by which pipeline and term lists, which layers, labels and relation labels.

    `naming` says which attribute of a label holds a canonical name.
    """

    pipeline: str
    layers: tuple[str, ...]
    labels: frozenset[tuple[str, str]]
    relations: frozenset[str]
    lists: tuple[TermList, ...] = ()
    naming: tuple[tuple[str, str], ...] = ()

    def fingerprint(self, document: Document) -> str:
        """Give a value that changes with the text, what is known about it, and what is to be suggested."""
        made_of = {
            # Rules and the bundled pipeline change with the program.
            "program": __version__,
            "text": document.sha256,
            "metadata": asdict(document.metadata),
            "zones": sorted((zone.start, zone.end, zone.kind.value) for zone in document.zones),
            "pipeline": self.pipeline,
            "layers": sorted(self.layers),
            "labels": sorted(self.labels),
            "relations": sorted(self.relations),
            "naming": sorted(self.naming),
            "lists": [asdict(one) for one in self.lists],
        }
        return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    def dictionaries(self) -> tuple[Suggester, ...]:
        """Make the suggesters of the term lists."""
        naming = dict(self.naming)
        wanted = {label: Wanted(layer, naming.get(label, "")) for layer, label in self.labels}
        return tuple(Terms(one, wanted) for one in self.lists)

    def fitting(self, found: Suggestions) -> Suggestions:
        """Leave out what is not wanted and what the scheme does not know or has switched off."""
        spans = tuple(span for span in found.spans if (span.layer, span.label) in self.labels)
        kept = {span.place for span in spans}
        links = tuple(
            link
            for link in found.links
            if link.label in self.relations and link.from_span.place in kept and link.to_span.place in kept
        )
        return Suggestions(spans, links, found.remark)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of what one source proposes for a document; links come after the spans that they join."""

    source: str
    spans: tuple[Suggested, ...] = ()
    links: tuple[SuggestedLink, ...] = ()


def request_of(project: Project, layers: Sequence[str] = (), pipeline: str = NO_PIPELINE) -> Request:
    """Say what is to be suggested in a project; raises UserError for a layer that is not there."""
    scheme = project.scheme
    wanted = _wanted_layers(scheme, layers)
    return Request(
        pipeline,
        tuple(sorted(wanted)),
        frozenset((label.layer, label.name) for label in scheme.enabled_labels if label.layer in wanted),
        frozenset(label.name for label in scheme.relation_labels),
        term_lists(project),
        tuple((label.name, named) for label in scheme.labels if (named := naming_attribute(scheme, label.name))),
    )


def parts_of(source: str, found: Suggestions) -> Iterator[Part]:
    """Cut what a source proposes into parts that are written quickly."""
    for first in range(0, len(found.spans), SLICE):
        yield Part(source, spans=found.spans[first : first + SLICE])
    for first in range(0, len(found.links), SLICE):
        yield Part(source, links=found.links[first : first + SLICE])


def is_current(project: Project, document: Document, request: Request) -> bool:
    """Tell whether a document's suggestions were made of this text by this request."""
    with project.file.reading() as db:
        known = stored.suggested_of(db, document.id)
    return known is not None and known[0] == request.fingerprint(document)


class Keeping:
    """Writes what is proposed for documents while it comes; one run per source, begun with its first part."""

    def __init__(self, project: Project, request: Request) -> None:
        self._project = project
        self._request = request
        self._runs: dict[str, stored.SuggestionRun] = {}

    def keep(self, document: Document, parts: list[Part]) -> None:
        """Write parts of one document's suggestions in one unit; a part that was written before changes nothing."""
        runs = dict(self._runs)
        with self._project.file.unit() as db:
            for part in parts:
                run = runs.get(part.source)
                if run is None:
                    run = runs[part.source] = _new_run(part.source, self._request)
                    stored.begin_run(db, run)
                spans = [_suggestion(document.id, part.source, span) for span in part.spans]
                links = [_relation(document.id, part.source, link) for link in part.links]
                stored.put_suggestions(db, run, document.id, spans, links)
        # Only now: a run whose writing failed was never begun.
        self._runs = runs

    def finish(self, document: Document, remark: str) -> None:
        """Take away what earlier runs said of a document and note that it is done."""
        with self._project.file.unit() as db:
            runs = tuple(run.id for run in self._runs.values())
            stored.forget_superseded(db, document.id, runs, self._request.layers)
            stored.mark_suggested(db, document.id, self._request.fingerprint(document), remark)

    def close(self) -> None:
        """Forget runs of which nothing is left."""
        self._runs = {}
        with self._project.file.unit() as db:
            stored.forget_empty_runs(db)


def _new_run(source: str, request: Request) -> stored.SuggestionRun:
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    settings = json.dumps({"layers": sorted(request.layers), "pipeline": request.pipeline}, sort_keys=True)
    return stored.SuggestionRun(random_id(), source, at, settings)


def _identity(document: DocumentId, source: str, span: Suggested) -> SuggestionId:
    return SuggestionId(derived_id("suggestion", document, source, *span.place))


def _suggestion(document: DocumentId, source: str, span: Suggested) -> Suggestion:
    return Suggestion(
        _identity(document, source, span),
        document,
        span.layer,
        span.label,
        span.fragments,
        span.attributes,
        source,
        span.rule,
        span.score,
    )


def _relation(document: DocumentId, source: str, link: SuggestedLink) -> SuggestedRelation:
    ends = (link.from_span.place, link.to_span.place)
    return SuggestedRelation(
        derived_id("suggested-relation", document, source, link.label, *ends),
        document,
        link.label,
        _identity(document, source, link.from_span),
        _identity(document, source, link.to_span),
        source,
        link.rule,
        link.score,
    )


def _wanted_layers(scheme: Scheme, layers: Sequence[str]) -> frozenset[str]:
    known = [layer.name for layer in scheme.layers]
    if unknown := [layer for layer in layers if layer not in known]:
        raise UserError(f"The scheme has no layer {unknown[0]}: choose one of {', '.join(known)}.")
    chosen = layers or known
    return frozenset(chosen) | {companion for layer in chosen for companion in COMPANIONS.get(layer, ())}
