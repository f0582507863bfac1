"""Makes verified copies of a project beside it, keeps the right ones, and puts one back."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from annotator.errors import UserError
from annotator.services.project import Project
from annotator.services.safety.rotation import kept
from annotator.storage.backup_places import FAMILY, TIME, backup_folder, free_name
from annotator.storage.copying import Copy, copy_to
from annotator.storage.hot_journal import journal_of
from annotator.storage.integrity import findings
from annotator.storage.lock import ProjectLock
from annotator.storage.part_files import settle, temporary_beside
from annotator.storage.totals import Totals, totals

COUNT_FILE = "last-count.json"
_NAME = re.compile(r"(?P<at>\d{4}-\d\d-\d\dT\d{6})(?:-(?P<number>\d+))?-(?P<reason>[a-z-]+)\.annotator")
_SLACK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy: where it stands, when (UTC) and why it was made."""

    path: Path
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was put back, and where the project that was there before is kept."""

    before: Totals | None
    after: Totals
    kept_aside: Path | None


def backups(project: Path) -> tuple[Backup, ...]:
    """List a project's backups, the newest first."""
    found = []
    with suppress(OSError):
        for path in backup_folder(project).iterdir():
            if match := _NAME.fullmatch(path.name):
                at = datetime.strptime(match["at"], TIME).replace(tzinfo=UTC)
                found.append((at, int(match["number"] or 0), Backup(path, at, match["reason"])))
    return tuple(one for *_, one in sorted(found, key=lambda one: one[:2], reverse=True))


def back_up(
    project: Project, reason: str = "automatic", *, now: datetime | None = None, copy: Copy = copy_to
) -> Backup:
    """Copy a project into its folder of backups, check the copy, then let old ones go; raises UserError.

    A copy that is not sound never gets a name, and none is deleted before the new one stands.
    """
    at = (now or datetime.now(UTC)).replace(microsecond=0)
    folder = backup_folder(project.path)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError(f"No backup was made: the folder {folder} cannot be made ({error.strerror}).") from error
    target = free_name(folder, at, reason)
    copy_verified(project, target, copy=copy)
    rotate(project.path, at)
    return Backup(target, at, reason)


def copy_verified(project: Project, target: Path, *, copy: Copy = copy_to) -> None:
    """Copy an open project to a new file that is whole or not there; raises UserError."""
    try:
        with temporary_beside(target, FAMILY) as part:
            with project.file.reading() as db:
                copy(db, part)
            _check_sound(part)
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.rename(target)
        settle(target.parent)
    except OSError as error:
        raise UserError(f"No backup was made: {target} could not be written ({error}): free some space.") from error


def rotate(project: Path, now: datetime) -> tuple[Path, ...]:
    """Delete the backups that are too many; returns which."""
    known = backups(project)
    stay = kept((one.at for one in known), now)
    gone = tuple(one.path for one in known if one.at not in stay)
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


def contents(path: Path) -> Totals:
    """Count what a project file holds, after checking all of it; raises UserError."""
    with Project.open(path, read_only=True) as project:
        faults = list(islice(findings(project.file.db), 1))
        if faults:
            raise UserError(f"{path} is damaged ({faults[0][1]}: {faults[0][2]}): choose another backup.")
        with project.file.reading() as db:
            return totals(db)


def quick_contents(path: Path) -> Totals:
    """Count what a project file holds without checking it; raises UserError when it cannot be opened."""
    with Project.open(path, read_only=True) as project, project.file.reading() as db:
        return totals(db)


def restore(project: Path, backup: Path, *, now: datetime | None = None) -> RestoreReport:
    """Put a backup in a project's place; what stood there is renamed, never deleted. Raises UserError.

    The backup is checked first. The project goes on as another replica, so that a copy which
    knows more can still be merged.
    """
    after = contents(backup)
    if project.exists() and backup.samefile(project):
        raise UserError(f"{backup} is the project itself: choose one of its backups.")
    lock = ProjectLock(project)
    lock.acquire()
    try:
        before = _contents_if_sound(project)
        with temporary_beside(project) as part:
            _copy(backup, part)
            aside = _set_aside(project, now or datetime.now(UTC))
            os.replace(part, project)
        settle(project.parent)
        # What was counted last is gone on purpose.
        (backup_folder(project) / COUNT_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"The backup was not put back ({error}): the project is as it was, or kept beside it."
        ) from error
    finally:
        lock.release()
    return RestoreReport(before, after, aside)


def _check_sound(copy: Path) -> None:
    with Project.open(copy, read_only=True) as opened:
        faults = list(islice(findings(opened.file.db), 1))
    if faults:
        raise UserError(
            f"No backup was made: the project is damaged ({faults[0][1]}: {faults[0][2]}): "
            "run `annotator check` on it and restore an earlier backup."
        )


def _contents_if_sound(project: Path) -> Totals | None:
    try:
        return contents(project) if project.exists() else None
    except UserError:
        return None  # a damaged project is why one restores


def _set_aside(project: Path, now: datetime) -> Path | None:
    """Keep a copy of the project, so that there is one at every moment; one with an unfinished write is renamed."""
    if not project.exists():
        return None
    stem = f"{project.stem}.before-restore-{now.strftime(TIME)}"
    number, aside = 1, project.with_name(f"{stem}{project.suffix}")
    while aside.exists():
        number, aside = number + 1, project.with_name(f"{stem}-{number}{project.suffix}")
    if journal_of(project).exists():
        project.rename(aside)
        journal_of(project).rename(journal_of(aside))
    else:
        # No link: a file with two names is not opened for writing, should this be the last that happens.
        with temporary_beside(project) as part:
            _copy(project, part)
            part.rename(aside)
    return aside


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("xb") as written:
        while piece := read.read(_SLACK_BYTES):
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())
