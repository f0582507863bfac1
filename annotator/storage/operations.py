"""Operations as they travel between copies of a project: their head, their changes, their bulk parts."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.operation import Image, RecordKind
from annotator.storage.bulk_parts import unpacked
from annotator.storage.rows import dump, row_hash
from annotator.storage.versions import NAMED, Names, Versions

Record = tuple[RecordKind, str]
HEAD = ("id", "replica", "counter", "actor", "at", "kind", "words", "undo_of", "scheme_revision")
MERGE = "merge"
MOST_COUNTED = 2**53


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one record, as it was written down."""

    kind: RecordKind
    record: str
    before: Image | None
    after: Image | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """One operation on its way: `head` in the order of HEAD, `parts` the compressed parts of an import."""

    head: tuple[str | int | None, ...]
    steps: tuple[Step, ...]
    parts: tuple[bytes, ...]

    @property
    def id(self) -> str:
        """The operation's id."""
        return str(self.head[0])

    @property
    def counter(self) -> int:
        """Its Lamport counter."""
        return int(str(self.head[2]))

    @property
    def actor(self) -> str:
        """Who did it."""
        return str(self.head[3])

    @property
    def kind(self) -> str:
        """What it did."""
        return str(self.head[5])

    def all_steps(self) -> Iterator[Step]:
        """List its changes, those of an import too."""
        yield from self.steps
        for part in self.parts:
            yield from steps_in(part)


def steps_in(part: bytes) -> Iterator[Step]:
    """Read the compressed part of an import."""
    for kind, record, after in unpacked(part):
        yield Step(RecordKind(kind), record, None, after)


def operation_ids(db: Database) -> frozenset[str]:
    """List the ids of every operation."""
    return frozenset(identity for (identity,) in db.execute("SELECT id FROM operation"))


def transfers(db: Database, *, without: Collection[str] = ()) -> Iterator[Transfer]:
    """Read the operations in the order in which this copy met them."""
    columns = ", ".join(HEAD)
    for head in db.execute(f"SELECT {columns} FROM operation ORDER BY number").fetchall():
        if head[0] in without:
            continue
        rows = db.execute(
            'SELECT kind, record, "before", "after" FROM change WHERE operation = ? ORDER BY sequence', [head[0]]
        ).fetchall()
        parts = db.execute("SELECT payload FROM bulk_change WHERE operation = ? ORDER BY part", [head[0]]).fetchall()
        steps = tuple(Step(RecordKind(kind), record, _load(b), _load(a)) for kind, record, b, a in rows)
        yield Transfer(tuple(head), steps, tuple(part for (part,) in parts))


def check_transfer(db: Database, transfer: Transfer) -> None:
    """Raise ValueError when a change does not have the columns of its record: nothing foreign reaches SQL.

    A counter near the end of what SQLite counts to would leave no number for what is done after the merge.
    """
    head = dict(zip(HEAD, transfer.head, strict=True))
    numbers, words = ("counter", "scheme_revision"), ("id", "replica", "actor", "at", "kind", "words")
    if not all(type(head[name]) is int and 0 <= int(str(head[name])) <= MOST_COUNTED for name in numbers):
        raise ValueError("an operation is counted as no copy counts")
    if not all(isinstance(head[name], str) for name in words) or not head["id"]:
        raise ValueError("an operation lacks what tells it from others")
    for step in transfer.all_steps():
        columns = columns_of(db, step.kind)
        for image in (step.before, step.after):
            if image is not None and (image.keys() != columns or image["id"] != step.record):
                raise ValueError(f"a {step.kind.value} has other columns than here")


def columns_of(db: Database, kind: RecordKind) -> set[str]:
    """List the columns that a record's image has."""
    rows = db.execute("SELECT name FROM pragma_table_info(?)", [kind.value])
    return {name for (name,) in rows} - {"hash", "number"}


