"""Says how far an annotator is with many documents at once."""

from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.document import DocumentState
from annotator.model.ids import DocumentId
from annotator.services.commands import Plan, SetState
from annotator.services.finding import find_document
from annotator.services.project import Project
from annotator.services.reading import Reader


@dataclass(frozen=True, slots=True)
class SetStates:
    """Give several documents one state, in one operation."""

    documents: tuple[DocumentId, ...]
    state: DocumentState

    def plan(self, reader: Reader) -> Plan:
        """Change the states that differ."""
        plans = [SetState(document, self.state).plan(reader) for document in dict.fromkeys(self.documents)]
        changes = tuple(change for plan in plans for change in plan.changes)
        return Plan(f"mark {len(changes)} articles {self.state.value.replace('_', ' ')}", changes)


@dataclass(frozen=True, slots=True)
class StatesReport:
    """How many documents were named, and how many of them had another state before."""

    annotator: str
    state: DocumentState
    documents: int
    changed: int


def set_states(project: Project, annotator: str, *, state: DocumentState, named: tuple[str, ...]) -> StatesReport:
    """Set one annotator's state of the documents named by title or id, or of all when none is named.

    An annotator who is not known yet is added, once every document is found. Raises UserError.
    """
    documents = tuple(find_document(project, words) for words in named) or project.document_ids()
    if not documents:
        raise UserError(f"The project {project.path} holds no articles: import some first.")
    actor = project.ensure_annotator(annotator)
    operation = project.execute(SetStates(documents, state), actor.id)
    changed = len(operation.changes) if operation else 0
    return StatesReport(actor.name, state, len(set(documents)), changed)
