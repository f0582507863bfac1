"""What an annotator does with suggestions: accept them as her own spans, or reject them for good."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.errors import SpanRejected, UserError
from annotator.model.annotation import Attribute, Fragment, Relation, Span
from annotator.model.document import Document, DocumentState
from annotator.model.ids import DocumentId, RelationId, SpanId, random_id
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import Label, OverlapRule, Scheme
from annotator.model.suggestion import (
    SuggestedRelation,
    Suggestion,
    SuggestionDecision,
    SuggestionId,
    SuggestionVerdict,
)
from annotator.services.commands import Plan, fitted
from annotator.services.reading import Reader, shortened
from annotator.storage import suggestions as stored
from annotator.storage.rows import change, relation_image, span_image, state_image

Place = tuple[str, str, tuple[Fragment, ...]]


@dataclass(frozen=True, slots=True)
class AcceptSuggestions:
    """Turn suggestions of any documents into own spans with their links, all at once.

    The ends of their links come along (a quote brings its speaker) unless they were rejected.
    What the annotator has already is not doubled; where a layer forbids overlap, her own span stays.
    `fleeting` are suggestions for her alone that the project does not keep.
    """

    suggestions: tuple[SuggestionId, ...]
    fleeting: tuple[Suggestion, ...] = ()

    def plan(self, reader: Reader) -> Plan:
        """Add spans, relations and verdicts; a document at todo is in progress from now on."""
        chosen = [*_read(reader, self.suggestions), *self.fleeting]
        changes: list[Change] = []
        for document in dict.fromkeys(one.document for one in chosen):
            wanted = [one for one in chosen if one.document == document]
            changes += _Accepting(reader, document).changes(wanted)
        return Plan(_words("accept", chosen, reader), tuple(changes))


@dataclass(frozen=True, slots=True)
class AcceptChanged:
    """Accept one suggestion with another label or on other bounds; its place counts as decided."""

    suggestion: Suggestion
    label: str
    fragments: tuple[Fragment, ...]

    def plan(self, reader: Reader) -> Plan:
        """Add the span as it was changed, with the links that its suggestion has."""
        one, label = self.suggestion, reader.label(self.label)
        document = reader.document(one.document)
        bounds, attributes = fitted(self.fragments, document), _known_attributes(one, label)
        changed = replace(one, layer=label.layer, label=label.name, fragments=bounds, attributes=attributes)
        accepting = _Accepting(reader, one.document)
        accepting.changed[one.id] = changed
        plan = accepting.changes([one])
        if not any(made.kind is RecordKind.SPAN for made in plan):
            raise SpanRejected(
                f"“{shortened(document.text[changed.start : changed.end])}” cannot be labelled {label.name}: "
                "the label stands there already, or spans of its layer may not overlap."
            )
        words = document.text[changed.start : changed.end]
        return Plan(f"accept “{shortened(words)}” as {label.name}", tuple(plan))


@dataclass(frozen=True, slots=True)
class RejectSuggestions:
    """Remember that suggestions are not wanted, in these documents only."""

    suggestions: tuple[SuggestionId, ...]
    fleeting: tuple[Suggestion, ...] = ()

    def plan(self, reader: Reader) -> Plan:
        """Write a verdict for each."""
        chosen = [*_read(reader, self.suggestions), *self.fleeting]
        changes = [_verdict(reader, one, SuggestionVerdict.REJECTED) for one in chosen]
        return Plan(_words("reject", chosen, reader), tuple(one for one in changes if one is not None))


class _Accepting:
    """Accepts suggestions of one document; `changed` holds those that were given other bounds or labels."""

    def __init__(self, reader: Reader, document: DocumentId) -> None:
        self._reader = reader
        self._document: Document = reader.document(document)
        self._scheme: Scheme = reader.scheme()
        self._suggested: dict[SuggestionId, Suggestion] = {}
        self._links: tuple[SuggestedRelation, ...] = ()
        verdicts = stored.read_verdicts(reader.file.db, document, reader.actor)
        self._rejected = {one.place for one in verdicts if one.verdict is SuggestionVerdict.REJECTED}
        self._own: dict[Place, Span] = {
            (span.layer, span.label, span.fragments): span for span in reader.own_spans(document)
        }
        self.changed: dict[SuggestionId, Suggestion] = {}

    def changes(self, wanted: Iterable[Suggestion]) -> list[Change]:
        """Plan the records of this document."""
        accepted = self._with_ends(tuple(wanted))
        changes: list[Change] = []
        for one in accepted:
            span = self._new_span(one)
            if span is not None:
                self._own[one.place] = span
                changes.append(change(RecordKind.SPAN, None, span_image(span)))
            verdict = _verdict(self._reader, one, SuggestionVerdict.ACCEPTED)
            if verdict is not None and one.place in self._own:
                changes.append(verdict)
        changes += self._new_relations({one.id for one in accepted})
        if changes and self._reader.state(self._document.id) is DocumentState.TODO:
            changes.append(_begun(self._reader, self._document.id))
        return changes

    def _with_ends(self, wanted: tuple[Suggestion, ...]) -> list[Suggestion]:
        """Add the ends of links to what was chosen, and the ends of theirs, in the order of the text."""
        db = self._reader.file.db
        new = list(wanted)
        chosen: set[SuggestionId] = set()
        while new:
            chosen |= {one.id for one in new}
            self._suggested |= {one.id: one for one in new}
            links = stored.read_links_from(db, [one.id for one in new])
            self._links += links
            ends = stored.read_suggestions_by_id(db, [one.to_suggestion for one in links])
            self._suggested = {one.id: one for one in ends} | self._suggested
            new = [one for one in ends if one.id not in chosen and one.place not in self._rejected]
        found = [self._suggested[id] for id in chosen]
        return sorted(found, key=lambda one: (one.start, -one.end, one.layer, one.label, one.id))

    def _new_span(self, given: Suggestion) -> Span | None:
        """Make the span of a suggestion, None where she has it already or it cannot stand."""
        one = self.changed.get(given.id, given)
        layer = self._scheme.layer(one.layer)
        if given.place in self._own or layer is None or self._scheme.label(one.label) is None:
            return None
        if one.place in self._own:
            # The links of the suggestion go to the span that stands there.
            self._own[given.place] = self._own[one.place]
            return None
        forbidden = layer.overlap is OverlapRule.FORBIDDEN
        if forbidden and any(span.layer == one.layer and _overlap(span, one) for span in self._own.values()):
            return None
        origin = "suggestion" if one.place == given.place else "suggestion-edited"
        return Span(
            id=SpanId(random_id()),
            document=one.document,
            layer=one.layer,
            label=one.label,
            annotator=self._reader.actor,
            fragments=one.fragments,
            text=self._document.text[one.start : one.end],
            attributes=one.attributes,
            origin=f"{origin}:{one.source}",
            score=one.score,
        )

    def _new_relations(self, accepted: set[SuggestionId]) -> list[Change]:
        begins = {self._suggested[link.from_suggestion].place for link in self._links}
        known = {
            (relation.label, relation.from_span, relation.to_span)
            for place in begins
            if place in self._own
            for relation in self._reader.relations_of(self._own[place].id)
        }
        changes: list[Change] = []
        for link in self._links:
            from_span = self._own.get(self._suggested[link.from_suggestion].place)
            to_span = self._own.get(self._suggested[link.to_suggestion].place)
            if link.from_suggestion not in accepted or from_span is None or to_span is None:
                continue
            if (link.label, from_span.id, to_span.id) in known or self._scheme.relation_label(link.label) is None:
                continue
            relation = Relation(
                RelationId(random_id()),
                link.label,
                from_span.id,
                to_span.id,
                self._reader.actor,
                origin=f"suggestion:{link.source}",
                score=link.score,
            )
            changes.append(change(RecordKind.RELATION, None, relation_image(relation)))
        return changes


def _read(reader: Reader, identities: tuple[SuggestionId, ...]) -> list[Suggestion]:
    found = []
    for identity in dict.fromkeys(identities):
        one = stored.read_suggestion(reader.file.db, identity)
        if one is None:
            raise UserError("The suggestion is no longer there: let the article be suggested again.")
        found.append(one)
    return found


def _known_attributes(one: Suggestion, label: Label) -> tuple[Attribute, ...]:
    known = {definition.name for definition in label.attributes}
    return tuple(attribute for attribute in one.attributes if attribute.name in known)


def _words(verb: str, chosen: list[Suggestion], reader: Reader) -> str:
    if len(chosen) != 1:
        return f"{verb} {len(chosen)} suggestions"
    return f"{verb} “{shortened(reader.document(chosen[0].document).text[chosen[0].start : chosen[0].end])}”"


def _verdict(reader: Reader, one: Suggestion, verdict: SuggestionVerdict) -> Change | None:
    decision = SuggestionDecision(one.document, reader.actor, one.layer, one.label, one.fragments, verdict)
    before = reader.image(RecordKind.SUGGESTION_DECISION, decision.id)
    after = stored.decision_image(decision)
    return None if before == after else change(RecordKind.SUGGESTION_DECISION, before, after)


def _begun(reader: Reader, document: DocumentId) -> Change:
    after = state_image(document, reader.actor, DocumentState.IN_PROGRESS)
    before = reader.image(RecordKind.DOCUMENT_STATE, str(after["id"]))
    if before is not None:
        after = {**before, "state": DocumentState.IN_PROGRESS.value}
    return change(RecordKind.DOCUMENT_STATE, before, after)


def _overlap(span: Span, one: Suggestion) -> bool:
    return any(a < d and c < b for a, b in span.fragments for c, d in one.fragments)
