"""Cuts a line down to what a format can hold, and names what is lost by it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from annotator.formats.base import Format, Line
from annotator.model.annotation import Relation, Span
from annotator.model.document import DocumentState, Metadata, Role
from annotator.model.ids import SpanId


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that does not travel: its kind in words, and its id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """A line as a format holds it, and what is missing in it."""

    line: Line
    lost: tuple[Loss, ...] = ()


@runtime_checkable
class Fits(Protocol):
    """A format that holds less than everything."""

    def fitted(self, line: Line) -> Fitted:
        """Cut a line down to what the format holds."""


@runtime_checkable
class HoldsRelationFacts(Protocol):
    """A format that holds notes and attributes of relations, too."""

    relation_facts: bool


@dataclass(frozen=True, slots=True)
class Holds:
    """What a format can hold; what it cannot is left out and named."""

    fragments: bool = False
    overlap: bool = True
    relations: bool = True
    relations_across: bool = False
    attributes: bool = False
    notes: bool = False
    scores: bool = False
    layers: bool = False
    origins: bool = False
    zones: bool = False
    tokens: bool = False
    metadata: bool = False
    provenance: bool = False
    states: frozenset[DocumentState] = frozenset({DocumentState.DONE})
    roles: frozenset[Role] = frozenset({Role.ANNOTATOR, Role.LEAD})


def fit(form: Format, line: Line) -> Fitted:
    """Cut a line down for a format; one that says nothing of it holds everything."""
    fitted = form.fitted(line) if isinstance(form, Fits) else Fitted(line)
    return fitted if isinstance(form, HoldsRelationFacts) else _with_bare_relations(fitted)


def _with_bare_relations(fitted: Fitted) -> Fitted:
    links = fitted.line.relations
    lost = [Loss("note of a relation", link.id) for link in links if link.note]
    lost += [Loss("attributes of a relation", link.id) for link in links if link.attributes]
    if not lost:
        return fitted
    bare = tuple(replace(link, note="", attributes=()) for link in links)
    return Fitted(replace(fitted.line, relations=bare), (*fitted.lost, *lost))


def cut(line: Line, holds: Holds) -> Fitted:
    """Leave out what is not held: whole spans, their relations, then single facts."""
    kept = tuple(span for span in _without_overlap(line, holds) if holds.fragments or len(span.fragments) == 1)
    ids = {span.id for span in kept}
    links = [
        pair
        for pair in zip(line.relations, line.to_documents, strict=True)
        if holds.relations and pair[0].from_span in ids and _has_its_end(pair, line, holds, ids)
    ]
    cut_line = replace(
        line,
        spans=tuple(_bare(span, holds) for span in kept),
        relations=tuple(relation for relation, _ in links),
        to_documents=tuple(target for _, target in links),
    )
    lost = (*_lost_records(line, cut_line), *_lost_facts(kept, holds), *_lost_of_document(line, holds))
    return Fitted(cut_line, lost)


def _has_its_end(pair: tuple[Relation, str], line: Line, holds: Holds, ids: set[SpanId]) -> bool:
    """Tell whether a relation ends in a span that is kept, or in another article where that is held."""
    link, target = pair
    return link.to_span in ids or (holds.relations_across and target != line.document.id)


def _without_overlap(line: Line, holds: Holds) -> tuple[Span, ...]:
    """Keep the longest of spans that overlap, the earlier one of equals."""
    if holds.overlap:
        return line.spans
    taken: list[Span] = []
    for span in sorted(line.spans, key=lambda one: (one.start - one.end, one.sort_key)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
    return tuple(sorted(taken, key=lambda one: one.sort_key))


def _bare(span: Span, holds: Holds) -> Span:
    return replace(
        span,
        attributes=span.attributes if holds.attributes else (),
        note=span.note if holds.notes else "",
        score=span.score if holds.scores else None,
        provenance=span.provenance if holds.provenance else None,
    )


def _lost_records(before: Line, after: Line) -> Iterator[Loss]:
    kept = {span.id for span in after.spans}
    for span in before.spans:
        if span.id not in kept:
            yield Loss("interrupted span" if len(span.fragments) > 1 else "span under a longer one", span.id)
    linked = {relation.id for relation in after.relations}
    yield from (Loss("relation", relation.id) for relation in before.relations if relation.id not in linked)


def _lost_facts(spans: tuple[Span, ...], holds: Holds) -> Iterator[Loss]:
    for span in spans:
        if not holds.attributes:
            yield from (Loss("attribute", span.id) for _ in span.attributes)
        if span.note and not holds.notes:
            yield Loss("note", span.id)
        if span.score is not None and not holds.scores:
            yield Loss("score", span.id)
        if span.provenance is not None and not holds.provenance:
            yield Loss("provenance", span.id)
        if not holds.layers:
            yield Loss("layer of a label", span.label)
        if is_telling(span.origin) and not holds.origins:
            yield Loss("origin", span.id)


def is_telling(origin: str) -> bool:
    """Whether an origin says more than a hand or a file, which every import says anew."""
    return origin != "hand" and not origin.startswith("import:")


def _lost_of_document(line: Line, holds: Holds) -> Iterator[Loss]:
    document = line.document
    if document.zones and not holds.zones:
        yield Loss("zones", document.id)
    if document.tokens and not holds.tokens:
        yield Loss("tokens that an import brought", document.id)
    if replace(document.metadata, source_file="", encoding="", raw_sha256="") != Metadata() and not holds.metadata:
        yield Loss("what is known about the article", document.id)
    names = [name for name, _ in document.metadata.extra]
    if holds.metadata and len(names) > len(set(names)):
        yield Loss("fact of one name with another", document.id)
    if line.annotator and line.status not in holds.states:
        yield Loss("state", document.id)
    if line.annotator and line.role not in holds.roles:
        yield Loss("role", document.id)
