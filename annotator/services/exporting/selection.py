"""Decides whose work on which document an export holds."""

from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.document import Annotator, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.exporting.suggestions import sources_of
from annotator.services.project import Project
from annotator.services.review.gathering import review_of
from annotator.storage import annotations, decisions


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for; nothing of it means the resolved view."""

    annotators: tuple[str, ...] = ()
    gold: bool = False
    suggestions: bool = False
    everything: bool = False
    done_only: bool = False

    @property
    def is_resolved(self) -> bool:
        """Whether each document is to have one answer."""
        return not (self.annotators or self.gold or self.suggestions or self.everything)

    def as_json(self) -> dict[str, object]:
        """Say in the manifest what was asked for."""
        return {
            "view": "resolved" if self.is_resolved else "all" if self.everything else "chosen",
            "annotators": list(self.annotators),
            "gold": self.gold,
            "suggestions": self.suggestions,
            "done_only": self.done_only,
        }


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents of an export in order, each with whose work it has; None stands for nobody's.

    `unresolved` counts the documents that have no single answer, or, where gold is asked for, no complete one.
    """

    work: tuple[tuple[DocumentId, tuple[tuple[Annotator | None, DocumentState], ...]], ...]
    unresolved: int

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(len(lines) for _, lines in self.work)

    def holds(self) -> frozenset[tuple[DocumentId, AnnotatorId]]:
        """The pairs of document and annotator that are in."""
        return frozenset(
            (document, annotator.id) for document, lines in self.work for annotator, _ in lines if annotator
        )


# Whose work is never the only annotator's.
_NOBODY = (Role.SUGGESTER, Role.SECOND_PASS)
_Lines = tuple[tuple[Annotator | None, DocumentState], ...]


def choose(project: Project, scope: Scope) -> Chosen:
    """Choose the lines of an export; raises UserError for an annotator that is not there."""
    named = frozenset(_annotator(project, name).id for name in scope.annotators)
    everybody = {one.id: one for one in project.annotators()}
    work: list[tuple[DocumentId, _Lines]] = []
    unresolved = 0
    for document in project.document_ids():
        lines = _touched(project, document, everybody)
        if scope.suggestions or scope.everything:
            lines = _with_sources(lines, sources_of(project, document))
        if scope.is_resolved:
            lines = _resolved(lines) if _is_reviewed(project, document) else ()
            unresolved += not lines
        else:
            lines = tuple(line for line in lines if _wanted(line[0], scope, named))
            unresolved += scope.gold and _has_open_disagreements(project, document)
        if scope.done_only:
            lines = tuple(line for line in lines if line[1] is DocumentState.DONE)
        if lines:
            work.append((document, lines))
    return Chosen(tuple(work), unresolved)


def _annotator(project: Project, name: str) -> Annotator:
    found = project.annotator(name)
    if found is None:
        there = ", ".join(one.name for one in project.annotators()) or "nobody yet"
        raise UserError(f"There is no annotator {name!r} in the project: choose one of those there ({there}).")
    return found


def _touched(project: Project, document: DocumentId, everybody: dict[AnnotatorId, Annotator]) -> _Lines:
    """List who did something on a document, by name; nobody's line when no one did."""
    states = project.states(document)
    with project.file.reading() as db:
        who = states.keys() | annotations.annotators_with_spans(db, document)
    if not who:
        return ((None, DocumentState.TODO),)
    ordered = sorted((everybody[identity] for identity in who), key=lambda one: one.name)
    return tuple((one, states.get(one.id, DocumentState.TODO)) for one in ordered)


def _with_sources(lines: _Lines, sources: tuple[Annotator, ...]) -> _Lines:
    """Add those whose suggestions wait; a suggester that came with a file and did something speaks for itself."""
    known = {one.name for one, _ in lines if one is not None}
    new = tuple((one, DocumentState.TODO) for one in sources if one.name not in known)
    return (*(line for line in lines if line[0] is not None), *new) if new else lines


def _is_reviewed(project: Project, document: DocumentId) -> bool:
    """Whether no disagreement waits for a decision; gold that came with a file needs none."""
    with project.file.reading() as db:
        return not decisions.decisions(db, document) or review_of(project.file, document).is_closed


def _has_open_disagreements(project: Project, document: DocumentId) -> bool:
    with project.file.reading():
        return not review_of(project.file, document).is_closed


def _resolved(lines: _Lines) -> _Lines:
    """Keep gold once it is done, else the only annotator who is done, else nothing."""
    done = [line for line in lines if line[0] is not None and line[1] is DocumentState.DONE]
    gold = tuple(line for line in done if line[0] is not None and line[0].role is Role.GOLD)
    if gold:
        return gold[:1]
    people = tuple(line for line in done if line[0] is not None and line[0].role not in _NOBODY)
    return people if len(people) == 1 else ()


def _wanted(annotator: Annotator | None, scope: Scope, named: frozenset[AnnotatorId]) -> bool:
    if scope.everything:
        return True
    if annotator is None:
        return False
    return (
        annotator.id in named
        or (scope.gold and annotator.role is Role.GOLD)
        or (scope.suggestions and annotator.role is Role.SUGGESTER)
    )
