"""Writes one annotator's work, or everybody's, into a file that another copy of the project can merge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.model.ids import AnnotatorId
from annotator.model.operation import RecordKind
from annotator.services.exporting.files import write_whole
from annotator.services.merging.exchange_file import ExchangeHead, exchange_lines
from annotator.services.project import SYSTEM, Project
from annotator.storage.operations import Transfer, transfers
from annotator.storage.rows import attributes_of
from annotator.storage.versions import NAMED


@dataclass(frozen=True, slots=True)
class ShareReport:
    """What was written where."""

    out: Path
    annotators: tuple[str, ...]
    operations: int


def share(project: Project, out: Path, annotator: str | None = None) -> ShareReport:
    """Write an exchange file; raises UserError.

    With an annotator it holds what she did, and what that stands on: imports, the scheme, names that others listed.
    """
    who = None if annotator is None else project.annotator(annotator)
    if annotator is not None and who is None:
        raise UserError(f"The project {project.path} has no annotator {annotator}: `annotator info` lists them.")
    if out.exists() and out.samefile(project.path):
        raise UserError(f"{out} is the project itself: choose another name.")
    with project.file.reading() as db:
        chosen = tuple(_chosen(tuple(transfers(db)), who.id if who else None))
    names = (who.name,) if who else tuple(one.name for one in project.annotators())
    written = write_whole(out, exchange_lines(ExchangeHead(project.uuid, names, len(chosen)), chosen))
    return ShareReport(written, names, len(chosen))


def _chosen(every: Sequence[Transfer], actor: AnnotatorId | None) -> Iterator[Transfer]:
    """Choose an annotator's operations and what they stand on: imports, the scheme, the names that her spans bear."""
    own = [one for one in every if actor is None or one.actor in (actor, SYSTEM)]
    named = {
        attribute.ref
        for step in (step for one in own for step in one.steps)
        if step.kind is RecordKind.SPAN and step.after is not None
        for attribute in attributes_of(str(step.after["attributes"]))
    }
    chosen = {one.id for one in own}
    for one in every:
        if one.id in chosen or any(
            step.kind in NAMED or (step.kind is RecordKind.AUTHORITY and step.record in named) for step in one.steps
        ):
            yield one
