"""Brings a project that an older version made to this version's schema: a checked copy first, then all in one unit."""

import filecmp
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import DamagedProject, NotSaved, UserError
from annotator.storage.backup_places import FAMILY, backup_folder, free_name
from annotator.storage.connection import advice, connect, is_damage, settle_for_writing
from annotator.storage.copying import copy_to
from annotator.storage.gate import check_schema
from annotator.storage.integrity import structural_findings
from annotator.storage.migrations import migrate
from annotator.storage.part_files import settle, temporary_beside

_REASON = "before-upgrade"


def upgrade(path: Path) -> str:
    """Upgrade a project where it stands; gives back a notice. The caller holds the lock.

    Raises NotSaved, or DamagedProject when it is damaged; the project is as it was then.
    """
    try:
        with closing(connect(path, read_only=True)) as db:
            check_schema(db, path)
            kept = _kept(db, path)
        _upgrade(path)
    except DamagedProject:
        raise
    except (sqlite3.Error, OSError, UserError) as error:
        _refuse_damage(error, path)
        why = str(error).rstrip(".") if isinstance(error, UserError) else advice(error)
        raise NotSaved(f"Nothing was changed in {path}, which an older Annotator made: {why}.") from error
    return f"{path.name} was made by an older Annotator and was upgraded; as it was, it is kept as {kept}."


@contextmanager
def upgraded_copy(path: Path) -> Iterator[Path]:
    """Lend an upgraded copy of a project that is only to be read; raises UserError, DamagedProject among them."""
    folder = Path(tempfile.mkdtemp(prefix="annotator-"))
    try:
        copy = folder / "copy.annotator"
        with closing(connect(path, read_only=True)) as db:
            copy_to(db, copy)
        _upgrade(copy)
        yield copy
    except (sqlite3.Error, OSError) as error:
        _refuse_damage(error, path)
        raise UserError(
            f"The project {path} was made by an older Annotator and could not be read ({advice(error)}): "
            "open it for writing, so that it is upgraded."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Windows keeps what is open


def _kept(db: Database, path: Path) -> Path:
    """Copy a project beside its backups as it is; a copy that is not sound never gets a name."""
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    target = free_name(folder, datetime.now(UTC), _REASON)
    with temporary_beside(target, FAMILY) as part:
        copy_to(db, part)
        with closing(connect(part, read_only=True)) as copy:
            _refuse_unsound(copy, path)
        # Whoever tries again and again needs no more than one.
        for earlier in folder.glob(f"*-{_REASON}.annotator"):
            if filecmp.cmp(earlier, part, shallow=False):
                return earlier
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.rename(target)
    settle(folder)
    return target


def _upgrade(path: Path) -> None:
    with closing(connect(path, read_only=False)) as db:
        settle_for_writing(db)
        db.execute("BEGIN IMMEDIATE")
        try:
            migrate(db)
            check_schema(db, path)
            _refuse_unsound(db, path)
            db.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            raise


def _refuse_unsound(db: Database, path: Path) -> None:
    fault = next(structural_findings(db), None)
    if fault is not None:
        raise DamagedProject(f"The project {path} is damaged ({fault[1]}: {fault[2]}): restore a backup.")


def _refuse_damage(error: Exception, path: Path) -> None:
    if isinstance(error, sqlite3.Error) and is_damage(error):
        raise DamagedProject(
            f"The project {path}, which an older Annotator made, is damaged: restore a backup."
        ) from error
