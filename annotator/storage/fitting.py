"""Finds which of some changes fit the records as they are now: what needs something that is gone is left out."""

import sqlite3
from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from annotator.model.operation import Change, Image
from annotator.storage.records import RecordChanged, apply_change

_Place = tuple[str, str]


def fitting(db: Database, changes: Sequence[Change]) -> tuple[Change, ...]:
    """List the changes that can be carried out together, in their order; the caller holds the unit."""
    kept = list(changes)
    while kept and (unfit := _unfit(db, kept)):
        fewer = [one for one in kept if (one.kind.value, one.id) not in unfit]
        kept = fewer if len(fewer) < len(kept) else []
    return tuple(kept)


def _unfit(db: Database, changes: Sequence[Change]) -> set[_Place]:
    """Try the changes and say which records are in the way."""
    db.execute("SAVEPOINT trial")
    try:
        for one in changes:
            try:
                apply_change(db, one)
            except (RecordChanged, sqlite3.IntegrityError):
                return {(one.kind.value, one.id)}
        gone = [(one.kind.value, one.id, one.before) for one in changes if one.after is None]
        return {place for broken in _broken(db) for place in (broken[:2], *_needed(broken, gone))}
    finally:
        db.execute("ROLLBACK TO trial")
        db.execute("RELEASE trial")


def _broken(db: Database) -> Iterator[tuple[str, str, str, str]]:
    """List table and id of records that need what is not there, with the table and the value of what they need."""
    for table, rowid, parent, number in db.execute("PRAGMA foreign_key_check").fetchall():
        keys = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        column = next(key[3] for key in keys if key[0] == number)
        row = next(db.query(f'SELECT id, "{column}" AS value FROM {table} WHERE rowid = ?', [rowid]))
        yield table, str(row["id"]), parent, str(row["value"])


def _needed(broken: tuple[str, str, str, str], gone: Sequence[tuple[str, str, Image | None]]) -> Iterator[_Place]:
    """List the deletions that took away what a record needs."""
    _, _, parent, value = broken
    for kind, identity, before in gone:
        if kind == parent and value in (identity, (before or {}).get("name")):
            yield kind, identity
