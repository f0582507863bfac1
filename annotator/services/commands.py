"""What an annotator can do to spans, relations and documents: each command plans changes, none writes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from annotator.errors import SpanRejected, UserError
from annotator.model.annotation import Attribute, Fragment, Relation, Span, merged
from annotator.model.document import Document, DocumentState, Metadata, Zone
from annotator.model.ids import DocumentId, RelationId, SpanId, random_id
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import Label, OverlapRule
from annotator.services.reading import Reader, shortened
from annotator.storage.rows import (
    change,
    document_image,
    relation_image,
    span_image,
    state_image,
    zone_image,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command will do: `words` say it ("label “Lavrov” PERSON"), `changes` are applied in one unit."""

    words: str
    changes: tuple[Change, ...]


class Command(Protocol):
    """One thing that somebody can do; raises UserError when it cannot be done."""

    def plan(self, reader: Reader) -> Plan:
        """Decide which records change."""
        ...


@dataclass(frozen=True, slots=True)
class AddSpan:
    """Label a stretch of a document; blanks at its edges are left out."""

    document: DocumentId
    label: str
    fragments: tuple[Fragment, ...]
    attributes: tuple[Attribute, ...] = ()
    origin: str = "hand"
    note: str = ""
    score: float | None = None

    def plan(self, reader: Reader) -> Plan:
        """Add the span; a document at todo is in progress from now on."""
        reader.check_actor()
        document, label = reader.document(self.document), reader.label(self.label)
        if self.score is not None and not math.isfinite(self.score):
            raise SpanRejected(f"The score {self.score} cannot be stored: give a finite number, or none.")
        pieces = fitted(self.fragments, document)
        span = Span(
            id=SpanId(random_id()),
            document=document.id,
            layer=label.layer,
            label=label.name,
            annotator=reader.actor,
            fragments=pieces,
            text=document.text[pieces[0][0] : pieces[-1][1]],
            attributes=self.attributes,
            note=self.note,
            origin=self.origin,
            score=self.score,
        )
        check_place(span, label, reader)
        changes = [change(RecordKind.SPAN, None, span_image(span)), *_begun(document.id, reader)]
        return Plan(f"label “{shortened(span.text)}” {label.name}", tuple(changes))


@dataclass(frozen=True, slots=True)
class RemoveSpans:
    """Remove spans with the relations that start or end at them."""

    spans: tuple[SpanId, ...]

    def plan(self, reader: Reader) -> Plan:
        """Remove each span and relation once."""
        spans = [reader.own_span(identity) for identity in dict.fromkeys(self.spans)]
        relations = {relation.id: relation for span in spans for relation in reader.relations_of(span.id)}
        changes = [change(RecordKind.RELATION, relation_image(relation), None) for relation in relations.values()]
        changes += [change(RecordKind.SPAN, span_image(span), None) for span in spans]
        words = (
            f"remove “{shortened(spans[0].text)}” {spans[0].label}" if len(spans) == 1 else f"remove {len(spans)} spans"
        )
        return Plan(words, tuple(changes))


@dataclass(frozen=True, slots=True)
class RelabelSpan:
    """Give a span another label."""

    span: SpanId
    label: str

    def plan(self, reader: Reader) -> Plan:
        """Keep the attributes that the new label knows too."""
        span, label = reader.own_span(self.span), reader.label(self.label)
        if span.label == label.name:
            return Plan("", ())
        known = {definition.name for definition in label.attributes}
        kept = tuple(one for one in span.attributes if one.name in known)
        changed = replace(span, layer=label.layer, label=label.name, attributes=kept)
        check_place(changed, label, reader)
        words = f"relabel “{shortened(span.text)}” {span.label} to {label.name}"
        return Plan(words, (change(RecordKind.SPAN, span_image(span), span_image(changed)),))


