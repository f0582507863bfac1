"""Opens, makes and guards one project file; every write is one unit."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from annotator.errors import NotSaved, UserError
from annotator.storage.gate import check_file, check_schema
from annotator.storage.lock import ProjectLock
from annotator.storage.migrations import MIGRATIONS, SCHEMA_VERSION, migrate

BUSY_TIMEOUT_S = 1.0
_NEEDED_SQLITE = (3, 37, 0)  # STRICT tables

_FAILURES = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space and try again",
    sqlite3.SQLITE_BUSY: "another program is using the file: try again in a moment",
    sqlite3.SQLITE_READONLY: "the file may not be written: check its permissions, or open it read-only",
    sqlite3.SQLITE_IOERR: "the disk reported an error: check it, then restore a backup if the project is damaged",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: run `annotator check` on it and restore a backup",
}


class ProjectFile:
    """One open project file. `db` is its only connection and belongs to the thread that opened it."""

    def __init__(self, path: Path, db: Database, lock: ProjectLock | None) -> None:
        self.path = path
        self.db = db
        self.read_only = lock is None
        self._lock = lock
        self._identity = _identity(path)

    @classmethod
    def create(cls, path: Path) -> "ProjectFile":
        """Make an empty project file; raises UserError where one cannot stand."""
        path = _usable_path(path)
        if path.exists():
            raise UserError(f"There is already a file at {path}: choose another name, or open it.")
        lock = ProjectLock(path)
        lock.acquire()
        temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            _write_empty(temporary)
            # A link, unlike a rename, never replaces a file that appeared meanwhile.
            _place(temporary, path)
            return cls(path, _connect(path, read_only=False), lock)
        except (OSError, sqlite3.Error) as error:
            lock.release()
            raise UserError(f"The project {path} could not be made ({error}): choose another folder.") from error
        except BaseException:
            lock.release()
            raise
        finally:
            with suppress(OSError):
                temporary.unlink()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> "ProjectFile":
        """Open a project file; raises UserError for what is none, ProjectBusy when somebody writes to it."""
        path = _usable_path(path)
        check_file(path)
        lock = None if read_only else ProjectLock(path)
        if lock:
            lock.acquire()
        try:
            db = _connect(path, read_only=read_only)
            try:
                _check_readable(db, path)
                return cls(path, db, lock)
            except BaseException:
                db.close()
                raise
        except sqlite3.Error as error:
            if lock:
                lock.release()
            raise UserError(f"The project {path} cannot be opened ({error}): {_advice(error)}.") from error
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Close the connection, then give the lock back."""
        self.db.close()
        if self._lock:
            self._lock.release()

    @contextmanager
    def unit(self) -> Iterator[Database]:
        """Write everything inside or nothing; raises NotSaved when the disk refuses."""
        if self.read_only:
            raise UserError(
                f"The project {self.path} is open read-only: close it elsewhere and open it again to change it."
            )
        if _identity(self.path) != self._identity:
            raise NotSaved(
                f"Not saved: the project {self.path} was moved, deleted or replaced while it was open: "
                "put it back, or open it again where it is now."
            )
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield self.db
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise NotSaved(f"Not saved in {self.path}: {_advice(error)}.") from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        # After SQLITE_FULL or SQLITE_IOERR SQLite may have rolled back by itself already.
        with suppress(sqlite3.Error):
            if self.db.conn.in_transaction:
                self.db.execute("ROLLBACK")


def _usable_path(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        raise UserError(f"The path {str(path)!r} cannot be used ({error}): choose another name.") from error


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def _connect(path: Path, *, read_only: bool) -> Database:
    if sqlite3.sqlite_version_info < _NEEDED_SQLITE:
        raise UserError(f"SQLite {sqlite3.sqlite_version} is too old: Annotator needs 3.37 or newer.")
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_S)
    db = Database(connection, execute_plugins=False, strict=True)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = EXTRA")
    return db


def _check_readable(db: Database, path: Path) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version < SCHEMA_VERSION or MIGRATIONS.pending(db):
        raise UserError(f"The project {path} was not made completely: delete it and make it again.")
    check_schema(db, path)


def _write_empty(path: Path) -> None:
    connection = sqlite3.connect(path)
    db = Database(connection, execute_plugins=False, strict=True)
    try:
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("BEGIN IMMEDIATE")
        migrate(db)
        db.execute("COMMIT")
    finally:
        db.close()


def _place(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except OSError:
        # Some file systems (FAT, some shares) know no links.
        if path.exists():
            raise
        temporary.replace(path)


def _advice(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    known = _FAILURES.get(code & 0xFF) if isinstance(code, int) else None
    return known or f"the database said “{error}”: try again, then run `annotator check` on it"
