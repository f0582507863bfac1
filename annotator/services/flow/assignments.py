"""Shares a project's articles out among named annotators, in one operation."""

from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.finding import find_document
from annotator.services.flow.assigning import Load, Shares, assign_by_lot, assign_with_share, loads_of
from annotator.services.flow.commands import Assign
from annotator.services.project import SYSTEM, Project
from annotator.storage.rows import name_key


@dataclass(frozen=True, slots=True)
class Wish:
    """Who gets how much: each article to `overlap` annotators, or `percent` of them to all and the rest to one.

    `documents` names articles by title or id (empty: all); with `only_free` those that somebody has are left alone.
    """

    annotators: tuple[str, ...]
    seed: int
    overlap: int = 1
    percent: float | None = None
    documents: tuple[str, ...] = ()
    only_free: bool = False


@dataclass(frozen=True, slots=True)
class AssignReport:
    """What was assigned: the articles touched, whose load is how large, and the seed that repeats it."""

    documents: int
    changed: int
    seed: int
    loads: tuple[tuple[str, Load], ...]


def assign_articles(project: Project, wish: Wish) -> AssignReport:
    """Assign; an annotator who is not known yet is added once everything else is in order. Raises UserError."""
    named = tuple({name_key(name): name for name in wish.annotators if name.strip()}.values())
    documents = tuple(find_document(project, words) for words in wish.documents) or project.document_ids()
    if wish.only_free:
        taken = {document for document, _ in project.assignments()}
        documents = tuple(document for document in documents if document not in taken)
    if not documents:
        raise UserError(f"The project {project.path} holds no articles to assign: import some, or leave out --free.")
    _shares(wish, documents=documents, people=tuple(AnnotatorId(name) for name in named))
    known = [project.ensure_annotator(name) for name in named]
    pairs = _shares(wish, documents=documents, people=tuple(one.id for one in known))
    operation = project.execute(Assign(frozenset(documents), pairs), SYSTEM)
    loads = loads_of(project.assignments(), tuple(one.id for one in known))
    names = {one.id: one.name for one in known}
    return AssignReport(
        documents=len(set(documents)),
        changed=len(operation.changes) if operation else 0,
        seed=wish.seed,
        loads=tuple((names[load.annotator], load) for load in dict.fromkeys(loads)),
    )


def _shares(wish: Wish, *, documents: tuple[DocumentId, ...], people: tuple[AnnotatorId, ...]) -> Shares:
    if wish.percent is not None:
        return assign_with_share(documents, people, percent=wish.percent, seed=wish.seed)
    return assign_by_lot(documents, people, overlap=wish.overlap, seed=wish.seed)
