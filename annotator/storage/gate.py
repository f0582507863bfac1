"""What is checked about a file before SQLite may trust it as a project."""

import os
import stat
import struct
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import DamagedProject, NewerProject, UserError
from annotator.storage.migrations import APPLICATION_ID, migrate, schema_version

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_LOOKS = 5
_PAUSE_S = 0.01


def check_file(path: Path) -> None:
    """Refuse what is not a project file of a version that this program knows; reads the header only."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise UserError(f"There is no project at {path}: check the path, or make one with `annotator new`.") from None
    except (OSError, ValueError) as error:
        raise UserError(f"The project {path} cannot be reached ({error}): check the path.") from error
    if not stat.S_ISREG(status.st_mode):
        raise UserError(f"{path} is no project but a folder or a device: name a file that ends in .annotator.")
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise UserError(f"The project {path} cannot be read ({error.strerror}): check its permissions.") from error
    _check_header(path, header)
    _check_length(path)


def check_one_name(path: Path) -> None:
    """Refuse to write a file that has a second name: its journal would lie beside one name only.

    A name that a killed creation left behind is removed.
    """
    try:
        if path.stat().st_nlink > 1:
            for left in path.parent.glob(".annotator-*.new"):
                if left.samefile(path):
                    left.unlink()
        names = path.stat().st_nlink
    except OSError as error:
        raise UserError(f"The project {path} cannot be reached ({error.strerror}): check the path.") from error
    if names > 1:
        raise UserError(
            f"The project {path} has a second name in the file system (a hard link): "
            "copy it to a new file and open that, or open it read-only."
        )


def _check_header(path: Path, header: bytes) -> None:
    if len(header) == 0:
        raise UserError(f"The file {path} is empty and so no project: restore a backup, or delete it.")
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise UserError(f"The file {path} is no Annotator project: open a file that `annotator new` made.")
    (version,) = struct.unpack(">I", header[60:64])
    (application,) = struct.unpack(">I", header[68:72])
    if application != APPLICATION_ID:
        raise UserError(f"The file {path} is the database of another program: open an Annotator project instead.")
    if version > schema_version():
        raise NewerProject(
            f"The project {path} was made by a newer Annotator (schema {version}; this one knows {schema_version()}): "
            "install the newer program to open it."
        )


def _check_length(path: Path) -> None:
    """Refuse a file that is shorter than it says; one that somebody writes just now is looked at again."""
    for _ in range(_LOOKS):
        with path.open("rb") as file:
            header, length = file.read(_HEADER_BYTES), os.fstat(file.fileno()).st_size
        (page_size,) = struct.unpack(">H", header[16:18])
        (pages,) = struct.unpack(">I", header[28:32])
        whole = pages * (65536 if page_size == 1 else page_size)
        # The file is longer or shorter while an unfinished write waits to be taken back.
        if length >= whole or path.with_name(path.name + "-journal").exists():
            return
        time.sleep(_PAUSE_S)
    raise DamagedProject(
        f"The project {path} is cut off: {length} of {whole} bytes are there; restore a backup, or copy it again."
    )


def check_schema(db: Database, path: Path) -> int:
    """Refuse a file whose schema is not exactly what Annotator made in its version: nothing foreign may run.

    Gives back the version, which may be older than this program's.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version < 1:
        raise UserError(f"The project {path} was not made completely: delete it and make it again.")
    found = set(_schema(db))
    shipped = _shipped_schema(version)
    foreign = sorted(name for kind, name, sql in found - shipped)
    missing = sorted(name for kind, name, sql in shipped - found)
    if foreign or missing:
        raise DamagedProject(
            f"The project {path} holds database objects that Annotator did not make or lacks some "
            f"({', '.join((foreign + missing)[:3])}): open a backup of it."
        )
    return int(version)


@cache
def _shipped_schema(version: int) -> frozenset[tuple[str, str, str]]:
    db = Database(memory=True, execute_plugins=False)
    migrate(db, version)
    shipped = frozenset(_schema(db))
    db.close()
    return shipped


def _schema(db: Database) -> Iterator[tuple[str, str, str]]:
    # Cut, because a foreign statement may be 60 MB long.
    for kind, name, sql in db.execute("SELECT type, name, substr(sql, 1, 20000) FROM sqlite_schema LIMIT 1000"):
        yield kind, name, sql or ""
