"""Copies an open project file without holding up who writes to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.storage.connection import advice

PAGES_AT_ONCE = 1_000
PAUSE_S = 0.001


def copy_to(db: Database, target: Path) -> None:
    """Copy a project to a new file, page by page; the caller made sure that nothing stands there.

    In steps, so that a commit waits 20 ms at most (VACUUM INTO held it up for 330 ms at 219 MB).
    Raises UserError.
    """
    try:
        with closing(sqlite3.connect(target)) as copy:
            db.conn.backup(copy, pages=PAGES_AT_ONCE, sleep=PAUSE_S)
    except sqlite3.Error as error:
        raise UserError(f"The project could not be copied to {target}: {advice(error)}.") from error
