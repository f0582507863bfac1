"""The journal: every operation with the images of the records it changed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId, OperationId
from annotator.model.operation import Change, Image, Operation, RecordKind
from annotator.storage.bulk_parts import packed, unpacked
from annotator.storage.connection import room_for_much
from annotator.storage.records import apply_change, insert_changes
from annotator.storage.rows import dump, row_hash

_BULK_PART = 2_000
_OPERATION = "number, id, replica, counter, actor, at, kind, words, undo_of, scheme_revision"
_SCHEME_KINDS = frozenset({RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL})


def append(db: Database, operation: Operation) -> None:
    """Apply an operation's changes and write it down; the caller holds the unit."""
    for change in operation.changes:
        apply_change(db, change)
    _write_head(db, operation)
    for sequence, change in enumerate(operation.changes):
        db.execute(
            'INSERT INTO change (operation, sequence, kind, record, base, "before", "after") '
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                operation.id,
                sequence,
                change.kind.value,
                change.id,
                "" if change.before is None else row_hash(change.before),
                _dump(change.before),
                _dump(change.after),
            ],
        )
    if any(change.kind in _SCHEME_KINDS for change in operation.changes):
        write_property(db, "scheme_revision", str(operation.scheme_revision + 1))


def append_bulk(db: Database, operation: Operation, changes: Iterable[Change]) -> int:
    """Insert new records in one operation, streamed and compressed; returns how many.

    The caller holds the unit; `operation.changes` stay empty. Only records without a
    before image may come: an import adds.
    """
    stream = iter(changes)
    return sum(append_batches(db, operation, iter(lambda: list(islice(stream, _BULK_PART)), [])))


def append_batches(db: Database, operation: Operation, batches: Iterable[Sequence[Change]]) -> Iterator[int]:
    """Insert new records batch by batch, telling the size of each; an empty one only lets the caller breathe."""
    _write_head(db, operation)
    part, scheme_changed = 0, False
    with room_for_much(db):
        for batch in batches:
            if batch:
                part += _write_parts(db, operation, part, batch)
                scheme_changed = scheme_changed or any(change.kind in _SCHEME_KINDS for change in batch)
            yield len(batch)
    if scheme_changed:
        write_property(db, "scheme_revision", str(operation.scheme_revision + 1))


def _write_parts(db: Database, operation: Operation, first: int, batch: Sequence[Change]) -> int:
    """Insert some records and keep their images, which are written as JSON only once; returns in how many parts."""
    images = insert_changes(db, batch)
    steps = (f'["{c.kind}",{dump(c.id)},{image}]' for c, image in zip(batch, images, strict=True))
    part = first
    for count, payload in packed(steps):
        db.execute("INSERT INTO bulk_change VALUES (?, ?, ?, ?)", [operation.id, part, count, payload])
        part += 1
    return part - first


def operations_of(db: Database, actor: AnnotatorId) -> Iterator[tuple[OperationId, str, OperationId | None]]:
    """List what an actor did in this copy, oldest first, as (id, kind, undo_of).

    What a merge brought is left out: it is taken back with its merge, and only where a merge was done is it known
    what it brought.
    """
    rows = db.execute(
        "SELECT id, kind, undo_of FROM operation WHERE actor = ? AND id NOT IN (SELECT brought FROM merged) "
        "AND (kind <> 'merge' OR id IN (SELECT operation FROM merged)) ORDER BY number",
        [actor],
    )
    for identity, kind, undo_of in rows:
        yield OperationId(identity), kind, None if undo_of is None else OperationId(undo_of)


def operation(db: Database, identity: OperationId) -> Operation | None:
    """Read one operation with its changes; those of a bulk operation are not loaded."""
    row = db.execute(f"SELECT {_OPERATION} FROM operation WHERE id = ?", [identity]).fetchone()
    return None if row is None else _read(row, _changes_of(db, identity))


def heads(db: Database, identities: Iterable[OperationId]) -> tuple[Operation, ...]:
    """Read operations without their changes, in the order asked for."""
    rows = (db.execute(f"SELECT {_OPERATION} FROM operation WHERE id = ?", [id]).fetchone() for id in identities)
    return tuple(_read(row, ()) for row in rows if row is not None)


def history(db: Database, kind: RecordKind, identity: str) -> tuple[Operation, ...]:
    """List the operations that changed one record, oldest first, each with its changes of that record alone."""
    columns = ", ".join(f"o.{name}" for name in _OPERATION.split(", "))
    rows = db.execute(
        f'SELECT {columns}, c.kind, c.record, c."before", c."after" FROM change c JOIN operation o '
        "ON o.id = c.operation WHERE c.kind = ? AND c.record = ? ORDER BY o.number, c.sequence",
        [kind.value, identity],
    ).fetchall()
    by_operation = groupby(rows, key=lambda row: tuple(row[:-4]))
    return tuple(_read(head, tuple(_change(*row[-4:]) for row in changed)) for head, changed in by_operation)


def bulk_changes(db: Database, identity: OperationId) -> Iterator[Change]:
    """Read the changes of a bulk operation, part by part."""
    parts = db.execute("SELECT payload FROM bulk_change WHERE operation = ? ORDER BY part", [identity])
    for (payload,) in parts:
        for kind, record, after in unpacked(payload):
            yield Change(RecordKind(kind), record, None, after)


def next_counter(db: Database) -> int:
    """Draw the next Lamport counter: above every operation that this project has seen."""
    (highest,) = db.execute("SELECT coalesce(max(counter), 0) FROM operation").fetchone()
    return int(highest) + 1


def read_property(db: Database, name: str) -> str | None:
    """Read one property of the project."""
    row = db.execute("SELECT value FROM property WHERE name = ?", [name]).fetchone()
    return None if row is None else str(row[0])


def write_property(db: Database, name: str, value: str) -> None:
    """Write one property of the project; the caller holds the unit."""
    db.execute(
        "INSERT INTO property (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )


def _write_head(db: Database, operation: Operation) -> None:
    db.execute(
        f"INSERT INTO operation ({_OPERATION}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            operation.id,
            operation.replica,
            operation.counter,
            operation.actor,
            operation.at,
            operation.kind,
            operation.words,
            operation.undo_of,
            operation.scheme_revision,
        ],
    )


def _changes_of(db: Database, operation: str) -> tuple[Change, ...]:
    rows = db.execute(
        'SELECT kind, record, "before", "after" FROM change WHERE operation = ? ORDER BY sequence', [operation]
    )
    return tuple(_change(*row) for row in rows.fetchall())


def _change(kind: str, record: str, before: str | None, after: str | None) -> Change:
    return Change(RecordKind(kind), record, _load(before), _load(after))


def _read(row: tuple[object, ...], changes: tuple[Change, ...]) -> Operation:
    _, identity, replica, counter, actor, at, kind, words, undo_of, revision = row
    return Operation(
        id=OperationId(str(identity)),
        replica=str(replica),
        counter=int(str(counter)),
        actor=AnnotatorId(str(actor)),
        at=str(at),
        kind=str(kind),
        words=str(words),
        scheme_revision=int(str(revision)),
        changes=changes,
        undo_of=None if undo_of is None else OperationId(str(undo_of)),
    )


def _dump(image: Image | None) -> str | None:
    return None if image is None else dump(dict(image))


def _load(text: str | None) -> Image | None:
    return None if text is None else dict(json.loads(text))
