"""One writing process per project: an operating-system lock that dies with its holder."""

import getpass
import json
import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from annotator.errors import ProjectBusy, UserError


class ProjectLock:
    """The lock beside a project file, PROJECT.lock; holder's user, host and since stand inside."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._path = project.with_name(project.name + ".lock")
        self._lock: BaseFileLock = FileLock(self._path, timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once or raise ProjectBusy naming the holder."""
        try:
            self._lock.acquire()
        except Timeout:
            raise ProjectBusy(
                f"The project {self._project} is open elsewhere ({self._holder()}): "
                "close it there, or open it read-only."
            ) from None
        except OSError as error:
            raise UserError(
                f"The project {self._project} cannot be locked in its folder ({error.strerror}): "
                "make the folder writable, or open the project read-only."
            ) from error
        holder = {"user": _user(), "host": socket.gethostname(), "process": os.getpid(), "since": _now()}
        # The lock holds without these words; a disk that is full must not keep a project from opening.
        with suppress(OSError):
            self._path.write_text(json.dumps(holder), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; its file is left empty so that nobody is named who has gone."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._path.write_text("", encoding="utf-8")
        self._lock.release()

    def _holder(self) -> str:
        try:
            holder = json.loads(self._path.read_text(encoding="utf-8"))
            return f"{holder['user']} on {holder['host']}, process {holder['process']}, since {holder['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "the holder is not known"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
