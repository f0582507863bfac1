"""What review says to people: who may review, under which names, and each choice in words."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from annotator.metrics.clusters import ClusterClass
from annotator.model.annotation import Span
from annotator.model.decision import SourcePart, Verdict
from annotator.model.document import Annotator, Document, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.agreement_words import HIDDEN_PASS
from annotator.services.project import Project
from annotator.services.reading import shortened
from annotator.services.review.clustered import Choice
from annotator.services.review.commands import ClusterVerdict
from annotator.services.review.gathering import ReviewItem
from annotator.storage import annotations

REASONS = {
    "guideline_gap": "The guideline does not say",
    "annotator_error": "An annotator's slip",
    "ambiguous_text": "The text is ambiguous",
    "edge_case": "An edge case",
    "other": "Another reason",
}
CLASS_WORDS = {
    ClusterClass.OMISSION: "somebody left it out",
    ClusterClass.SPLIT: "one span or several",
    ClusterClass.LABEL: "other labels",
    ClusterClass.BOUNDARY: "other bounds",
    ClusterClass.BOUNDARY_LABEL: "other bounds and labels",
    ClusterClass.ATTRIBUTE: "other attributes",
    ClusterClass.RELATION: "other links",
    ClusterClass.SELF_DUPLICATE: "labelled twice by one person",
    ClusterClass.AGREE: "all agree",
}
_ENDS = 34


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """One choice as people read it: its label, its words, how it differs, and who chose it."""

    label: str
    text: str
    differs: str
    who: tuple[str, ...]


def review_refusal(project: Project, annotator: Annotator) -> str:
    """Say why somebody may not review, or nothing: leads may, and anybody while there is no lead."""
    if annotator.role is Role.SECOND_PASS:
        return HIDDEN_PASS
    leads = [one.name for one in project.annotators() if one.role is Role.LEAD]
    if not leads or annotator.name in leads:
        return ""
    return f"Only a lead reviews, so that nobody sees others' spans while labelling: ask {leads[0]}."


def pseudonyms(document: DocumentId, names: Iterable[str]) -> dict[str, str]:
    """Name annotators A, B, C in an order of this document's own, the same on every machine."""
    shuffled = sorted(names, key=lambda name: hashlib.sha256(f"{document}\0{name}".encode()).digest())
    return {name: _letter(place) for place, name in enumerate(shuffled)}


def choice_words(
    project: Project, document: Document, item: ReviewItem, known_as: Mapping[str, str]
) -> tuple[ChoiceWords, ...]:
    """Put each choice of a cluster into words, in the order of its numbers."""
    with project.file.reading():
        details = [_details(project, choice) for choice in item.choices]
    common = set.intersection(*map(set, details)) if len(details) > 1 else set()
    return tuple(
        _words(document, item, choice, tuple(one for one in own if one not in common), known_as)
        for choice, own in zip(item.choices, details, strict=True)
    )


def decision_words(item: ReviewItem, gold: Iterable[Span], by: Mapping[AnnotatorId, str]) -> str:
    """Say in a sentence what was decided and whether it still holds; nothing if nothing was."""
    decision = item.decision
    if decision is None:
        return ""
    made = " and ".join(f"{one.label} “{_middle_out(one.text)}”" for one in gold if one.id in decision.gold_spans)
    verb = {
        Verdict.NONE: "none is right",
        Verdict.DEFER: "flagged for discussion",
    }.get(decision.verdict, f"{made or 'its gold is gone'}")
    told = [f"Decided by {by.get(decision.by, 'somebody')}: {verb}"]
    if decision.reason:
        told.append(REASONS.get(decision.reason, decision.reason).lower())
    if decision.comment:
        told.append(f"“{decision.comment}”")
    return "; ".join(told) + "."


