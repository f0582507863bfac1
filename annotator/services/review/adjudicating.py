"""Lets a rule decide the open disagreements of a project."""

from dataclasses import dataclass

from annotator.model.decision import Policy
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.project import Project
from annotator.services.review.commands import Adjudicate
from annotator.services.review.gathering import review_of


@dataclass(frozen=True, slots=True)
class AdjudicationReport:
    """How many clusters the rule decided, and how many disagreements still wait for a person."""

    decided: int
    still_open: int


def adjudicate(
    project: Project,
    policy: Policy,
    actor: AnnotatorId,
    *,
    documents: tuple[DocumentId, ...] = (),
    votes: int | None = None,
) -> AdjudicationReport:
    """Decide what the rule can in the named documents, or in all, in one operation; decided ones stay."""
    chosen = documents or project.document_ids()
    before = _decisions(project, chosen)
    project.execute(Adjudicate(chosen, policy, votes), actor)
    return AdjudicationReport(_decisions(project, chosen) - before, still_open(project, chosen))


def still_open(project: Project, documents: tuple[DocumentId, ...]) -> int:
    """Count the disagreements that nobody has decided."""
    with project.file.reading():
        return sum(len(review_of(project.file, document).open_items) for document in documents)


def _decisions(project: Project, documents: tuple[DocumentId, ...]) -> int:
    with project.file.reading():
        reviews = (review_of(project.file, document) for document in documents)
        return sum(bool(item.decisions) for review in reviews for item in review.items)
