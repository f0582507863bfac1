"""What the window lets its background process do: copy, count, check, salvage, put back, share, merge."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.model.ids import AnnotatorId
from annotator.services.checking import SLOW_PARTS, CheckReport, check_beside
from annotator.services.merging.questions import merge_questions
from annotator.services.merging.run import MergeReport, merge, preview
from annotator.services.merging.sharing import ShareReport, share
from annotator.services.project import Project
from annotator.services.safety.backups import Backup, RestoreReport, back_up, quick_contents, restore
from annotator.services.safety.salvaging import SalvageReport, salvage
from annotator.services.worker_process import Report
from annotator.storage.totals import Totals


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would bring, and what must be agreed to first."""

    report: MergeReport
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A backup and what it holds; None when it cannot be opened."""

    path: Path
    contents: Totals | None


def make_backup(_report: Report, project: Path, reason: str) -> Backup:
    """Copy a project on a connection of its own, beside whoever writes."""
    with Project.open(project, read_only=True) as opened:
        return back_up(opened, reason)


def count_backups(report: Report, paths: Sequence[Path]) -> None:
    """Tell of each backup what it holds."""
    for path in paths:
        try:
            report(Counted(path, quick_contents(path)))
        except UserError:
            report(Counted(path, None))


def put_back(_report: Report, project: Path, backup: Path) -> RestoreReport:
    """Put a backup in the place of a project that nobody has open."""
    return restore(project, backup)


def find_problems(_report: Report, project: Path) -> CheckReport:
    """Check a project."""
    return check_beside(project)


def find_problems_quietly(_report: Report, project: Path) -> CheckReport:
    """Check a project that is worked in, behind everything else that this machine does."""
    with suppress(AttributeError, OSError):  # Windows has no niceness
        os.nice(10)
    return check_beside(project, without=SLOW_PARTS)


def save_readable(_report: Report, project: Path, new: Path) -> SalvageReport:
    """Save what can be read into a new project."""
    return salvage(project, new)


def share_work(_report: Report, project: Path, out: Path, annotator: str | None) -> ShareReport:
    """Write an exchange file."""
    with Project.open(project, read_only=True) as opened:
        return share(opened, out, annotator)


def look_at_merge(_report: Report, project: Path, others: Sequence[Path]) -> MergePreview:
    """Tell what a merge would bring, and what it asks."""
    with Project.open(project, read_only=True) as opened:
        return MergePreview(preview(opened, others), merge_questions(opened, others))


def merge_lent(_report: Report, project: Path, others: Sequence[Path], actor: AnnotatorId) -> MergeReport:
    """Back a project up and merge into it while its window lends the file and writes nothing."""
    with Project.open_lent(project) as opened:
        back_up(opened, "before-merge")
        return merge(opened, others, actor)
