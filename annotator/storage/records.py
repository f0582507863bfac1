"""Applies changes to the tables of a project file, row by row or in bulk."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlite_utils import Database

from annotator.model.operation import Change, Image, RecordKind, Value
from annotator.storage.rows import row_hash


class RecordChanged(Exception):
    """A record is no longer what a change was made on."""

    def __init__(self, change: Change) -> None:
        super().__init__(f"{change.kind} {change.id}")
        self.change = change


def apply_change(db: Database, change: Change) -> None:
    """Write one change; raises RecordChanged when the record is not as `before` says."""
    if read_image(db, change.kind, change.id) != change.before:
        raise RecordChanged(change)
    if change.kind is RecordKind.DOCUMENT and change.before is not None:
        _forget_words(db, change.before)
    if change.after is None:
        db.execute(f"DELETE FROM {change.kind.value} WHERE id = ?", [change.id])
    elif change.before is None:
        insert_images(db, change.kind, [change.after])
    else:
        _update(db, change.kind, change.after)


def read_image(db: Database, kind: RecordKind, identity: str) -> Image | None:
    """Read a record as it stands now, or None."""
    cursor = db.execute(f"SELECT * FROM {kind.value} WHERE id = ?", [identity])
    row = cursor.fetchone()
    if row is None:
        return None
    names = [column[0] for column in cursor.description]
    return {name: value for name, value in zip(names, row, strict=True) if name not in ("hash", "number")}


def insert_images(db: Database, kind: RecordKind, images: Sequence[Image]) -> None:
    """Insert rows of one kind with their hashes, and the words of documents into the index.

    One prepared statement: sqlite-utils' insert_all is four times slower on spans.
    """
    columns = list(images[0])
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * (len(columns) + 1))
    rows = [[*(image[name] for name in columns), row_hash(image)] for image in images]
    cursor = db.conn.cursor()
    cursor.executemany(f"INSERT INTO {kind.value} ({names}, hash) VALUES ({marks})", rows)
    if kind is RecordKind.DOCUMENT:
        cursor.executemany(
            "INSERT INTO document_fts (rowid, title, text) SELECT number, title, text FROM document WHERE id = ?",
            [[image["id"]] for image in images],
        )


def insert_changes(db: Database, changes: Iterable[Change]) -> None:
    """Insert many new records, grouping neighbours of one kind."""
    for kind, group in groupby(changes, key=lambda change: change.kind):
        images = [change.after for change in group if change.after is not None]
        if images:
            insert_images(db, kind, images)


def _update(db: Database, kind: RecordKind, image: Image) -> None:
    pairs = ", ".join(f'"{name}" = ?' for name in image)
    values: list[Value] = [*image.values(), row_hash(image), image["id"]]
    db.execute(f"UPDATE {kind.value} SET {pairs}, hash = ? WHERE id = ?", values)
    if kind is RecordKind.DOCUMENT:
        db.execute(
            "INSERT INTO document_fts (rowid, title, text) SELECT number, title, text FROM document WHERE id = ?",
            [image["id"]],
        )


def _forget_words(db: Database, image: Image) -> None:
    db.execute(
        "INSERT INTO document_fts (document_fts, rowid, title, text) "
        "SELECT 'delete', number, title, text FROM document WHERE id = ?",
        [image["id"]],
    )
