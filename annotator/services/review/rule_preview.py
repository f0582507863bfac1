"""Says what a rule would decide before it decides: how many places, and which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.model.decision import Policy
from annotator.model.ids import DocumentId
from annotator.services.project import Project
from annotator.services.review.gathering import ReviewState, review_of
from annotator.services.review.policies import choice_by
from annotator.services.search.context_lines import ContextLine, context_line


@dataclass(frozen=True, slots=True)
class RuleAsked:
    """A rule and how many votes its majority needs; None means more than half."""

    policy: Policy
    votes: int | None = None


def places_decided_by(
    project: Project, asked: RuleAsked, documents: Iterable[DocumentId]
) -> Iterator[tuple[ContextLine, ...]]:
    """Yield, document by document, the places that a rule would decide."""
    for identity in documents:
        yield _places(project, asked, identity)


def _places(project: Project, asked: RuleAsked, identity: DocumentId) -> tuple[ContextLine, ...]:
    with project.file.reading():
        review = review_of(project.file, identity)
    waiting = [one for one in review.items if one.state is ReviewState.OPEN and not one.decisions]
    if not waiting:
        return ()
    document = project.document(identity)
    found = []
    for item in waiting:
        unanimous = item.choices[0] if item.is_unanimous else None
        chosen = unanimous or choice_by(asked.policy, item, document.text, asked.votes)
        if chosen is not None:
            reading = chosen.reading
            found.append(context_line(document, reading[0].start, reading[-1].end, reading[0].id))
    return tuple(found)