def repeated(item: ReviewItem, gold: Iterable[Span]) -> ClusterVerdict | None:
    """Make the verdict that decides a cluster as it is decided already, as to give it a reason later."""
    decision = item.decision
    if decision is None:
        return None
    key, verdict = item.cluster.key, decision.verdict
    if verdict in (Verdict.NONE, Verdict.DEFER, Verdict.BOTH):
        return ClusterVerdict(key, verdict)
    if verdict is Verdict.EDIT:
        made = next((one for one in gold if one.id in decision.gold_spans), None)
        return ClusterVerdict(key, verdict, None, made.fragments, made.label) if made else None
    chosen = {source.span for source in decision.sources if source.part is not SourcePart.REJECTED}
    numbers = (n for n, one in enumerate(item.choices) if chosen & {span.id for spans in one.spans for span in spans})
    place = next(numbers, None)
    return ClusterVerdict(key, verdict, place) if place is not None else None


def alike_choice(like: ReviewItem, number: int, other: ReviewItem) -> int | None:
    """Find the choice of another cluster that is the same in its labels, and in its bounds seen from its start."""
    wanted = _shape(like, like.choices[number])
    return next((place for place, one in enumerate(other.choices) if _shape(other, one) == wanted), None)


def guideline_line(document: Document, item: ReviewItem, comment: str) -> str:
    """Begin a line for the guideline from a cluster and what was said of it."""
    surface = shortened(document.text[item.cluster.start : item.cluster.end], 60)
    labels = " or ".join(dict.fromkeys(one.label for one in item.cluster.proposals))
    return f"- “{surface}” ({labels}): {comment}".rstrip()


def _shape(item: ReviewItem, choice: Choice) -> object:
    start = item.cluster.start
    return sorted((one.label, tuple((a - start, b - start) for a, b in one.fragments)) for one in choice.reading)


def _letter(place: int) -> str:
    more, rest = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[more - 1] if more else "") + ascii_uppercase[rest]


def _details(project: Project, choice: Choice) -> tuple[str, ...]:
    """List attributes and links of a reading in words."""
    told: list[str] = []
    for span in choice.reading:
        told += [f"{one.name}: {shortened(one.value)}" for one in span.attributes]
        for relation in annotations.relations_of_span(project.file.db, span.id):
            if relation.from_span == span.id:
                other = annotations.read_span(project.file.db, relation.to_span)
                told.append(f"{relation.label} “{shortened(other.text) if other else '?'}”")
    return tuple(told)


def _words(
    document: Document, item: ReviewItem, choice: Choice, own: tuple[str, ...], known_as: Mapping[str, str]
) -> ChoiceWords:
    reading = choice.reading
    differs = [*_bounds(document, item, choice), *own]
    if item.cluster.kind in (ClusterClass.ATTRIBUTE, ClusterClass.RELATION) and not own:
        differs.append("without the attribute or link that others have")
    return ChoiceWords(
        label=" + ".join(one.label for one in reading),
        text=" + ".join(f"“{_middle_out(one.text)}”" for one in reading),
        differs="; ".join(differs),
        who=tuple(sorted((known_as.get(name, name) for name in choice.annotators), key=lambda one: (len(one), one))),
    )


def _bounds(document: Document, item: ReviewItem, choice: Choice) -> list[str]:
    """Say what a reading leaves out at the ends of the cluster, and inside."""
    start, end = min(one.start for one in choice.reading), max(one.end for one in choice.reading)
    told = []
    if start > item.cluster.start:
        told.append(f"without “{_middle_out(document.text[item.cluster.start : start])}” before")
    if end < item.cluster.end:
        told.append(f"without “{_middle_out(document.text[end : item.cluster.end])}” after")
    pieces = sum(len(one.fragments) for one in choice.reading)
    if pieces > 1:
        told.append(f"{len(choice.reading)} spans" if len(choice.reading) > 1 else f"interrupted, {pieces} pieces")
    return told


def _middle_out(text: str) -> str:
    line = " ".join(text.split()) or "blanks"
    if len(line) <= 2 * _ENDS + 3:
        return line
    # Whole words, unless one is longer than what is shown.
    left, right = line[:_ENDS].rpartition(" ")[0], line[-_ENDS:].partition(" ")[2]
    return f"{left or line[:_ENDS]} … {right or line[-_ENDS:]}"
