"""Checks that a project is sound, without changing it."""

from dataclasses import dataclass
from pathlib import Path

from annotator.errors import DamagedProject
from annotator.services.project import Project
from annotator.storage.integrity import findings

MOST_PROBLEMS = 1_000


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
    try:
        project = Project.open(path, read_only=True)
    except DamagedProject as damage:
        return CheckReport((Problem("file", str(path), str(damage)),))
    with project:
        found = zip(range(MOST_PROBLEMS), findings(project.file.db), strict=False)
        return CheckReport(tuple(Problem(*finding) for _, finding in found))
