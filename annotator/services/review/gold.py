"""Plans gold: the spans that a decision makes, those it takes back, and their links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.errors import UserError
from annotator.model.annotation import Provenance, Relation, Span, merged
from annotator.model.decision import Decision, Policy, Verdict
from annotator.model.document import Annotator, Role
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId, derived_id, random_id
from annotator.model.operation import Change, RecordKind
from annotator.services.reading import Reader
from annotator.services.review.clustered import Choice
from annotator.services.review.gathering import ReviewItem, gold_annotator
from annotator.storage import annotations, documents
from annotator.storage.rows import annotator_image, change, name_key, relation_image, span_image

GOLD_NAMES = ("gold", "reviewed gold")
REVIEW_ORIGIN = "review"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One gold span to be: where, which label, and the annotator's span that it follows."""

    span: Span
    follows: Span


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decided, when and why."""

    by: str
    at: str
    reason: str


class GoldPlan:
    """Collects what changes in the gold of one document while decisions are planned.

    `together` are the plans of one operation by document, this one included: links may cross documents.
    """

    def __init__(self, reader: Reader, document: DocumentId, together: dict[DocumentId, "GoldPlan"]) -> None:
        self._together = together
        together[document] = self
        self._reader = reader
        self._db = reader.file.db
        self.document = reader.document(document)
        self.annotator, self.changes = _found_or_made(documents.annotators(self._db))
        self.spans = {span.id: span for span in annotations.spans(self._db, document, self.annotator.id)}
        self.relations: dict[RelationId, Relation] = {}
        self._new: list[Wanted] = []

    def retract(self, item: ReviewItem) -> None:
        """Take back the gold that earlier decisions made of a cluster's spans."""
        earlier = {id for decision in item.decisions for id in decision.gold_spans}
        for span in tuple(self.spans.values()):
            made_of = set(span.provenance.sources) if span.provenance else set()
            if span.layer == item.cluster.layer and (span.id in earlier or made_of & item.span_ids):
                self._remove(span)

    def retract_lost(self, decisions: Iterable[Decision]) -> None:
        """Take back the gold of decisions whose spans are all gone."""
        for id in {id for decision in decisions for id in decision.gold_spans} & self.spans.keys():
            self._remove(self.spans[id])

    def add(self, wanted: Iterable[Span], provenance: Provenance) -> tuple[SpanId, ...]:
        """Add gold spans like these; one that is there already is kept and counts as added."""
        made = []
        for like in wanted:
            known = next((one for one in self.spans.values() if _same(one, like)), None)
            if known is None:
                known = self._gold_like(like, provenance)
                self.spans[known.id] = known
                self.changes.append(change(RecordKind.SPAN, None, span_image(known)))
            self._new.append(Wanted(known, like))
            made.append(known.id)
        return tuple(dict.fromkeys(made))

    def link(self) -> None:
        """Carry the links of the chosen spans over to gold, where both ends have one."""
        for wanted in self._new:
            for relation in self._reader.relations_of(wanted.follows.id):
                self._carry(relation, wanted)

    def _carry(self, relation: Relation, wanted: Wanted) -> None:
        outwards = relation.from_span == wanted.follows.id
        other = self._gold_of(relation.to_span if outwards else relation.from_span)
        if other is None or other.id == wanted.span.id:
            return
        ends = (wanted.span.id, other.id) if outwards else (other.id, wanted.span.id)
        planned = (one for plan in self._together.values() for one in plan.relations.values())
        known = [*planned, *self._reader.relations_of(wanted.span.id)]
        if any((one.label, one.from_span, one.to_span) == (relation.label, *ends) for one in known):
            return
        made = replace(
            relation,
            id=RelationId(random_id()),
            from_span=ends[0],
            to_span=ends[1],
            annotator=self.annotator.id,
            origin=REVIEW_ORIGIN,
        )
        self.relations[made.id] = made
        self.changes.append(change(RecordKind.RELATION, None, relation_image(made)))

    def _gold_of(self, identity: SpanId) -> Span | None:
        """Find the gold span that stands for an annotator's span, in whichever document."""
        other = annotations.read_span(self._db, identity)
        if other is None:
            return None
        plan = self._together.get(other.document)
        stored = annotations.spans(self._db, other.document, self.annotator.id) if plan is None else ()
        gold = stored if plan is None else tuple(plan.spans.values())
        made_of_it = [one for one in gold if one.provenance and identity in one.provenance.sources]
        exact = [one for one in made_of_it if _same(one, other)]
        return next(iter(exact), made_of_it[0] if len(made_of_it) == 1 else None)

    def _gold_like(self, like: Span, provenance: Provenance) -> Span:
        text = self.document.text[like.start : like.end]
        return replace(
            like,
            id=SpanId(random_id()),
            annotator=self.annotator.id,
            text=text,
            note="",
            origin=REVIEW_ORIGIN,
            score=None,
            provenance=provenance,
        )

    def _remove(self, span: Span) -> None:
        del self.spans[span.id]
        for relation in self._reader.relations_of(span.id):
            taken = change(RecordKind.RELATION, relation_image(relation), None)
            if taken not in self.changes:
                self.changes.append(taken)
        self.changes.append(change(RecordKind.SPAN, span_image(span), None))


