"""Tells one copy of a project from another, so that their operations never share a number."""

import json
import socket
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from annotator.model.ids import random_id
from annotator.storage.journal import read_property, write_property
from annotator.storage.search import index_words_anew


def settle_replica(db: Database, path: Path) -> None:
    """Give a new project its UUID, and a file that is opened at another place a new replica id.

    A copied or restored file goes on as another replica: place is path, host and inode. Its index of words, which
    no hash covers, is made anew from its articles.
    """
    if read_property(db, "uuid") is None:
        write_property(db, "uuid", random_id())
        write_property(db, "created_at", datetime.now(UTC).isoformat(timespec="seconds"))
    place = json.dumps([str(path), socket.gethostname(), path.stat().st_ino])
    if read_property(db, "place") != place:
        write_property(db, "place", place)
        write_property(db, "replica", random_id())
        index_words_anew(db)
