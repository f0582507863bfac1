"""Copies a project file as it lies on the disk, without a lock that a save would wait for."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.storage.hot_journal import journal_of

_TRIALS = 20
_PAUSE_S = 0.25
_COUNTER = slice(24, 28)  # of the header: every commit counts it up


@contextmanager
def still_copy(path: Path) -> Iterator[Path | None]:
    """Lend a copy in which no write is half done; None when the file never stood still or could not be copied.

    A write is under way while there is a journal, and a finished one has counted up the header.
    """
    folder = Path(tempfile.mkdtemp(prefix="annotator-"))
    try:
        yield _copied(path, folder / path.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Windows keeps what is open


def _copied(path: Path, copy: Path) -> Path | None:
    for _ in range(_TRIALS):
        try:
            before = _state(path)
            shutil.copyfile(path, copy)
            if before is not None and _state(path) == before:
                return copy
        except OSError:
            return None
        time.sleep(_PAUSE_S)
    return None


def _state(path: Path) -> tuple[int, bytes] | None:
    with path.open("rb") as file:
        header = file.read(100)
    return None if journal_of(path).exists() else (path.stat().st_size, header[_COUNTER])