@dataclass(frozen=True, slots=True)
class MoveSpan:
    """Put a span on other bounds; several fragments make it interrupted."""

    span: SpanId
    fragments: tuple[Fragment, ...]

    def plan(self, reader: Reader) -> Plan:
        """Move the span; blanks at its edges are left out."""
        span = reader.own_span(self.span)
        document = reader.document(span.document)
        changed = span.moved(fitted(self.fragments, document), document.text)
        if changed.fragments == span.fragments:
            return Plan("", ())
        check_place(changed, reader.label(span.label), reader)
        words = f"{_moved(span, changed)} “{shortened(span.text)}” {span.label}"
        return Plan(words, (change(RecordKind.SPAN, span_image(span), span_image(changed)),))


@dataclass(frozen=True, slots=True)
class SetAttributes:
    """Set all attributes of a span."""

    span: SpanId
    attributes: tuple[Attribute, ...]

    def plan(self, reader: Reader) -> Plan:
        """Change the span if an attribute differs."""
        span = reader.own_span(self.span)
        changed = replace(span, attributes=self.attributes)
        return _edited(span, changed, f"set attributes of “{shortened(span.text)}” {span.label}")


@dataclass(frozen=True, slots=True)
class SetNote:
    """Write a note on a span."""

    span: SpanId
    note: str

    def plan(self, reader: Reader) -> Plan:
        """Change the span if the note differs."""
        span = reader.own_span(self.span)
        return _edited(span, replace(span, note=self.note), f"note on “{shortened(span.text)}” {span.label}")


@dataclass(frozen=True, slots=True)
class LinkSpans:
    """Link one span to another, in one document or across two."""

    from_span: SpanId
    to_span: SpanId
    label: str

    def plan(self, reader: Reader) -> Plan:
        """Refuse a link to itself, the same link twice, and layers that the relation label does not allow."""
        source, target = reader.own_span(self.from_span), reader.own_span(self.to_span)
        label = reader.relation_label(self.label)
        if source.id == target.id:
            raise UserError(f"A span cannot be its own {label.name}: choose another span.")
        for allowed, span in ((label.from_layers, source), (label.to_layers, target)):
            if allowed and span.layer not in allowed:
                raise UserError(
                    f"A {label.name} link cannot join a span of layer {span.layer}: {', '.join(allowed)} can."
                )
        if any(
            (one.from_span, one.to_span, one.label) == (source.id, target.id, label.name)
            for one in reader.relations_of(source.id)
        ):
            return Plan("", ())
        relation = Relation(RelationId(random_id()), label.name, source.id, target.id, reader.actor)
        words = f"link “{shortened(source.text, 24)}” {label.name} “{shortened(target.text, 24)}”"
        return Plan(words, (change(RecordKind.RELATION, None, relation_image(relation)),))


@dataclass(frozen=True, slots=True)
class RemoveRelations:
    """Remove links."""

    relations: tuple[RelationId, ...]

    def plan(self, reader: Reader) -> Plan:
        """Remove each link once."""
        found = [reader.own_relation(identity) for identity in dict.fromkeys(self.relations)]
        words = f"remove link {found[0].label}" if len(found) == 1 else f"remove {len(found)} links"
        return Plan(words, tuple(change(RecordKind.RELATION, relation_image(one), None) for one in found))


@dataclass(frozen=True, slots=True)
class SetState:
    """Say how far the annotator is with a document."""

    document: DocumentId
    state: DocumentState

    def plan(self, reader: Reader) -> Plan:
        """Change the state if it differs."""
        reader.check_actor()
        document = reader.document(self.document)
        if reader.state(document.id) is self.state:
            return Plan("", ())
        words = f"mark “{shortened(document.title)}” {self.state.value.replace('_', ' ')}"
        return Plan(words, (_state_change(document.id, self.state, reader),))


