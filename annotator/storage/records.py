"""Applies changes to the tables of a project file, row by row or in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from annotator.model.ids import DocumentId
from annotator.model.operation import Change, Image, RecordKind, Value
from annotator.storage.rows import Row, dump_all, row_hash, text_hash

_OF_DOCUMENT = (
    RecordKind.DECISION_SOURCE,
    RecordKind.DECISION,
    RecordKind.SUGGESTION_DECISION,
    RecordKind.SPAN,
    RecordKind.ZONE,
    RecordKind.DOCUMENT_STATE,
    RecordKind.ASSIGNMENT,
)


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
    row = next(db.query(f"SELECT * FROM {kind.value} WHERE id = ?", [identity]), None)
    return None if row is None else image_of(row)


def image_of(row: Row) -> Image:
    """Take from a row what its image holds: everything but the hash and the row's number."""
    return {name: value for name, value in row.items() if name not in ("hash", "number")}


def images_of_document(db: Database, document: DocumentId) -> Iterator[tuple[RecordKind, Image]]:
    """Read every record that belongs to a document, links that start or end in it included."""
    own = "(SELECT id FROM span WHERE document = :document)"
    for row in db.query(
        f"SELECT * FROM relation WHERE from_span IN {own} OR to_span IN {own} ORDER BY id", {"document": document}
    ):
        yield RecordKind.RELATION, image_of(row)
    for kind in _OF_DOCUMENT:
        for row in db.query(f"SELECT * FROM {kind.value} WHERE document = ? ORDER BY id", [document]):
            yield kind, image_of(row)


def insert_images(db: Database, kind: RecordKind, images: Sequence[Image]) -> list[str]:
    """Insert rows of one kind with their hashes, and the words of documents into the index; returns them as JSON.

    One prepared statement: sqlite-utils' insert_all is four times slower on spans.
    """
    columns = tuple(images[0])
    values, written = itemgetter(*columns), dump_all(images)
    rows = [(*values(image), text_hash(text)) for image, text in zip(images, written, strict=True)]
    cursor = db.conn.cursor()
    cursor.executemany(_insertion(kind, columns), rows)
    if kind is RecordKind.DOCUMENT:
        cursor.executemany(
            "INSERT INTO document_fts (rowid, title, text) SELECT number, title, text FROM document WHERE id = ?",
            [[image["id"]] for image in images],
        )
    return written


@cache
def _insertion(kind: RecordKind, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * (len(columns) + 1))
    return f"INSERT INTO {kind.value} ({names}, hash) VALUES ({marks})"


def insert_changes(db: Database, changes: Iterable[Change]) -> list[str]:
    """Insert many new records, grouping neighbours of one kind; returns their images as JSON."""
    written: list[str] = []
    for kind, group in groupby(changes, key=lambda change: change.kind):
        written += insert_images(db, kind, [_new_image(change) for change in group])
    return written


def _new_image(change: Change) -> Image:
    if change.before is not None or change.after is None:
        raise ValueError(f"an import only adds, but the {change.kind} {change.id} was there before")
    return change.after


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
