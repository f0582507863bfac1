"""What a reviewer does: decide a cluster by hand, or let a rule decide those that are open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.errors import UserError
from annotator.model.annotation import Fragment, Span
from annotator.model.decision import (
    Decision,
    DecisionId,
    DecisionSource,
    Policy,
    SourcePart,
    Verdict,
)
from annotator.model.document import DocumentState
from annotator.model.ids import DocumentId, random_id
from annotator.model.operation import Change, RecordKind
from annotator.services.commands import Plan, fitted
from annotator.services.reading import Reader, shortened
from annotator.services.review.clustered import Choice
from annotator.services.review.gathering import DocumentReview, ReviewItem, ReviewState, annotator_names, review_of
from annotator.services.review.gold import GoldPlan, Signature, provenance_of, wanted_spans
from annotator.services.review.policies import choice_by
from annotator.storage.decisions import decision_changes
from annotator.storage.rows import change, state_image


@dataclass(frozen=True, slots=True)
class ClusterVerdict:
    """A verdict on one cluster: `choice` counts from 0, `fragments` and `label` are those of an edit."""

    cluster: str
    verdict: Verdict
    choice: int | None = None
    fragments: tuple[Fragment, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide clusters of one document in one operation; an earlier decision on the same spans is superseded."""

    document: DocumentId
    verdicts: tuple[ClusterVerdict, ...]
    reason: str = ""
    comment: str = ""

    def plan(self, reader: Reader) -> Plan:
        """Write decisions and gold; when nothing is open any more, unanimous clusters follow and gold is done."""
        reader.check_actor()
        deciding = _Deciding(reader, self.document, {}, reason=self.reason, comment=self.comment)
        for wanted in self.verdicts:
            deciding.decide(wanted)
        return Plan(deciding.words, tuple(_all_changes([deciding])))


@dataclass(frozen=True, slots=True)
class DecideAlike:
    """Decide clusters of several documents that are alike, in one operation."""

    each: tuple[Decide, ...]
    surface: str

    def plan(self, reader: Reader) -> Plan:
        """Write decisions and gold of all documents, then their links."""
        reader.check_actor()
        together: dict[DocumentId, GoldPlan] = {}
        planned: dict[DocumentId, _Deciding] = {}
        for one in self.each:
            deciding = planned.get(one.document)
            if deciding is None:
                deciding = _Deciding(reader, one.document, together, reason=one.reason, comment=one.comment)
                planned[one.document] = deciding
            for wanted in one.verdicts:
                deciding.decide(wanted)
        count = sum(len(one.verdicts) for one in self.each)
        return Plan(
            f"decide {count} places like “{shortened(self.surface)}”", tuple(_all_changes(list(planned.values())))
        )


@dataclass(frozen=True, slots=True)
class Adjudicate:
    """Let a rule decide the open clusters of documents; omissions are never decided so."""

    documents: tuple[DocumentId, ...]
    policy: Policy
    votes: int | None = None

    def plan(self, reader: Reader) -> Plan:
        """Decide what the rule can; nothing that has a decision is touched."""
        reader.check_actor()
        together: dict[DocumentId, GoldPlan] = {}
        each = [_Deciding(reader, document, together) for document in dict.fromkeys(self.documents)]
        decided = sum(one.decide_by(self.policy, self.votes) for one in each)
        return Plan(f"let {self.policy.value} decide {decided} clusters", tuple(_all_changes(each)))