@dataclass(frozen=True, slots=True)
class SetMetadata:
    """Correct what is known about an article."""

    document: DocumentId
    metadata: Metadata

    def plan(self, reader: Reader) -> Plan:
        """Change the document's metadata; its text never changes."""
        document = reader.document(self.document)
        before, after = document_image(document), document_image(document.with_metadata(self.metadata))
        changes = () if before == after else (change(RecordKind.DOCUMENT, before, after),)
        return Plan(f"describe “{shortened(document.title)}”", changes)


@dataclass(frozen=True, slots=True)
class SetZones:
    """Correct the zones of an article."""

    document: DocumentId
    zones: tuple[Zone, ...]

    def plan(self, reader: Reader) -> Plan:
        """Remove, add or confirm zones; raises UserError for one outside the text."""
        document = reader.document(self.document)
        if any(zone.end > len(document.text) for zone in self.zones):
            raise UserError(f"A zone reaches past the end of “{shortened(document.title)}”: mark it again.")
        old = {str(image["id"]): image for image in (zone_image(document.id, zone) for zone in document.zones)}
        new = {str(image["id"]): image for image in (zone_image(document.id, zone) for zone in self.zones)}
        changes = tuple(
            change(RecordKind.ZONE, old.get(identity), new.get(identity))
            for identity in sorted(old.keys() | new.keys())
            if old.get(identity) != new.get(identity)
        )
        return Plan(f"zones of “{shortened(document.title)}”", changes)


def fitted(fragments: tuple[Fragment, ...], document: Document) -> tuple[Fragment, ...]:
    """Leave out blanks at the edges of each fragment; raises SpanRejected outside the text or when none is left."""
    text, pieces = document.text, []
    for start, end in fragments:
        if not 0 <= start < end <= len(text):
            raise SpanRejected(
                f"A span cannot stand at {start}-{end} in a text of {len(text)} characters: select words in it."
            )
        words = text[start:end]
        if kept := words.strip():
            first = start + len(words) - len(words.lstrip())
            pieces.append((first, first + len(kept)))
    if not pieces:
        raise SpanRejected("A span needs at least one character that is no blank: select words first.")
    return merged(pieces)


def _moved(before: Span, after: Span) -> str:
    """Say whether a piece came, went, or only edges moved."""
    more = len(after.fragments) - len(before.fragments)
    return "add a piece to" if more > 0 else "take a piece from" if more < 0 else "move the edges of"


def check_place(span: Span, label: Label, reader: Reader) -> None:
    """Refuse a span that stands there already, or overlaps one of its layer where the layer forbids it."""
    others = [other for other in reader.own_spans_touching(span) if other.id != span.id]
    if any(other.fragments == span.fragments and other.label == span.label for other in others):
        raise SpanRejected(f"“{shortened(span.text)}” is labelled {span.label} there already.")
    layer = reader.scheme().layer(label.layer)
    if layer is None or layer.overlap is OverlapRule.ALLOWED:
        return
    hit = next((other for other in others if other.layer == span.layer and _overlap(other, span)), None)
    if hit is not None:
        raise SpanRejected(
            f"“{shortened(span.text)}” would overlap “{shortened(hit.text)}” {hit.label}, "
            f"and spans of layer {span.layer} may not: remove or shrink that one first."
        )


def _overlap(one: Span, other: Span) -> bool:
    return any(a < d and c < b for a, b in one.fragments for c, d in other.fragments)


def _edited(before: Span, after: Span, words: str) -> Plan:
    changes = () if before == after else (change(RecordKind.SPAN, span_image(before), span_image(after)),)
    return Plan(words, changes)


def _begun(document: DocumentId, reader: Reader) -> Iterator[Change]:
    if reader.state(document) is DocumentState.TODO:
        yield _state_change(document, DocumentState.IN_PROGRESS, reader)


def _state_change(document: DocumentId, state: DocumentState, reader: Reader) -> Change:
    after = state_image(document, reader.actor, state)
    before = reader.image(RecordKind.DOCUMENT_STATE, str(after["id"]))
    if before is not None:
        after = {**before, "state": state.value}
    return change(RecordKind.DOCUMENT_STATE, before, after)
