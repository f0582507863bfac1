"""Notices spans that are gone although no operation deleted them: a file replaced or damaged from outside."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from annotator.services.project import Project
from annotator.services.safety.backups import COUNT_FILE
from annotator.storage.backup_places import backup_folder
from annotator.storage.totals import newest_operation, spans_added_since, spans_deleted_since, totals


@dataclass(frozen=True, slots=True)
class Count:
    """How many spans a project held when an operation was its newest."""

    project: str
    operation: str
    spans: int


def count_now(project: Project) -> Count:
    """Count a project's spans."""
    with project.file.reading() as db:
        return Count(project.uuid, newest_operation(db), totals(db).spans)


def unexplained_loss(project: Project, before: Count) -> str:
    """Say that more spans are gone than operations deleted, or nothing."""
    if before.project != project.uuid:
        return ""
    with project.file.reading() as db:
        deleted = spans_deleted_since(db, before.operation)
        added, now = spans_added_since(db, before.operation), totals(db).spans
    gone = before.spans + added - (deleted or 0) - now
    if gone <= 0:
        return ""
    why = "the file was replaced by another version" if deleted is None else "no operation deleted them"
    return (
        f"{gone} of {before.spans + added} spans {'is' if gone == 1 else 'are'} gone and {why}: look at "
        "Project > Restore a backup before you go on."
    )


def remember_count(project: Project) -> None:
    """Keep the count beside the backups, where it survives the project file."""
    folder = backup_folder(project.path)
    # A folder that cannot be written must not keep anybody from closing the window.
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        (folder / COUNT_FILE).write_text(json.dumps(asdict(count_now(project))), encoding="utf-8")


def remembered_count(project: Path) -> Count | None:
    """Read what was counted last."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        told = json.loads((backup_folder(project) / COUNT_FILE).read_text(encoding="utf-8"))
        return Count(str(told["project"]), str(told["operation"]), int(told["spans"]))
    return None
