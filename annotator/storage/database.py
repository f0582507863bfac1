"""Opens, makes and guards one project file; every write is one unit."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from uuid import uuid4

from sqlite_utils import Database

from annotator.errors import DamagedProject, FileBusy, NotSaved, OlderProject, ProjectBusy, ProjectGone, UserError
from annotator.storage.connection import advice, connect, is_busy, is_damage, set_patience, settle_for_writing
from annotator.storage.gate import check_file, check_one_name, check_schema
from annotator.storage.hot_journal import journal_of, mended_copy, set_foreign_journal_aside
from annotator.storage.integrity import findings
from annotator.storage.lock import ProjectLock
from annotator.storage.migrations import migrate, schema_version
from annotator.storage.upgrading import upgrade, upgraded_copy

LONGEST_NAME_BYTES = 247  # SQLite appends "-journal" to it, and file systems end at 255
# Beside what SQLite says: damaged text, numbers and lists, and a million brackets.
UNREADABLE = (sqlite3.Error, ValueError, TypeError, AttributeError, RecursionError)
NEW_FILE = ".annotator-{}.new"


class DoesNotFit(UserError):
    """A change breaks a rule between records: what it needs is gone, or is still in use."""


class UnfinishedWrite(Exception):
    """A file that may only be read has a journal to play back first."""


class ProjectFile:
    """One open project file. `db` is its only connection and belongs to the thread that opened it.

    `notices` are sentences for the user about what had to be done to open it.
    """

    def __init__(self, path: Path, db: Database, lock: ProjectLock | None, *, is_lent: bool = False) -> None:
        self.path = path
        self.db = db
        self.read_only = lock is None and not is_lent
        self.notices: tuple[str, ...] = ()
        self._lock = lock
        self._identity = _identity(path)
        self._occupied_by = ""

    @classmethod
    def create(cls, path: Path) -> "ProjectFile":
        """Make an empty project file; raises UserError where one cannot stand."""
        path = _usable_path(path)
        _check_place(path)
        lock = ProjectLock(path)
        lock.acquire()
        temporary = path.with_name(NEW_FILE.format(uuid4().hex[:12]))
        try:
            _write_empty(temporary)
            # A link, unlike a rename, never replaces a file that appeared meanwhile.
            _place(temporary, path)
            temporary.unlink(missing_ok=True)
            return cls(path, _connected_to_new(path), lock)
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
        return _open_to_read(path) if read_only else _open_to_write(path)

    def wait_at_most(self, milliseconds: int) -> None:
        """Say how long a write waits for another program that holds the file."""
        self.db.execute(f"PRAGMA busy_timeout = {milliseconds}")

    @classmethod
    def open_lent(cls, path: Path) -> "ProjectFile":
        """Open for writing a project whose lock the caller's parent process holds and lends; raises UserError."""
        path = _usable_path(path)
        check_file(path)
        return cls(path, _gated(path, path, read_only=False), None, is_lent=True)

    def close(self) -> None:
        """Close the connection, then give the lock back."""
        self.db.close()
        if self._lock:
            self._lock.release()

    def set_patience(self, milliseconds: int) -> None:
        """Choose how long to wait for another program that holds the file; a window cannot wait long."""
        set_patience(self.db, milliseconds)

    @contextmanager
    def unit(self) -> Iterator[Database]:
        """Write everything inside or nothing.

        Raises NotSaved when the disk refuses and DoesNotFit when the records do not allow it.
        """
        if self._occupied_by:
            raise NotSaved(f"Not saved: {self._occupied_by}.")
        if self.db.conn.in_transaction:
            raise RuntimeError("a unit cannot begin inside another: the first would be rolled back with it")
        if self.read_only:
            raise UserError(
                f"The project {self.path} is open read-only: close it elsewhere and open it again to change it."
            )
        self._check_not_replaced()
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield self.db
            self._check_not_replaced()
            self.db.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            self._roll_back()
            raise DoesNotFit(f"Nothing was changed in {self.path}: the change does not fit ({error}).") from error
        except UnicodeEncodeError as error:
            self._roll_back()
            raise UserError(
                "Nothing was changed: the text holds half a character, which cannot be stored: type it anew."
            ) from error
        except sqlite3.Error as error:
            self._roll_back()
            kind = FileBusy if is_busy(error) else NotSaved
            raise kind(f"Not saved in {self.path}: {advice(error)}.") from error
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def occupied(self, why: str) -> Iterator[None]:
        """Tell others why they cannot write while a unit is carried out in steps."""
        self._occupied_by = why
        try:
            yield
        finally:
            self._occupied_by = ""

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Read; raises UserError when the file is busy, DamagedProject when it is damaged there."""
        try:
            yield self.db
        except UNREADABLE as error:
            if self.db.conn.in_transaction:
                raise  # the unit around it says that nothing was saved
            kind = DamagedProject if is_damage(error) else UserError
            raise kind(f"The project {self.path} could not be read: {advice(error)}.") from error

    @property
    def is_in_place(self) -> bool:
        """Whether the file that was opened still stands at its path; costs 4 µs on a disk of this machine."""
        return _identity(self.path) == self._identity

    @property
    def is_in_unit(self) -> bool:
        """Whether a write is under way that may still be taken back."""
        return self.db.conn.in_transaction

    def _check_not_replaced(self) -> None:
        if not self.is_in_place:
            raise ProjectGone(
                f"Not saved: the project {self.path} was moved, deleted or replaced while it was open: "
                "put it back, or open it again where it is now."
            )

    def _roll_back(self) -> None:
        # After SQLITE_FULL or SQLITE_IOERR SQLite may have rolled back by itself already.
        with suppress(sqlite3.Error):
            if self.db.conn.in_transaction:
                self.db.execute("ROLLBACK")


def _open_to_write(path: Path) -> ProjectFile:
    lock = ProjectLock(path)
    lock.acquire()
    try:
        check_one_name(path)
        was_closed_well = not journal_of(path).exists()
        notices = set_foreign_journal_aside(path)
        try:
            db = _gated(path, path, read_only=False)
        except OlderProject:
            notices = (*notices, upgrade(path))
            db = _gated(path, path, read_only=False)
        file = ProjectFile(path, db, lock)
        file.notices = notices if was_closed_well else (*notices, *_damage(file))
        return file
    except BaseException:
        lock.release()
        raise


def _damage(file: ProjectFile) -> Iterator[str]:
    """Check everything before work goes on after an unclean end."""
    for _, where, detail in islice(findings(file.db), 1):
        yield (
            f"The project {file.path} was not closed well and is damaged ({where}: {detail}): "
            "run `annotator check` on it and restore a backup."
        )


def _open_to_read(path: Path) -> ProjectFile:
    try:
        return ProjectFile(path, _readable(path, path), None)
    except UnfinishedWrite:
        file = ProjectFile(path, _mended(path), None)
    notice = (
        f"The project {path} was not closed well; what is shown is a copy in which the unfinished write was "
        "taken back: open it for writing once to mend it."
    )
    file.notices = (notice,)
    return file


def _mended(path: Path) -> Database:
    try:
        with mended_copy(path) as copy:
            return _readable(copy, path)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            f"The project {path} was not closed well and could not be copied ({error}): open it for writing."
        ) from error


def _readable(source: Path, path: Path) -> Database:
    try:
        return _gated(source, path, read_only=True)
    except OlderProject:
        with upgraded_copy(source) as copy:
            return _gated(copy, path, read_only=True)


def _gated(source: Path, path: Path, *, read_only: bool) -> Database:
    try:
        db = connect(source, read_only=read_only)
        try:
            if check_schema(db, path) < schema_version():
                raise OlderProject(f"The project {path} was made by an older Annotator: open it to upgrade it.")
            if not read_only:
                settle_for_writing(db)
            return db
        except BaseException:
            db.close()
            raise
    except UNREADABLE as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK:
            raise UnfinishedWrite from error
        if isinstance(error, sqlite3.Error) and is_busy(error):
            raise ProjectBusy(f"The project {path} cannot be opened: {advice(error)}.") from error
        raise DamagedProject(f"The project {path} cannot be opened: {advice(error)}.") from error


def _usable_path(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        raise UserError(f"The path {str(path)!r} cannot be used ({error}): choose another name.") from error


def _check_place(path: Path) -> None:
    if len(os.fsencode(path.name)) > LONGEST_NAME_BYTES:
        raise UserError(f"The name {path.name[:40]}… is too long: use at most {LONGEST_NAME_BYTES} bytes.")
    if os.path.lexists(path):
        raise UserError(f"There is already a file at {path}: choose another name, or open it.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}: make it first, or choose another one.")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


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


def _connected_to_new(path: Path) -> Database:
    try:
        db = connect(path, read_only=False)
        settle_for_writing(db)
    except BaseException:
        path.unlink()
        raise
    return db


def _place(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except OSError:
        # Some file systems (FAT, some shares) know no links.
        if os.path.lexists(path):
            raise
        temporary.replace(path)