def wanted_spans(
    item: ReviewItem, verdict: Verdict, chosen: Choice | None, edited: Span | None = None
) -> tuple[Span, ...]:
    """Say which spans a verdict puts into gold; raises UserError when it names none."""
    if verdict in (Verdict.NONE, Verdict.DEFER):
        return ()
    if verdict is Verdict.BOTH:
        return tuple(_distinct(item.choices))
    if verdict is Verdict.EDIT:
        if edited is None:
            raise UserError("No bounds were given: choose a stretch of the article first.")
        return (edited,)
    if chosen is None:
        raise UserError("There is no such choice here: take one of the numbers that are shown.")
    return chosen.reading if verdict is Verdict.TAKE else (_joined(item, chosen),)


def provenance_of(item: ReviewItem, chosen: Choice | None, policy: Policy, signed: Signature) -> Provenance:
    """Say where a gold span comes from; every span of the cluster is a source, the chosen ones first."""
    first = [span.id for spans in chosen.spans for span in spans] if chosen else []
    rest = sorted(item.span_ids - set(first))
    votes = len(chosen.annotators) if chosen else 0
    of = len({name for one in item.choices for name in one.annotators}) + len(item.cluster.silent)
    status = policy.value if policy in (Policy.UNANIMOUS, Policy.MAJORITY) else "adjudicated"
    difference = item.cluster.kind.value
    return Provenance(status, votes, of, difference, signed.by, signed.at, signed.reason, (*first, *rest))


def _joined(item: ReviewItem, chosen: Choice) -> Span:
    pieces = merged(piece for proposal in item.cluster.proposals for piece in proposal.fragments)
    like = chosen.reading[0]
    return replace(like, fragments=pieces, text=" " * (pieces[-1][1] - pieces[0][0]))


def _distinct(choices: Iterable[Choice]) -> Iterator[Span]:
    seen: list[Span] = []
    for span in (span for choice in choices for span in choice.reading):
        if not any(_same(span, one) for one in seen):
            seen.append(span)
            yield span


def _same(one: Span, other: Span) -> bool:
    return (one.layer, one.label, one.fragments) == (other.layer, other.label, other.fragments)


def _found_or_made(everybody: tuple[Annotator, ...]) -> tuple[Annotator, list[Change]]:
    found = gold_annotator(everybody)
    if found is not None:
        return found, []
    taken = {name_key(one.name) for one in everybody}
    name = next(name for name in (*GOLD_NAMES, random_id()) if name_key(name) not in taken)
    made = Annotator(AnnotatorId(derived_id("annotator", name_key(name))), name, Role.GOLD)
    return made, [change(RecordKind.ANNOTATOR, None, annotator_image(made))]
