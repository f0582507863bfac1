"""Takes operations of another copy in, and says what would take them back."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.model.document import text_sha256
from annotator.model.ids import OperationId
from annotator.model.operation import Change, Image, Operation, RecordKind
from annotator.storage.integrity import fault_of_span
from annotator.storage.journal import append, next_counter, operation, read_property, write_property
from annotator.storage.operations import (
    Record,
    Transfer,
    check_transfer,
    merged_operations,
    names_ever,
    operation_ids,
    operations_after,
    records_of,
    sibling_records,
    versions_of,
    write_merged,
    write_transfer,
)
from annotator.storage.records import read_image
from annotator.storage.settling import rehearsed, settle
from annotator.storage.twins import joined_twins
from annotator.storage.versions import GONE, NAMED

_DAMAGED = "Nothing was merged: the file does not fit this program ({}): ask for it to be sent again."


def merge_in(db: Database, merge: Operation, transfers: Iterable[Transfer]) -> tuple[Change, ...]:
    """Write the operations down that are not here yet, settle every record they touch; the caller holds the unit.

    `merge` stands for all of them, so that one undo takes them back, and makes one of entries of the list of names
    that both sides added; no step is written when nothing came. Raises UserError for content that could not
    have been written by this program.
    """
    known = operation_ids(db)
    brought: list[str] = []
    for transfer in transfers:
        if transfer.id not in known:
            try:
                check_transfer(db, transfer)
            except (ValueError, TypeError, KeyError) as error:
                raise UserError(_DAMAGED.format(error)) from error
            write_transfer(db, transfer)
            brought.append(transfer.id)
    # What an earlier merge brought back may be needed no longer, though nothing new came.
    touched = records_of(db, brought) | set(sibling_records(db))
    changes = settle(db, touched) if touched else ()
    joined: tuple[Change, ...] = ()
    if brought:
        joined = joined_twins(db)
        append(db, replace(merge, counter=next_counter(db), changes=joined))
        write_merged(db, merge.id, brought)
    for fault in _faults(db, changes):
        raise UserError(_DAMAGED.format(fault))
    if any(change.kind in NAMED for change in changes):
        revision = int(read_property(db, "scheme_revision") or 0)
        write_property(db, "scheme_revision", str(revision + 1))
    return (*changes, *joined)


def changes_before(db: Database, merge: str) -> tuple[Change, ...]:
    """Say what takes a merge back; raises UserError when a record that it touched has changed since."""
    brought = merged_operations(db, merge) | {merge}
    records = records_of(db, brought)
    changed = _changed_since(db, merge, records)
    if changed is not None:
        raise UserError(
            f"The merge cannot be taken back: a {changed[0].value.replace('_', ' ')} that it brought was changed "
            "since then."
        )
    # What a merge brought back is known from the records that stand though somebody deleted them.
    return rehearsed(db, records | set(sibling_records(db)), without=brought | _taken_back(db))


def _taken_back(db: Database) -> frozenset[str]:
    """List what merges brought that are undone now, and every undoing and redoing of a merge: none of it counts."""
    found: set[str] = set()
    for (merge,) in db.execute("SELECT DISTINCT operation FROM merged").fetchall():
        undone = _steps_of(db, "undo", {merge})
        redone = _steps_of(db, "redo", undone)
        found |= undone | redone
        if len(undone) > len(redone):
            found |= merged_operations(db, merge) | {merge}
    return frozenset(found)


def _steps_of(db: Database, kind: str, operations: Collection[str]) -> set[str]:
    rows = db.execute("SELECT id, undo_of FROM operation WHERE kind = ? AND undo_of IS NOT NULL", [kind])
    return {identity for identity, of in rows if of in operations}


def _changed_since(db: Database, merge: str, records: Collection[Record]) -> Record | None:
    """Find a record that is not as a merge left it, whatever was said of it and taken back since."""
    later = operations_after(db, merge)
    touched = records_of(db, later) & set(records)
    names = names_ever(db)
    for (kind, identity), versions in versions_of(db, touched, names, without=later).items():
        left = versions.standing[0] if versions.standing else GONE
        now = names.key(kind, read_image(db, kind, identity))
        if now != left and not (left == GONE and now == versions.newest_existing):
            return (kind, identity)
    return None


def undone_changes(db: Database, operations: Collection[str]) -> tuple[Change, ...]:
    """Say what does merges again that brought some of these operations and were undone.

    What anybody changed since the undoing is left as it is.
    """
    undoings = db.execute(
        "SELECT undo_of, id FROM operation WHERE kind = 'undo' AND undo_of IN (SELECT operation FROM merged) "
        "ORDER BY number"
    )
    newest: dict[str, str] = dict(undoings.fetchall())
    meant = {undo for merge, undo in newest.items() if not merged_operations(db, merge).isdisjoint(operations)}
    found = [undone for undo in meant if (undone := operation(db, OperationId(undo))) is not None]
    # What was taken back last is done again first: an earlier undoing may go on from there.
    found.sort(key=lambda one: one.counter, reverse=True)
    names = names_ever(db)
    at: dict[Record, Image | None] = {}
    changes: list[Change] = []
    for change in (change for undone in found for change in reversed(undone.changes)):
        record = (change.kind, change.id)
        if record not in at and _is_undone(db, change):
            at[record] = read_image(db, *record)
        if record in at and names.key(change.kind, at[record]) == names.key(change.kind, change.after):
            if at[record] != change.before:
                changes.append(Change(*record, at[record], change.before))
            at[record] = change.before
    return tuple(changes)


def _is_undone(db: Database, change: Change) -> bool:
    """Whether an undoing was the last thing that happened to a record."""
    row = db.execute(
        "SELECT o.kind FROM change c JOIN operation o ON o.id = c.operation WHERE c.kind = ? AND c.record = ? "
        "ORDER BY o.number DESC LIMIT 1",
        [change.kind.value, change.id],
    ).fetchone()
    return row is not None and row[0] == "undo"


def _faults(db: Database, changes: Iterable[Change]) -> Iterator[str]:
    texts: dict[str, str] = {}
    for change in changes:
        if change.after is None:
            continue
        if change.kind is RecordKind.DOCUMENT and text_sha256(str(change.after["text"])) != change.after["sha256"]:
            yield "an article's text is not the one that its hash names"
        if change.kind is RecordKind.SPAN:
            document = str(change.after["document"])
            if document not in texts:
                texts[document] = str((read_image(db, RecordKind.DOCUMENT, document) or {}).get("text", ""))
            if fault := fault_of_span(change.after, texts[document]):
                yield f"span {change.id}: {fault[1]}"
