"""Writes one annotator's work, or everybody's, into a file that another copy of the project can merge."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.model.ids import AnnotatorId
from annotator.services.exporting.files import write_whole
from annotator.services.merging.exchange_file import ExchangeHead, exchange_lines
from annotator.services.project import SYSTEM, Project
from annotator.storage.operations import Transfer, transfers
from annotator.storage.versions import NAMED


@dataclass(frozen=True, slots=True)
class ShareReport:
    """What was written where."""

    out: Path
    annotators: tuple[str, ...]
    operations: int


def share(project: Project, out: Path, annotator: str | None = None) -> ShareReport:
    """Write an exchange file; raises UserError.

    With an annotator it holds what she did, and what her work stands on: imports and the scheme.
    """
    who = None if annotator is None else project.annotator(annotator)
    if annotator is not None and who is None:
        raise UserError(f"The project {project.path} has no annotator {annotator}: `annotator info` lists them.")
    if out.exists() and out.samefile(project.path):
        raise UserError(f"{out} is the project itself: choose another name.")
    with project.file.reading() as db:
        chosen = tuple(_chosen(transfers(db), who.id if who else None))
    names = (who.name,) if who else tuple(one.name for one in project.annotators())
    written = write_whole(out, exchange_lines(ExchangeHead(project.uuid, names, len(chosen)), chosen))
    return ShareReport(written, names, len(chosen))


def _chosen(every: Iterator[Transfer], actor: AnnotatorId | None) -> Iterator[Transfer]:
    for one in every:
        if actor is None or one.actor in (actor, SYSTEM) or any(step.kind in NAMED for step in one.steps):
            yield one
