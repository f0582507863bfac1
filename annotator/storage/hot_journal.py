"""Judges a rollback journal that lies beside a project file before SQLite plays it back.

After a crash the journal takes the unfinished write back. One that belongs to another
file or another time (a restored backup, a copy made by a sync program) would mix two projects.
"""

import os
import shutil
import sqlite3
import stat
import struct
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.storage.connection import connect
from annotator.storage.gate import check_schema
from annotator.storage.integrity import findings, structural_findings
from annotator.storage.migrations import schema_version

_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_HEADER = struct.Struct(">8sIIIII")  # magic, records, nonce, pages before, sector size, page size
_FIRST_PAGE = b"\x00\x00\x00\x01"
_COUNTER_AT = 24  # the change counter on page 1


def set_foreign_journal_aside(path: Path) -> tuple[str, ...]:
    """Rename a journal that does not belong to the project file; returns notices. The caller holds the lock."""
    journal = journal_of(path)
    try:
        if _belongs(path, journal):
            return ()
    except OSError as error:
        raise UserError(
            f"The project {path} was not closed well and could not be examined ({error.strerror}): "
            "free some space in the temporary folder, check the permissions, and open it again."
        ) from error
    aside = _free_name(journal)
    try:
        journal.rename(aside)
    except OSError as error:
        raise UserError(
            f"The file {journal} belongs to another project and could not be moved away ({error.strerror}): "
            "move it yourself, then open the project again."
        ) from error
    return (f"A journal of another project or time lay beside {path.name}; it was not used and is now {aside.name}.",)


@contextmanager
def mended_copy(path: Path) -> Iterator[Path]:
    """Lend a copy of a project file in which an unfinished write was taken back; for folders that may not be written.

    Raises OSError and sqlite3.Error.
    """
    folder = Path(tempfile.mkdtemp(prefix="annotator-"))
    try:
        copy = _copied(path, folder)
        if not _fits(path, journal_of(path)):
            journal_of(copy).unlink()
        _is_sound(copy)
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Windows keeps what is open


def journal_of(path: Path) -> Path:
    """Name the rollback journal of a database file."""
    return path.with_name(path.name + "-journal")


def _is_hot(journal: Path) -> bool:
    try:
        status = journal.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError(f"{journal} is no file: remove it, then open the project again.")
        with journal.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except FileNotFoundError:
        return False


def _belongs(path: Path, journal: Path) -> bool:
    """Judge only what stood still meanwhile: where locks do not work, another program may be writing it."""
    while _is_hot(journal):
        seen = _state_of(path, journal)
        try:
            fits = _fits(path, journal)
        except FileNotFoundError:
            if path.exists():
                continue
            raise
        if fits or seen == _state_of(path, journal):
            return fits
    return True


def _state_of(path: Path, journal: Path) -> tuple[tuple[int, int, int], ...]:
    statuses = [file.stat() for file in (path, journal) if file.exists()]
    return tuple((status.st_ino, status.st_size, status.st_mtime_ns) for status in statuses)


def _fits(path: Path, journal: Path) -> bool:
    """Tell whether a journal is that of the last, unfinished write.

    A file in the middle of a write may read as anything: its counter and its operations say something
    about the journal only when it is whole without it.
    """
    before = _landmarks(path)
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copy = _copied(path, Path(folder))
        is_sound, after = _is_sound(copy), _landmarks(copy)
        journal_of(copy).unlink(missing_ok=True)
        shutil.copyfile(path, copy)
        stands_alone = _is_sound(copy)
    if not is_sound:
        # Where the file is damaged anyhow, the journal is not to blame.
        return not stands_alone
    if before is None or after is None or before[0] != after[0]:
        return before is None
    counter = _counter_in(journal)
    follows = counter is None or _counter_of(path) - counter in (0, 1)
    # One journal takes back one unit, and one unit writes at most one operation.
    return not stands_alone or (follows and 0 <= before[1] - after[1] <= 1)


def _copied(path: Path, folder: Path) -> Path:
    copy = folder / "copy.annotator"
    shutil.copyfile(path, copy)
    with journal_of(path).open("rb") as source, journal_of(copy).open("wb") as target:
        shutil.copyfileobj(source, target)
    return copy


def _is_sound(copy: Path) -> bool:
    """Let SQLite take the unfinished write back, then check everything."""
    try:
        with closing(connect(copy, read_only=False)) as db:
            version = check_schema(db, copy)  # first: nothing foreign may run
            found = findings(db) if version == schema_version() else structural_findings(db)
            return next(found, None) is None
    except (sqlite3.Error, ValueError, UserError):
        return False


def _landmarks(path: Path) -> tuple[str, int] | None:
    """Read (uuid, number of the last operation) as they stand in the file, without playing a journal back."""
    uri = f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1"
    db = Database(sqlite3.connect(uri, uri=True), execute_plugins=False, strict=True)
    try:
        (uuid,) = db.execute("SELECT value FROM property WHERE name = 'uuid'").fetchone() or ("",)
        (number,) = db.execute("SELECT coalesce(max(number), 0) FROM operation").fetchone()
        return (str(uuid), int(number))
    except sqlite3.Error:
        return None
    finally:
        db.close()


def _counter_of(path: Path) -> int:
    with path.open("rb") as file:
        file.seek(_COUNTER_AT)
        return int.from_bytes(file.read(4), "big")


def _counter_in(journal: Path) -> int | None:
    """Read the change counter on page 1 as the journal keeps it, or None when it lacks that page."""
    with journal.open("rb") as file:
        while len(header := file.read(_HEADER.size)) == _HEADER.size:
            magic, records, _, _, sector, page_size = _HEADER.unpack(header)
            if magic != _MAGIC or not 512 <= sector <= 65536 or not 512 <= page_size <= 65536:
                return None
            file.seek(sector - _HEADER.size, os.SEEK_CUR)
            for _ in range(records):
                record = file.read(page_size + 8)
                if len(record) < page_size + 8:
                    return None
                if record[:4] == _FIRST_PAGE:
                    return int.from_bytes(record[4 + _COUNTER_AT : 8 + _COUNTER_AT], "big")
            # Each sync of the journal begins another part at the next sector.
            file.seek(-file.tell() % sector, os.SEEK_CUR)
    return None


def _free_name(journal: Path) -> Path:
    number = 1
    while (aside := journal.with_name(f"{journal.name}.foreign-{number}")).exists():
        number += 1
    return aside
