"""Keeps what was compared in each article, so that an edit costs that article and a sum."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from annotator.metrics.agreement import Compared, compared
from annotator.metrics.kept import Kept
from annotator.metrics.tally import Comparison, Tally
from annotator.metrics.units import Page, Sheet, sheet
from annotator.model.document import Annotator, Document, DocumentState
from annotator.model.ids import DocumentId
from annotator.services.agreement.board import Place
from annotator.services.agreement.comparing import chosen_annotators, tokens_of
from annotator.services.agreement.drift import Versions, is_drift, versions
from annotator.services.project import Project
from annotator.services.review.clustered import Readings, clusters_of
from annotator.services.review.gathering import (
    DocumentReview,
    ReviewItem,
    gold_spans,
    review_of,
    review_of_clusters,
)
from annotator.storage.agreement_history import documents_changed, finished_under, newest_operation

SURFACE = 160
_Kept = TypeVar("_Kept")
Report = Callable[[tuple[int, int]], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that one article adds to the page; `gold` compares each annotator with what was decided."""

    document: DocumentId
    title: str
    length: int
    compared: Compared
    places: tuple[Place, ...]
    gold: Mapping[str, Mapping[str, Tally]]
    layers: frozenset[str] = frozenset()


class AgreementCache:
    """The entries of one project; nothing here is stored, so it can always be made again.

    `names` are the annotators to compare; none named are all people who have finished an article.
    """

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        self._names = names
        self._entries: dict[DocumentId, Entry | None] = {}
        self._basis: object = None
        self._seen = 0
        self._pages: dict[DocumentId, Page] = {}
        self.kept = Kept()
        self.annotators: tuple[Annotator, ...] = ()
        self.layers: tuple[str, ...] = ()
        self.revisions: Mapping[DocumentId, int] = {}
        self.between: Versions | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The articles that anybody has done, in the project's order."""
        return tuple(one for one in self._entries.values() if one is not None)

    def refresh(self, project: Project, report: Report) -> None:
        """Compare anew what changed since the last time; `report` is told how many articles of how many."""
        with project.file.reading() as db:
            newest = newest_operation(db)
            changed = documents_changed(db, self._seen) if self._seen else None
            self.revisions = finished_under(db)
        self.annotators = chosen_annotators(project, self._names)
        if is_drift(self.annotators):
            self.between = versions(project, self.annotators)
            self.revisions = self.between[0]
        self.layers = tuple(layer.name for layer in project.scheme.layers)
        basis = (project.uuid, self.annotators, self.layers)
        if basis != self._basis:
            self._basis, changed = basis, None
            self._entries.clear()
            self.kept = Kept()
        identities = project.document_ids()
        wanted = [one for one in identities if changed is None or one in changed or one not in self._entries]
        kept = self._entries
        self._entries = {one: kept.get(one) for one in identities}
        with _without_collecting():
            for number, identity in enumerate(wanted):
                report((number, len(wanted)))
                self._entries[identity] = self._kept(kept.get(identity), self._entry(project, identity))
        # Only now: a run that was given up is begun anew.
        self._seen = newest

    def _kept(self, old: Entry | None, new: Entry | None) -> Entry | None:
        """Keep the very tallies that came out as before: sums over them are recognised by it."""
        if old is None or new is None:
            return new
        pairs = {
            pair: {scope: _same(old.compared.pairs.get(pair, {}).get(scope), one) for scope, one in of_pair.items()}
            for pair, of_pair in new.compared.pairs.items()
        }
        together = {scope: _same(old.compared.together.get(scope), one) for scope, one in new.compared.together.items()}
        kept = Compared(new.document, new.compared.annotators, pairs, together)
        return Entry(new.document, new.title, new.length, kept, new.places, new.gold, new.layers)

    def _page(self, document: Document) -> Page:
        """Cut an article into words once: its text never changes."""
        known = self._pages.get(document.id)
        if known is None:
            known = self._pages[document.id] = Page(document.id, len(document.text), tokens_of(document))
        return known

    def _entry(self, project: Project, identity: DocumentId) -> Entry | None:
        states = project.states(identity)
        done = [one for one in self.annotators if states.get(one.id) is DocumentState.DONE]
        if not done:
            return None
        document = project.document(identity)
        page = self._page(document)
        spans = {one.name: project.spans(identity, one.id) for one in done}
        sheets = {one.name: sheet(spans[one.name], project.relations(identity, one.id)) for one in done}
        comparison = Comparison(page, sheets)
        found = compared(comparison, self.layers)
        places: tuple[Place, ...] = ()
        gold: Mapping[str, Mapping[str, Tally]] = {}
        if len(done) > 1:
            with project.file.reading():
                read = Readings(tuple(done), spans, sheets, comparison.alignment)
                review = review_of_clusters(project.file, identity, clusters_of(read))
                whole = review_of(project.file, identity) if self._names else review
                decided = gold_spans(project.file, identity) if not self.between and _is_adjudicated(whole) else None
            places = tuple(_place(one, document.text) for one in review.items)
            if decided is not None:
                truth = sheet(decided)
                gold = {name: _against(page, truth, one, self.layers) for name, one in sheets.items()}
        layers = frozenset(place.layer for place in places)
        return Entry(identity, document.title, len(document.text), found, places, gold, layers)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Spare looking for cycles: all that is made of articles is kept, and the more is kept the longer a look takes."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _against(page: Page, truth: Sheet, one: Sheet, layers: tuple[str, ...]) -> Mapping[str, Tally]:
    return Comparison(page, {"gold": truth, "annotator": one}).tallies("gold", "annotator", layers)


def _same(old: _Kept | None, new: _Kept) -> _Kept:
    return old if old is not None and old == new else new


def _is_adjudicated(review: DocumentReview) -> bool:
    return review.is_closed and any(one.decisions for one in review.items)


def _place(item: ReviewItem, text: str) -> Place:
    cluster = item.cluster
    said: dict[str, list[str]] = {}
    for one in cluster.proposals:
        said.setdefault(one.label, []).extend(one.annotators)
    return Place(
        key=cluster.key,
        document=item.document,
        layer=cluster.layer,
        kind=cluster.kind,
        state=item.state,
        surface=" ".join(text[cluster.start : min(cluster.end, cluster.start + SURFACE)].split()),
        labels=tuple(said),
        said=tuple((label, tuple(names)) for label, names in said.items()),
        silent=cluster.silent,
        readings=tuple(one.annotators for one in item.choices),
        spans=tuple(item.span_ids),
    )