def write_transfer(db: Database, transfer: Transfer) -> None:
    """Write an operation of another copy down, without applying it; the caller holds the unit."""
    marks = ", ".join("?" * len(HEAD))
    db.execute(f"INSERT INTO operation ({', '.join(HEAD)}) VALUES ({marks})", list(transfer.head))
    for sequence, step in enumerate(transfer.steps):
        base = "" if step.before is None else row_hash(step.before)
        values = [transfer.id, sequence, step.kind.value, step.record, base, _dump(step.before), _dump(step.after)]
        db.execute(
            'INSERT INTO change (operation, sequence, kind, record, base, "before", "after") '
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    for number, part in enumerate(transfer.parts):
        count = len(unpacked(part))
        db.execute("INSERT INTO bulk_change VALUES (?, ?, ?, ?)", [transfer.id, number, count, part])


def write_merged(db: Database, merge: str, operations: Iterable[str]) -> None:
    """Write down which operations a merge brought; the caller holds the unit."""
    db.conn.cursor().executemany("INSERT INTO merged VALUES (?, ?)", [(merge, one) for one in operations])


def merged_operations(db: Database, merge: str) -> frozenset[str]:
    """List the operations that a merge brought; none for a merge that another copy did."""
    rows = db.execute("SELECT brought FROM merged WHERE operation = ?", [merge])
    return frozenset(identity for (identity,) in rows)


def annotators_added(db: Database) -> dict[str, frozenset[str]]:
    """Map each annotator who was added by hand to the operations that added her: several after a merge."""
    rows = db.execute(
        'SELECT record, operation FROM change WHERE kind = ? AND "before" IS NULL', [RecordKind.ANNOTATOR.value]
    )
    found: dict[str, set[str]] = {}
    for record, made in rows:
        found.setdefault(record, set()).add(made)
    return {record: frozenset(made) for record, made in found.items()}


def records_of(db: Database, operations: Collection[str]) -> frozenset[Record]:
    """List the records that some operations changed."""
    found: set[Record] = set()
    for identity in operations:
        rows = db.execute("SELECT kind, record FROM change WHERE operation = ?", [identity]).fetchall()
        found.update((RecordKind(kind), record) for kind, record in rows)
        parts = db.execute("SELECT payload FROM bulk_change WHERE operation = ?", [identity]).fetchall()
        found.update((step.kind, step.record) for (part,) in parts for step in steps_in(part))
    return frozenset(found)


def operations_after(db: Database, operation: str) -> frozenset[str]:
    """List the operations that this copy met later than one."""
    rows = db.execute(
        "SELECT id FROM operation WHERE number > (SELECT number FROM operation WHERE id = ?)", [operation]
    )
    return frozenset(identity for (identity,) in rows)


def names_ever(db: Database) -> Names:
    """Collect every name that a layer, a label, a relation label or an entry of the list of names went by."""
    names = Names()
    named = (*NAMED, RecordKind.AUTHORITY)
    kinds = ", ".join(f"'{kind.value}'" for kind in named)
    for kind, before, after in db.execute(f'SELECT kind, "before", "after" FROM change WHERE kind IN ({kinds})'):
        names.add(RecordKind(kind), _load(before))
        names.add(RecordKind(kind), _load(after))
    for (part,) in db.execute("SELECT payload FROM bulk_change"):
        for step in steps_in(part):
            if step.kind in named:
                names.add(step.kind, step.after)
    return names


def ids_once_named(db: Database, kind: RecordKind, name: str) -> tuple[str, ...]:
    """List the ids of labels that had a name until they were renamed or deleted."""
    rows = db.execute(
        """SELECT DISTINCT record FROM change
        WHERE kind = ? AND json_extract("before", '$.name') = ? ORDER BY record""",
        [kind.value, name],
    )
    return tuple(identity for (identity,) in rows)


def names_ever_of(db: Database, kind: RecordKind, identity: str) -> frozenset[str]:
    """List what a record was ever called."""
    rows = db.execute(
        """SELECT json_extract("before", '$.name'), json_extract("after", '$.name') FROM change
        WHERE kind = ? AND record = ?""",
        [kind.value, identity],
    )
    return frozenset(str(name) for row in rows for name in row if name is not None)


def versions_of(
    db: Database, records: Collection[Record], names: Names, *, without: Collection[str] = ()
) -> dict[Record, Versions]:
    """Gather the versions of some records; operations `without` are left out."""
    found = {record: Versions() for record in records}
    for record in records:
        rows = db.execute(
            'SELECT o.counter, o.id, c.sequence, c."before", c."after" FROM change c '
            "JOIN operation o ON o.id = c.operation WHERE c.kind = ? AND c.record = ?",
            [record[0].value, record[1]],
        )
        for counter, operation, sequence, before, after in rows:
            if operation not in without:
                step = Step(*record, _load(before), _load(after))
                _add(found[record], (counter, operation, sequence), step, names)
    for counter, operation, payload in db.execute(
        "SELECT o.counter, o.id, b.payload FROM bulk_change b JOIN operation o ON o.id = b.operation"
    ):
        if operation not in without:
            for step in steps_in(payload):
                if (step.kind, step.record) in found:
                    _add(found[step.kind, step.record], (counter, operation, -1), step, names)
    return found


def sibling_records(db: Database) -> tuple[Record, ...]:
    """List the records that had several standing versions when they were merged."""
    rows = db.execute("SELECT kind, record FROM sibling ORDER BY kind, record")
    return tuple((RecordKind(kind), record) for kind, record in rows)


def _add(versions: Versions, order: tuple[int, str, int], step: Step, names: Names) -> None:
    before, after = (names.key(step.kind, image) for image in (step.before, step.after))
    versions.add(order, before, after, step.after)


def _dump(image: Image | None) -> str | None:
    return None if image is None else dump(dict(image))


def _load(text: str | None) -> Image | None:
    return None if text is None else dict(json.loads(text))
