"""Measures a suggester against an annotator's spans: per label, speakers, and what it missed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from annotator.errors import UserError
from annotator.metrics.matching import count_matches
from annotator.model.annotation import Fragment, Span
from annotator.model.document import Document, DocumentState
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.suggestion import Suggestion
from annotator.services.project import Project
from annotator.services.reading import shortened
from annotator.storage import suggestions as stored


@dataclass(slots=True)
class Tally:
    """Counts of one label: proposed, wanted, and how many agree exactly and by overlap."""

    proposed: int = 0
    wanted: int = 0
    exact: int = 0
    overlap: int = 0

    def as_json(self) -> dict[str, object]:
        """Give precision, recall and F1 of both kinds; null where nothing can be divided."""
        return {
            "exact": self._figures(self.exact),
            "overlap": self._figures(self.overlap),
            "n_gold": self.wanted,
            "n_suggested": self.proposed,
        }

    def _figures(self, hits: int) -> dict[str, float | None]:
        both = self.proposed + self.wanted
        return {
            "precision": hits / self.proposed if self.proposed else None,
            "recall": hits / self.wanted if self.wanted else None,
            "f1": 2 * hits / both if both else None,
        }


@dataclass(slots=True)
class Evaluation:
    """What a suggester reached; `speakers` are (right, all) of the quotes that both sides have with a speaker."""

    documents: int = 0
    labels: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    speakers: tuple[int, int] = (0, 0)
    misses: list[dict[str, object]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Give the value that the command line prints."""
        right, of = self.speakers
        return {
            "documents": self.documents,
            "labels": {label: tally.as_json() for label, tally in sorted(self.labels.items())},
            "speaker_accuracy": right / of if of else None,
            "misses": self.misses,
        }


def evaluate(project: Project, gold: str, against: str) -> Evaluation:
    """Compare the suggestions of a source with an annotator's spans, in articles where she has any or is done.

    Raises UserError for an annotator or a source that the project does not have.
    """
    annotator = project.annotator(gold)
    if annotator is None:
        raise UserError(f"The project has no annotator {gold}: `annotator info` lists them.")
    with project.file.reading() as db:
        sources = stored.suggestion_sources(db)
    if against not in sources:
        named = ", ".join(sources) or "none yet, run `annotator suggest` first"
        raise UserError(f"The project has no suggestions by {against}: choose one of {named}.")
    evaluation = Evaluation()
    with project.file.reading() as db:
        for identity in project.document_ids():
            spans = project.spans(identity, annotator.id)
            if spans or project.state(identity, annotator.id) is DocumentState.DONE:
                found = [one for one in stored.read_suggestions(db, identity) if one.source == against]
                _compare(project.document(identity), spans, found, evaluation)
                _speakers(project, identity, annotator.id, found, evaluation)
                evaluation.documents += 1
    return evaluation


def _compare(document: Document, spans: tuple[Span, ...], found: list[Suggestion], evaluation: Evaluation) -> None:
    for label in sorted({span.label for span in spans} | {one.label for one in found}):
        wanted = [span for span in spans if span.label == label]
        proposed = [one for one in found if one.label == label]
        tally = evaluation.labels[label]
        places = {one.fragments for one in proposed}
        edges = list(_touching(proposed, wanted))
        tally.proposed += len(proposed)
        tally.wanted += len(wanted)
        tally.exact += len({span.fragments for span in wanted} & places)
        tally.overlap += count_matches(edges)
        touched = {number for _, number in edges}
        for number, span in enumerate(wanted):
            if number not in touched:
                evaluation.misses.append(_miss(document, span))


def _touching(proposed: list[Suggestion], wanted: list[Span]) -> Iterable[tuple[int, int]]:
    """Yield the pairs that overlap; both lists are in the order of the text, so few are looked at."""
    first = 0
    reached = list(accumulate((span.end for span in wanted), max))
    for i, one in enumerate(proposed):
        while first < len(wanted) and reached[first] <= one.start:
            first += 1
        for j in range(first, len(wanted)):
            if wanted[j].start >= one.end:
                break
            if _shared(one.fragments, wanted[j].fragments):
                yield (i, j)


def _shared(left: tuple[Fragment, ...], right: tuple[Fragment, ...]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)


def _miss(document: Document, span: Span) -> dict[str, object]:
    return {
        "document": document.id,
        "title": document.title,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "text": shortened(span.text, 120),
    }


def _speakers(
    project: Project, document: DocumentId, annotator: AnnotatorId, found: list[Suggestion], evaluation: Evaluation
) -> None:
    """Count the quotes of both sides whose speakers overlap."""
    suggested = {one.id: one for one in found}
    proposed = {
        suggested[link.from_suggestion].fragments: suggested[link.to_suggestion].fragments
        for link in stored.read_suggested_relations(project.file.db, document)
        if link.label == "speaker" and link.from_suggestion in suggested and link.to_suggestion in suggested
    }
    own = {span.id: span for span in project.spans(document, annotator)}
    right, of = evaluation.speakers
    for relation in project.relations(document, annotator):
        quote, speaker = own.get(relation.from_span), own.get(relation.to_span)
        if relation.label != "speaker" or quote is None or speaker is None or quote.label != "DIRECT":
            continue
        match = next((ends for quoted, ends in proposed.items() if _shared(quoted, quote.fragments)), None)
        if match is not None:
            of += 1
            right += _shared(match, speaker.fragments)
    evaluation.speakers = (right, of)
