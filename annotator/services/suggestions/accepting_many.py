"""Finds suggestions of a kind above a score, in one article or the project, to be accepted together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.suggestion import Suggestion, SuggestionId
from annotator.services.project import Project
from annotator.services.search.context_lines import ContextLine, context_line
from annotator.services.suggestions.commands import AcceptSuggestions
from annotator.services.suggestions.remembering import remembered
from annotator.services.suggestions.still_open import open_for
from annotator.storage import doubtful

# Below this a suggestion is worth a look of its own.
DOUBTFUL = 0.7


@dataclass(frozen=True, slots=True)
class Kind:
    """Which suggestions are meant: of a label (empty: of any), from a score on, in a document (None: in all)."""

    label: str
    min_score: float
    document: DocumentId | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion that may be accepted, as a line to look at: its span is the suggestion, and its title begins with
    label and score. `fleeting` is the suggestion itself where the project does not keep it.
    """

    line: ContextLine
    fleeting: Suggestion | None


def suggestions_of(project: Project, kind: Kind, annotator: AnnotatorId) -> Iterator[tuple[Offer, ...]]:
    """Give each article's open suggestions of a kind, those of her memory too. Helpers come with quotes."""
    for identity in project.document_ids() if kind.document is None else (kind.document,):
        document = project.document(identity)
        # Her memory of the articles before is asked anew for each one: it leaves out the very article.
        fleeting = {one.id: one for one in remembered(project, document, annotator)}
        yield tuple(
            Offer(
                replace(
                    context_line(document, one.start, one.end, SpanId(one.id)),
                    title=f"{one.label} {one.score:.2f} · {document.title}",
                ),
                fleeting.get(one.id),
            )
            for one in open_for(project, document, annotator, tuple(fleeting.values()))
            if one.score >= kind.min_score and (one.label == kind.label or (not kind.label and one.layer != "helper"))
        )


def accept_command(offers: Sequence[Offer]) -> AcceptSuggestions:
    """Make the command that accepts what is offered."""
    kept = tuple(SuggestionId(one.line.span) for one in offers if one.fleeting is None and one.line.span is not None)
    return AcceptSuggestions(kept, tuple(one.fleeting for one in offers if one.fleeting is not None))


class DoubtfulWalk:
    """Walks an annotator's doubtful suggestions through all articles, the least sure first, without end."""

    def __init__(self, project: Project, annotator: AnnotatorId, below: float = DOUBTFUL) -> None:
        self._project, self.annotator, self._below = project, annotator, below
        self._after = doubtful.BEGINNING

    def next(self) -> tuple[DocumentId, SuggestionId, int] | None:
        """Go on to the next one and tell where it starts, after the last to the first; None when none is left."""
        with self._project.file.reading() as db:
            found = doubtful.next_doubtful(db, self.annotator, self._below, self._after)
            found = found or doubtful.next_doubtful(db, self.annotator, self._below, doubtful.BEGINNING)
        if found is None:
            return None
        self._after = found[2]
        return found[0], found[1], found[2][2]

    @property
    def left(self) -> int:
        """How many are left."""
        with self._project.file.reading() as db:
            return doubtful.count_doubtful(db, self.annotator, self._below)
