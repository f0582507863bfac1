"""Connects to a project file with the settings that every promise of durability assumes."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from annotator.errors import UserError

BUSY_TIMEOUT_S = 10.0  # a command may wait; a window says how much less
# An article of 16 MB before and after a change of its title; what is larger was not written by this program.
LARGEST_RECORD_BYTES = 48 * 1024 * 1024
_NEEDED_SQLITE = (3, 37, 0)  # STRICT tables
_CACHE_KIB = 16_384
_BULK_CACHE_KIB = 131_072

_FAILURES = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space and try again",
    sqlite3.SQLITE_BUSY: "another program is using the file: try again in a moment",
    sqlite3.SQLITE_READONLY: "the file may not be written: check its permissions, or open it read-only",
    sqlite3.SQLITE_IOERR: "the disk reported an error: check it, then restore a backup if the project is damaged",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: run `annotator check` on it and restore a backup",
    sqlite3.SQLITE_NOTADB: "the file is damaged at its beginning: restore a backup",
    sqlite3.SQLITE_TOOBIG: "a record in it is larger than any that Annotator writes: restore a backup",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be opened: check the permissions and its name",
}


def connect(path: Path, *, read_only: bool) -> Database:
    """Open a connection that trusts nothing in the file; raises sqlite3.Error."""
    if sqlite3.sqlite_version_info < _NEEDED_SQLITE:
        raise UserError(f"SQLite {sqlite3.sqlite_version} is too old: Annotator needs 3.37 or newer.")
    mode = "ro" if read_only else "rw"
    # fsencode: a name may hold bytes that are no UTF-8.
    uri = f"file:{quote(os.fsencode(path))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_RECORD_BYTES)
        db = Database(connection, execute_plugins=False, strict=True)
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return db


def settle_for_writing(db: Database) -> None:
    """Choose the journal that survives a power cut and leaves one file; only after the schema was checked."""
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")


def set_patience(db: Database, milliseconds: int) -> None:
    """Choose how long a statement waits for another program that holds the file."""
    db.execute(f"PRAGMA busy_timeout = {milliseconds}")


@contextmanager
def room_for_much(db: Database) -> Iterator[None]:
    """Keep more pages in memory: ids come in no order, so that an import touches the whole index all the time."""
    db.execute(f"PRAGMA cache_size = -{_BULK_CACHE_KIB}")
    try:
        yield
    finally:
        with suppress(sqlite3.Error):
            db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program holds the file."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF == sqlite3.SQLITE_BUSY


def is_damage(error: Exception) -> bool:
    """Whether what was read is not what this program wrote."""
    if not isinstance(error, sqlite3.Error):
        return True  # a text or number that no record can hold
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return str(error).startswith("Could not decode")  # Python's own: the text is no UTF-8
    return isinstance(code, int) and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def advice(error: Exception) -> str:
    """Say what a failure of the database or of the disk means and what to do."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, OSError):
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return _FAILURES[sqlite3.SQLITE_FULL] if is_full else f"the system said “{error.strerror}”: try again"
    known = _FAILURES.get(code & 0xFF) if isinstance(code, int) else None
    if known is None and is_damage(error):
        return _FAILURES[sqlite3.SQLITE_CORRUPT]
    return known or f"the database said “{error}”: try again, then run `annotator check` on it"
