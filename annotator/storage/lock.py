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

# Windows locks the first byte against every other handle: what others shall read stands behind it.
_WORDS_FROM = 1


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
            self._write(json.dumps(holder))

    def release(self) -> None:
        """Give the lock back and leave no file behind.

        filelock looks for a lock file that was unlinked before it was locked, so nobody holds a dead one.
        """
        if self._lock.is_locked:
            with suppress(OSError):
                self._write("")
            with suppress(OSError):
                self._path.unlink()
        self._lock.release()

    def _write(self, words: str) -> None:
        with self._path.open("r+b", buffering=0) as file:
            file.seek(_WORDS_FROM)
            file.write(words.encode())
            file.truncate()

    def _holder(self) -> str:
        try:
            with self._path.open("rb", buffering=0) as file:
                file.seek(_WORDS_FROM)
                holder = json.loads(file.read(10_000))
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
