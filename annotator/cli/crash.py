"""Tells of what no command expects: a damaged file, or a bug, written down without a word of an article."""

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from annotator import __version__


def damage_sentence(error: BaseException) -> str:
    """Say that the database could not read its file, or nothing when the error is another.

    Told by name: only storage knows the database.
    """
    if type(error).__module__.split(".")[0] != "sqlite3":
        return ""
    return f"The project could not be read ({error}): run `annotator check` on it, then restore a backup."


def crash_sentence(error: BaseException) -> str:
    """Write a report and say in a sentence where it lies."""
    what = f"Annotator failed because of a mistake of its own ({type(error).__name__})"
    try:
        path = write_report(error)
    except OSError:
        return f"{what}: set ANNOTATOR_DEBUG=1 and try again to see where."
    return f"{what}: nothing was half-written; a report for its makers lies in {path}."


def write_report(error: BaseException) -> Path:
    """Write the types and places of an error and its causes; messages are left out, they may quote an article."""
    # Late: platformdirs is not worth its time in every start.
    from annotator.settings import settings_folder

    folder = settings_folder() / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"command-{now:%Y%m%dT%H%M%S%f}.txt"
    head = f"annotator {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
    path.write_text(f"{head}{now.isoformat(timespec='seconds')}\n{places_of(error)}", encoding="utf-8")
    return path


def places_of(error: BaseException) -> str:
    """List the places that an error and its causes went through, without their messages."""
    parts: list[str] = []
    step: BaseException | None = error
    seen: set[int] = set()
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        frames = "".join(traceback.format_tb(step.__traceback__))
        parts.append(f"{type(step).__module__}.{type(step).__name__}\n{frames}")
        step = step.__cause__ or step.__context__
    return "\n".join(parts)