class _Deciding:
    """Plans decisions on one document."""

    def __init__(
        self,
        reader: Reader,
        document: DocumentId,
        together: dict[DocumentId, GoldPlan],
        *,
        reason: str = "",
        comment: str = "",
    ) -> None:
        self._reader, self._comment = reader, comment
        self._review: DocumentReview = review_of(reader.file, document)
        self._gold = GoldPlan(reader, document, together)
        by = annotator_names(reader.file).get(reader.actor, "")
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._signed = Signature(by, at, reason)
        self._made: list[Decision] = []
        self._closed = False
        self.words = ""

    def decide(self, wanted: ClusterVerdict) -> None:
        """Plan one decision by hand."""
        item = next((one for one in self._review.items if one.cluster.key == wanted.cluster), None)
        if item is None:
            raise UserError("The spans of this place changed meanwhile: look at it again, then decide.")
        chosen = _chosen(item, wanted)
        edited = self._edited(item, wanted) if wanted.verdict is Verdict.EDIT else None
        self._settle(item, wanted.verdict, chosen, Policy.HAND, edited)
        surface = self._gold.document.text[item.cluster.start : item.cluster.end]
        self.words = f"decide “{shortened(surface)}”: {wanted.verdict.value}"

    def decide_by(self, policy: Policy, votes: int | None) -> int:
        """Plan what a rule decides; returns how many clusters."""
        count = 0
        for item in self._review.items:
            if item.state is not ReviewState.OPEN or item.decisions:
                continue
            unanimous = item.choices[0] if item.is_unanimous else None
            chosen = unanimous or choice_by(policy, item, self._gold.document.text, votes)
            if chosen is not None:
                self._settle(item, Verdict.TAKE, chosen, Policy.UNANIMOUS if unanimous else policy)
                count += 1
        return count

    def close_when_settled(self) -> None:
        """Let unanimous clusters follow and mark gold done once nothing is open any more."""
        settled = {one.cluster_key for one in self._made if one.settles}
        waiting = (one for one in self._review.open_items if one.cluster.key not in settled)
        if len(self._review.annotators) > 1 and next(waiting, None) is None:
            self._close()

    def changes(self) -> Iterator[Change]:
        """List everything that changes, once all is decided."""
        self._gold.link()
        if self._made or self._closed:
            yield from self._gold.changes
        for decision in self._made:
            yield from decision_changes(decision)

    def _settle(
        self, item: ReviewItem, verdict: Verdict, chosen: Choice | None, policy: Policy, edited: Span | None = None
    ) -> None:
        self._gold.retract(item)
        provenance = provenance_of(item, chosen, policy, self._signed)
        gold = self._gold.add(wanted_spans(item, verdict, chosen, edited), provenance)
        self._made.append(
            Decision(
                id=DecisionId(random_id()),
                document=item.document,
                layer=item.cluster.layer,
                cluster_key=item.cluster.key,
                difference=item.cluster.kind.value,
                start=item.cluster.start,
                end=item.cluster.end,
                verdict=verdict,
                gold_spans=gold,
                policy=policy,
                by=self._reader.actor,
                at=self._signed.at,
                reason=self._signed.reason,
                comment=self._comment,
                scheme_revision=self._reader.scheme().revision,
                supersedes=tuple(one.id for one in item.decisions),
                sources=tuple(_sources(item, verdict, chosen)),
            )
        )

    def _close(self) -> None:
        decided = {one.cluster_key for one in self._made}
        for item in self._review.items:
            if item.is_unanimous and not item.decisions and item.cluster.key not in decided:
                self._settle(item, Verdict.TAKE, item.choices[0], Policy.UNANIMOUS)
        self._gold.retract_lost(self._review.lost)
        after = state_image(self._gold.document.id, self._gold.annotator.id, DocumentState.DONE)
        before = self._reader.image(RecordKind.DOCUMENT_STATE, str(after["id"]))
        if before != after:
            self._closed = True
            self._gold.changes.append(change(RecordKind.DOCUMENT_STATE, before, after))

    def _edited(self, item: ReviewItem, wanted: ClusterVerdict) -> Span:
        like = item.choices[wanted.choice or 0].reading[0]
        pieces = fitted(wanted.fragments or like.fragments, self._gold.document)
        label = self._reader.label(wanted.label or like.label)
        text = self._gold.document.text[pieces[0][0] : pieces[-1][1]]
        known = {definition.name for definition in label.attributes}
        kept = tuple(one for one in like.attributes if one.name in known)
        return replace(like, fragments=pieces, text=text, label=label.name, layer=label.layer, attributes=kept)


def _all_changes(each: Sequence[_Deciding]) -> Iterator[Change]:
    """Close what is settled, then link: a link needs the gold of both its ends."""
    for one in each:
        one.close_when_settled()
    made_gold = False
    for change_ in (change_ for one in each for change_ in one.changes()):
        if change_.kind is RecordKind.ANNOTATOR:
            if made_gold:
                continue
            made_gold = True
        yield change_


def _chosen(item: ReviewItem, wanted: ClusterVerdict) -> Choice | None:
    if wanted.choice is None:
        return None
    if not 0 <= wanted.choice < len(item.choices):
        raise UserError(f"There is no choice {wanted.choice + 1} here: take one of the {len(item.choices)} shown.")
    return item.choices[wanted.choice]


def _sources(item: ReviewItem, verdict: Verdict, chosen: Choice | None) -> Iterable[DecisionSource]:
    for choice in item.choices:
        for number, spans in enumerate(choice.spans):
            for span in spans:
                yield DecisionSource(span.id, _part(verdict, is_chosen=choice is chosen, is_first=number == 0))


def _part(verdict: Verdict, *, is_chosen: bool, is_first: bool) -> SourcePart:
    if is_chosen or verdict is Verdict.BOTH:
        return SourcePart.CHOSEN if is_first else SourcePart.SUPPORTS
    return SourcePart.REJECTED
