"""Copies an open project file without holding up who writes to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.storage.connection import advice

PAGES_AT_ONCE = 1_000
PAUSE_S = 0.001
MOST_RESTARTS = 3


class _TooManyRestarts(Exception):
    """Somebody writes faster than the copy gets on."""


def copy_to(db: Database, target: Path) -> None:
    """Copy a project to a new file, page by page; the caller made sure that nothing stands there.

    In steps, so that a commit waits 20 ms at most (VACUUM INTO held it up for 330 ms at 219 MB). A commit of
    another connection begins the copy anew; when that happens often the steps grow, so that it ends.
    Raises UserError.
    """
    pages = PAGES_AT_ONCE
    try:
        while not _is_copied(db, target, pages):
            pages *= 4
    except sqlite3.Error as error:
        raise UserError(f"The project could not be copied to {target}: {advice(error)}.") from error


def _is_copied(db: Database, target: Path, pages: int) -> bool:
    fewest: list[int] = []
    restarts = 0

    def watch(status: int, remaining: int, _total: int) -> None:
        nonlocal restarts
        if status == sqlite3.SQLITE_OK:
            restarts += bool(fewest) and remaining >= fewest[-1]
            fewest.append(remaining)
        if restarts > MOST_RESTARTS:
            raise _TooManyRestarts

    try:
        with closing(sqlite3.connect(target)) as copy:
            db.conn.backup(copy, pages=pages, sleep=PAUSE_S, progress=watch)
    except _TooManyRestarts:
        return False
    return True
