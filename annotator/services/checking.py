"""Checks that a project is sound, without changing it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import DamagedProject
from annotator.services.project import Project
from annotator.storage.integrity import findings, is_damaged_at_a_glance
from annotator.storage.still_copy import still_copy

MOST_PROBLEMS = 1_000
# What takes as long as all the rest: replaying the journal, comparing the index of words.
SLOW_PARTS = ("journal", "words")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: its kind, the record or part of the file, what is wrong with it."""

    kind: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; at most MOST_PROBLEMS problems are listed."""

    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems

    def as_json(self) -> dict[str, object]:
        """Write the report as `check --json` prints it."""
        return {
            "ok": self.ok,
            "problems": [{"kind": one.kind, "where": one.where, "detail": one.detail} for one in self.problems],
        }


def check(path: Path) -> CheckReport:
    """Check pages, references, hashes, texts, offsets, links, labels, index and journal of a project.

    A project too damaged to open is one problem. Raises UserError for a file that is no project at all.
    """
    return _checked(path, path)


def check_beside(path: Path, *, without: Collection[str] = ()) -> CheckReport:
    """Check a project that somebody goes on writing, all but some parts, and hold up no save; raises UserError.

    One that never stands still, or that there is no room to copy, is checked as it lies there.
    """
    with still_copy(path) as copy:
        return _checked(path, copy or path, without)


def _checked(path: Path, copy: Path, without: Collection[str] = ()) -> CheckReport:
    try:
        project = Project.open(copy, read_only=True)
    except DamagedProject as damage:
        return CheckReport((Problem("file", str(path), str(damage).replace(str(copy), str(path))),))
    with project:
        found = zip(range(MOST_PROBLEMS), findings(project.file.db, without=without), strict=False)
        return CheckReport(tuple(Problem(*finding) for _, finding in found))


def refuse_damaged(project: Project) -> None:
    """Look at the pages of a project before somebody works in it; raises DamagedProject. A large one is passed over."""
    with project.file.reading() as db:
        is_damaged = is_damaged_at_a_glance(db)
    if is_damaged:
        raise DamagedProject(
            f"The project {project.path} is damaged: restore a backup, or save what can be read of it."
        )
