"""Copies an open project file without holding up who writes to it."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from io import FileIO
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.storage.connection import BUSY_TIMEOUT_S, advice, set_patience
from annotator.storage.hot_journal import journal_of

Copy = Callable[[Database, Path], None]
PASSES = 8
PAUSE_S = 0.05
_PATIENCE_MS = 60_000
_PIECE_BYTES = 1 << 18
_HEADER_BYTES = 100
_COUNTER = slice(24, 28)  # of the header: every commit counts it up


def copy_to(db: Database, target: Path) -> None:
    """Copy a project to a new file, as it was at one moment; the caller made sure that nothing stands there.

    The file is read as it lies there, without a lock that a commit would wait for. When something was written
    meanwhile, what differs is read again, which is quick. Only against somebody who never pauses the last pass
    holds commits up, by a third of a second for each GB. Not for a thread beside one that writes to the file:
    see below what closing a handle does. Raises UserError.
    """
    try:
        source = Path(db.execute("PRAGMA database_list").fetchone()[2])  # of main, which comes first
        if not source.exists():
            copy_through(db, target)
            return
        # Closed last: closing any handle of a file gives up every lock that this process has on it.
        with source.open("rb", buffering=0) as read, target.open("x+b", buffering=0) as written:
            for _ in range(PASSES):
                if _is_still_copied(source, read, written):
                    return
                time.sleep(PAUSE_S)
            _copy_held(db, read, written)
    except (sqlite3.Error, OSError) as error:
        raise UserError(f"The project could not be copied to {target}: {advice(error)}.") from error


def copy_through(db: Database, target: Path) -> None:
    """Copy what a connection holds, though the file may be gone from its place or be another one; raises UserError."""
    try:
        with closing(sqlite3.connect(target)) as copy:
            db.conn.backup(copy)
    except sqlite3.Error as error:
        raise UserError(f"The project could not be copied to {target}: {advice(error)}.") from error


def _is_still_copied(source: Path, read: FileIO, written: FileIO) -> bool:
    """Bring a copy up to date; False when something was written meanwhile."""
    before = _state(source, read)
    _copy_what_differs(read, written)
    return before is not None and _state(source, read) == before


def _state(source: Path, read: FileIO) -> tuple[int, int, bytes] | None:
    """Say what every write changes; None while one is under way."""
    if journal_of(source).exists():
        return None
    status = source.stat()
    read.seek(0)
    return (status.st_size, status.st_mtime_ns, read.read(_HEADER_BYTES)[_COUNTER])


def _copy_held(db: Database, read: FileIO, written: FileIO) -> None:
    # A disk that stands still keeps the file locked for longer than a save may wait.
    set_patience(db, _PATIENCE_MS)
    try:
        # Nobody commits while a query is half read.
        with closing(db.execute("SELECT name FROM sqlite_schema")) as holding:
            holding.fetchone()
            _copy_what_differs(read, written)
    finally:
        set_patience(db, int(BUSY_TIMEOUT_S * 1000))


def _copy_what_differs(read: FileIO, written: FileIO) -> None:
    read.seek(0)
    at = 0
    while piece := read.read(_PIECE_BYTES):
        written.seek(at)
        if written.read(len(piece)) != piece:
            written.seek(at)
            _write_whole(written, piece)
            # Much that waits to reach the disk would hold up the next commit, which waits for the disk too.
            os.fsync(written.fileno())
        at += len(piece)
    written.truncate(at)


def _write_whole(written: FileIO, piece: bytes) -> None:
    """Write all of a piece: a disk that is nearly full takes the first part of it without a word."""
    rest = memoryview(piece)
    while rest:
        rest = rest[written.write(rest) :]
