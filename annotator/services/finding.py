"""Finds the document or the annotator that somebody typed."""

from annotator.errors import UserError
from annotator.model.document import Annotator
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.project import Project
from annotator.services.reading import shortened

_MOST_NAMED = 3


def find_document(project: Project, typed: str) -> DocumentId:
    """Find the one document with this id, this title, or these words in its title.

    Raises UserError when there is none, or more than one.
    """
    titles = {one.id: one.title for one in project.summaries(AnnotatorId(""))}
    if DocumentId(typed) in titles:
        return DocumentId(typed)
    wanted = _folded(typed)
    if not wanted:
        raise UserError("A document needs a title or an id: type one.")
    exact = [identity for identity, title in titles.items() if _folded(title) == wanted]
    found = exact or [identity for identity, title in titles.items() if wanted in _folded(title)]
    if not found:
        raise UserError(f"There is no article “{shortened(typed)}” in {project.path}: name one by title or id.")
    if len(found) > 1:
        named = "; ".join(f"{identity} “{shortened(titles[identity])}”" for identity in found[:_MOST_NAMED])
        raise UserError(f"“{shortened(typed)}” fits {len(found)} articles ({named}): name one of them by its id.")
    return found[0]


def known_annotator(project: Project, name: str) -> Annotator:
    """Find an annotator by name; raises UserError that lists the names there are."""
    found = project.annotator(name)
    if found is None:
        names = ", ".join(one.name for one in project.annotators()) or "nobody yet"
        raise UserError(f"Nobody in {project.path} is called {name!r}: there is {names}.")
    return found


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
