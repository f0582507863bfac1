"""Finds suggestions of a kind above a score, in one article or the project, to be accepted together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.suggestion import SuggestionId
from annotator.services.context_lines import ContextLine, context_line
from annotator.services.open_suggestions import open_for
from annotator.services.project import Project
from annotator.services.suggestion_commands import AcceptSuggestions
from annotator.storage import doubtful

# Below this a suggestion is worth a look of its own.
DOUBTFUL = 0.7


@dataclass(frozen=True, slots=True)
class Kind:
    """Which suggestions are meant: of a label (empty: of any), from a score on, in a document (None: in all)."""

    label: str
    min_score: float
    document: DocumentId | None


def suggestions_of(project: Project, kind: Kind, annotator: AnnotatorId) -> Iterator[tuple[ContextLine, ...]]:
    """Give each article's open suggestions of a kind; a line's span is the suggestion,
    and its title begins with label and score. Helpers come with quotes."""
    for identity in project.document_ids() if kind.document is None else (kind.document,):
        document = project.document(identity)
        yield tuple(
            replace(
                context_line(document, one.start, one.end, SpanId(one.id)),
                title=f"{one.label} {one.score:.2f} · {document.title}",
            )
            for one in open_for(project, document, annotator)
            if one.score >= kind.min_score and (one.label == kind.label or (not kind.label and one.layer != "helper"))
        )


def accept_command(lines: tuple[ContextLine, ...]) -> AcceptSuggestions:
    """Make the command that accepts the suggestions of these lines."""
    return AcceptSuggestions(tuple(SuggestionId(line.span) for line in lines if line.span is not None))


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
