"""Keeps the work of a project whose file is gone from its place, with the change that came too late."""

from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import UserError
from annotator.services.commands import Command
from annotator.services.project import Project
from annotator.settings import data_folder
from annotator.storage.copying import copy_through


def rescue(project: Project, command: Command | None, annotator: str) -> Path:
    """Write everything that an open project holds, and one more command if given, to a new file; raises UserError."""
    target = _free_place(project.path)
    with project.file.reading() as db:
        copy_through(db, target)
    do_in(target, command, annotator)
    return target


def do_in(rescued: Path, command: Command | None, annotator: str) -> None:
    """Carry a command out in a rescue copy, which remembers whose it was; raises UserError."""
    with Project.open(rescued) as saved:
        actor = saved.ensure_annotator(annotator).id
        saved.remember_annotator(actor)
        if command is not None:
            saved.execute(command, actor)


def _free_place(path: Path) -> Path:
    folder = path.parent if path.parent.is_dir() else data_folder()
    stem = f"{path.stem}.rescued-{datetime.now(UTC):%Y-%m-%dT%H%M%S}"
    for number in range(1, 100):
        target = folder / f"{stem}{f'-{number}' if number > 1 else ''}{path.suffix}"
        if not target.exists():
            return target
    raise UserError(f"There are too many rescue copies in {folder}: look into them and delete some.")
