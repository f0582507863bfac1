"""Self-agreement: an annotator labels a sample of her finished articles again, with her first pass hidden.

A second pass stands under an annotator of its own, whose role says that it is no other person; its sample is
what is assigned to it. So everything that keeps annotators apart hides the first pass, and nothing else is stored.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.document import Annotator, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.operation import Change, RecordKind
from annotator.services.commands import Plan
from annotator.services.project import Project
from annotator.services.reading import Reader
from annotator.storage.assignments import assignment_image
from annotator.storage.rows import change, name_key

FIRST_NUMBER = 2
_PEOPLE = (Role.ANNOTATOR, Role.LEAD)
_LEFT = (DocumentState.TODO, DocumentState.IN_PROGRESS)
_NAME = re.compile(r"(?P<owner>.+) \(pass (?P<number>\d+)\)")
_OWN = (RecordKind.SPAN, RecordKind.RELATION, RecordKind.DOCUMENT_STATE, RecordKind.SUGGESTION_DECISION)


@dataclass(frozen=True, slots=True)
class SecondPass:
    """A sample that its owner labels again, under which annotator, and what of it is left to do."""

    owner: Annotator
    annotator: Annotator
    documents: tuple[DocumentId, ...]
    left: tuple[DocumentId, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The two that are compared, the first pass first."""
        return (self.owner.name, self.annotator.name)


@dataclass(frozen=True, slots=True)
class BeginPass:
    """Give a second pass its sample."""

    annotator: AnnotatorId
    documents: tuple[DocumentId, ...]

    def plan(self, reader: Reader) -> Plan:
        """Assign the articles; refuse one that the owner is not done with."""
        reader.check_actor()
        for document in self.documents:
            if reader.state(document) is not DocumentState.DONE:
                raise UserError("An article of the sample is not done any more: draw another sample.")
        added = tuple(
            change(RecordKind.ASSIGNMENT, None, assignment_image(document, self.annotator))
            for document in self.documents
        )
        return Plan(f"begin a second pass of {_articles(len(added))}", added)


@dataclass(frozen=True, slots=True)
class GiveUpPass:
    """Take a second pass back with everything that was labelled in it; the first pass stays as it is."""

    found: SecondPass

    def plan(self, reader: Reader) -> Plan:
        """Remove its sample, states, spans, links and decisions on suggestions; only its owner may."""
        if reader.actor != self.found.owner.id:
            raise UserError(f"Only {self.found.owner.name} can give this second pass up: ask her.")
        changes: list[Change] = []
        assigned = reader.assignments()
        for document in self.found.documents:
            changes += [
                change(kind, image, None)
                for kind, image in reader.records_of(document)
                if kind in _OWN and image["annotator"] == self.found.annotator.id
            ]
            if (document, self.found.annotator.id) in assigned:
                changes.append(change(RecordKind.ASSIGNMENT, assignment_image(document, self.found.annotator.id), None))
        return Plan(f"give up a second pass of {_articles(len(self.found.documents))}", tuple(changes))


def owner_of(annotator: Annotator, everybody: Iterable[Annotator]) -> Annotator | None:
    """Find whose second pass this is; None when it is none."""
    found = _NAME.fullmatch(annotator.name)
    if annotator.role is not Role.SECOND_PASS or found is None:
        return None
    wanted = name_key(found["owner"])
    return next((one for one in everybody if one.role in _PEOPLE and name_key(one.name) == wanted), None)


def check_apart(annotators: Sequence[Annotator]) -> None:
    """Refuse to mix a second pass with other people: its agreement is not one between annotators."""
    if len(annotators) > 2 and any(one.role is Role.SECOND_PASS for one in annotators):
        raise UserError("A second pass is compared with one annotator only: name these two.")


def passes(project: Project) -> tuple[SecondPass, ...]:
    """List everybody's second passes, by name; those that were given up have no sample and are none."""
    everybody = project.annotators()
    found = []
    for one in everybody:
        owner = owner_of(one, everybody)
        # Files of others hold states and no assignments.
        rows = project.summaries(one.id) if owner is not None else ()
        sample = [row for row in rows if row.assigned or row.state is not DocumentState.TODO]
        if owner is not None and sample:
            left = tuple(row.id for row in sample if row.state in _LEFT)
            found.append(SecondPass(owner, one, tuple(row.id for row in sample), left))
    return tuple(found)


def passes_of(project: Project, owner: AnnotatorId) -> tuple[SecondPass, ...]:
    """List one annotator's second passes."""
    return tuple(one for one in passes(project) if one.owner.id == owner)


def running_pass(project: Project, owner: AnnotatorId) -> SecondPass | None:
    """Find the second pass in which articles are left."""
    return next((one for one in passes_of(project, owner) if one.left), None)


def could_be_drawn(project: Project, owner: AnnotatorId) -> tuple[DocumentId, ...]:
    """List the articles that she is done with and that no second pass of hers has had yet."""
    before = {document for one in passes_of(project, owner) for document in one.documents}
    done = (one.id for one in project.summaries(owner) if one.state is DocumentState.DONE)
    return tuple(one for one in done if one not in before)


def draw(documents: Iterable[DocumentId], count: int, seed: int) -> tuple[DocumentId, ...]:
    """Draw a sample by lot: the same for the same seed on every machine, whatever the order of the import."""
    lots = sorted(documents, key=lambda one: hashlib.sha256(f"second pass\x1f{seed}\x1f{one}".encode()).digest())
    return tuple(lots[:count])


def begin_pass(project: Project, owner: Annotator, count: int, seed: int = 0) -> SecondPass:
    """Draw a sample and begin a second pass; raises UserError when there is nothing to draw from."""
    if owner.role not in _PEOPLE:
        raise UserError(f"“{owner.name}” is no person who labels: name an annotator.")
    running = running_pass(project, owner.id)
    if running is not None:
        raise UserError(
            f"A second pass of {owner.name} is not finished, {_articles(len(running.left))} left: finish it or give it "
            "up first."
        )
    there = could_be_drawn(project, owner.id)
    if not 1 <= count <= len(there):
        raise UserError(
            f"A sample of {count} cannot be drawn: {owner.name} has {_articles(len(there))} marked done that no second "
            "pass has had; mark articles done first, or ask for fewer."
        )
    sample = draw(there, count, seed)
    second = project.ensure_annotator(_free_name(project, owner), Role.SECOND_PASS)
    project.execute(BeginPass(second.id, sample), owner.id)
    return next(one for one in passes_of(project, owner.id) if one.annotator.id == second.id)


def _free_name(project: Project, owner: Annotator) -> str:
    """Number the pass; a name that anything stands under is left alone."""
    number = FIRST_NUMBER
    while not _is_free(project, f"{owner.name} (pass {number})"):
        number += 1
    return f"{owner.name} (pass {number})"


def _is_free(project: Project, name: str) -> bool:
    known = project.annotator(name)
    if known is None:
        return True
    return known.role is Role.SECOND_PASS and not any(
        row.spans or row.assigned or row.state is not DocumentState.TODO for row in project.summaries(known.id)
    )


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
