"""Where the copies of a project lie beside it and what they are called."""

from datetime import datetime
from pathlib import Path

FAMILY = "backup"  # whose unfinished files may be swept away together
TIME = "%Y-%m-%dT%H%M%S"
_SUFFIX = ".backups"


def backup_folder(project: Path) -> Path:
    """Tell where a project's automatic backups lie."""
    return project.with_name(project.name + _SUFFIX)


def free_name(folder: Path, at: datetime, reason: str) -> Path:
    """Name a backup by when (UTC) and why it is made, as no file there is called yet."""
    stem = at.strftime(TIME)
    number, path = 0, folder / f"{stem}-{reason}.annotator"
    while path.exists():
        number, path = number + 1, folder / f"{stem}-{number + 1}-{reason}.annotator"
    return path
