"""Makes the records of a project what its operations say, after operations of other copies came in."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlite_utils import Database

from annotator.errors import UserError
from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityId
from annotator.model.operation import Change, Image, RecordKind
from annotator.storage.authority import spans_named
from annotator.storage.operations import Record, names_ever, sibling_records, versions_of
from annotator.storage.records import apply_change, image_of, read_image
from annotator.storage.rows import attributes_of, dump_attributes
from annotator.storage.versions import GONE, NAMED, Names, Versions, renamed

_MOST_ROUNDS = 20
_ORDER = (*NAMED, *(kind for kind in RecordKind if kind not in NAMED))


class NotWhole(UserError):
    """Operations lack what they stand on."""


def settle(db: Database, records: Collection[Record], *, without: Collection[str] = ()) -> tuple[Change, ...]:
    """Write the version of each record that stands; returns what changed. The caller holds the unit.

    An edit stands before a deletion, else the newer counter. What a standing record needs is brought
    back when another copy deleted it. Raises NotWhole when that was never there.
    """
    settling = _Settling(db, records, without)
    settling.write_standing()
    settling.mend_references()
    settling.mend_layers()
    settling.mend_names()
    settling.note_siblings()
    return tuple(settling.done)


def rehearsed(db: Database, records: Collection[Record], *, without: Collection[str]) -> tuple[Change, ...]:
    """Say what settling would change if some operations had never come, and change nothing; the caller holds the unit.

    Each record stands in the list once, in an order in which the changes can be applied.
    """
    db.execute("SAVEPOINT rehearsal")
    try:
        done = settle(db, records, without=without)
    finally:
        db.execute("ROLLBACK TO rehearsal")
        db.execute("RELEASE rehearsal")
    first = {(one.kind, one.id): one.before for one in reversed(done)}
    last = {(one.kind, one.id): one.after for one in done}
    return tuple(Change(*record, first[record], last[record]) for record in last if first[record] != last[record])


def with_siblings(db: Database, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Let a deletion take along the other versions of the record that stand, so that none comes back for it.

    A label that gives up its name takes along those of the same name that other copies added: they are one with it.
    """
    known = set(sibling_records(db))
    deleted = [one for one in changes if one.after is None and (one.kind, one.id) in known]
    hidden = {(one.kind, one.id): twins for one in changes if (twins := _hidden_behind(db, one))}
    if not deleted and not hidden:
        return changes
    names = names_ever(db)
    found = versions_of(db, {(one.kind, one.id) for one in deleted}.union(*hidden.values()), names)
    walked: list[Change] = []
    for one in changes:
        at = one.before
        if one in deleted:
            versions = found[one.kind, one.id]
            for image in (versions.image(key) for key in versions.standing):
                if image is not None and image != at:
                    walked.append(Change(one.kind, one.id, at, image))
                    at = image
        walked.append(Change(one.kind, one.id, at, one.after))
        for twin in hidden.get((one.kind, one.id), ()):
            walked += _gone_too(found[twin], *twin, str((one.before or {}).get("name")))
    return tuple(walked)


def _hidden_behind(db: Database, one: Change) -> tuple[Record, ...]:
    """List the labels that are not there and had the name once that a label gives up."""
    if one.kind not in NAMED or one.before is None:
        return ()
    name = one.before["name"]
    if one.after is not None and one.after["name"] == name:
        return ()
    rows = db.execute(
        f"""SELECT DISTINCT record FROM change WHERE kind = ? AND json_extract("after", '$.name') = ?
        AND record NOT IN (SELECT id FROM {one.kind.value}) ORDER BY record""",
        [one.kind.value, name],
    )
    return tuple((one.kind, identity) for (identity,) in rows.fetchall())


def _gone_too(versions: Versions, kind: RecordKind, identity: str, name: str) -> Iterator[Change]:
    """Bring a label back for a moment, and delete it."""
    image = versions.image(versions.standing[0]) if versions.standing else None
    if image is not None and image["name"] == name:
        yield Change(kind, identity, None, image)
        yield Change(kind, identity, image, None)


class _Settling:
    """One settling; `done` collects what changed."""

    def __init__(self, db: Database, records: Collection[Record], without: Collection[str]) -> None:
        self._db, self._without = db, without
        self._names: Names = names_ever(db)
        if any(kind in NAMED for kind, _ in records):
            records = {*records, *self._names.known}  # a name that one gives up is another's
        self._versions: dict[Record, Versions] = versions_of(db, records, self._names, without=without)
        self._revived: set[Record] = set()
        self.done: list[Change] = []

    def write_standing(self) -> None:
        """Write what stands, the scheme first: spans go by its names."""
        for kind in _ORDER:
            waiting = [identity for of, identity in self._versions if of is kind]
            # What another has the name of has its turn again: that one may give it up.
            while waiting:
                refused = [identity for identity in waiting if not self._write_version(kind, identity)]
                waiting = refused if len(refused) < len(waiting) else []

    def mend_references(self) -> None:
        """Bring back what standing records need, until nothing is missing."""
        for _ in range(_MOST_ROUNDS):
            missing = list(self._missing())
            if not missing:
                return
            for child, column, parent, value in missing:
                self._mend(child, column, parent, value)
        raise NotWhole(_NOT_WHOLE)

    def mend_layers(self) -> None:
        """Let spans follow labels that changed their layer, or became one with a label of another layer."""
        if not any(one.kind is RecordKind.LABEL for one in self.done):
            return
        apart = "SELECT s.id FROM span s JOIN label l ON l.name = s.label WHERE l.layer <> s.layer ORDER BY s.id"
        for (identity,) in self._db.execute(apart).fetchall():
            self._write(RecordKind.SPAN, identity, read_image(self._db, RecordKind.SPAN, identity))

    def mend_names(self) -> None:
        """Bring back entries of the list of names that spans name, and let spans follow what entries are called now."""
        touched = {*self._versions, *((one.kind, one.id) for one in self.done)}
        entries = [AuthorityId(identity) for kind, identity in touched if kind is RecordKind.AUTHORITY]
        spans = {identity for kind, identity in touched if kind is RecordKind.SPAN}
        spans |= {span.id for span in spans_named(self._db, entries)} if entries else set()
        for identity in sorted(spans):
            image = read_image(self._db, RecordKind.SPAN, identity)
            if image is not None and image["attributes"] != "[]":
                named = tuple(map(self._named, attributes_of(str(image["attributes"]))))
                self._write(RecordKind.SPAN, identity, {**image, "attributes": dump_attributes(named)})

    def note_siblings(self) -> None:
        """Keep the list of records with several standing versions."""
        for (kind, identity), versions in self._versions.items():
            self._db.execute("DELETE FROM sibling WHERE kind = ? AND record = ?", [kind.value, identity])
            if len(versions.standing) > 1 or (kind, identity) in self._revived:
                self._db.execute("INSERT INTO sibling VALUES (?, ?)", [kind.value, identity])

    def _write_version(self, kind: RecordKind, identity: str) -> bool:
        versions = self._versions[kind, identity]
        standing = versions.standing
        return self._write(kind, identity, versions.image(standing[0]) if standing else None)

    def _write(self, kind: RecordKind, identity: str, wanted: Image | None) -> bool:
        """Write a record; False when it is left out, because another has its name."""
        now = read_image(self._db, kind, identity)
        if wanted is not None:
            wanted = self._in_its_layer(kind, renamed(kind, wanted, self._names_now()))
        is_refused = wanted is not None and kind in NAMED and not self._owns_name(kind, wanted)
        if is_refused:
            wanted = None
        if now != wanted:
            made = Change(kind, identity, now, wanted)
            apply_change(self._db, made)
            self.done.append(made)
        return not is_refused

    def _in_its_layer(self, kind: RecordKind, wanted: Image) -> Image:
        if kind is not RecordKind.SPAN:
            return wanted
        row = self._db.execute("SELECT layer FROM label WHERE name = ?", [wanted["label"]]).fetchone()
        return {**wanted, "layer": row[0]} if row else wanted

    def _owns_name(self, kind: RecordKind, wanted: Image) -> bool:
        """Tell whether a label may have its name; of two that were added under one, the lower id has it."""
        rows = self._db.query(f"SELECT * FROM {kind.value} WHERE name = ? AND id <> ?", [wanted["name"], wanted["id"]])
        other = next(rows, None)
        if other is None:
            return True
        if str(other["id"]) < str(wanted["id"]):
            return False
        made = Change(kind, str(other["id"]), image_of(other), None)
        apply_change(self._db, made)
        self.done.append(made)
        return True

    def _names_now(self) -> dict[tuple[RecordKind, str], str]:
        """Map the names that are no longer in use to those that their records go by now."""
        now: dict[tuple[RecordKind, str], str] = {}
        for kind in NAMED:
            rows = self._db.execute(f"SELECT id, name FROM {kind.value}").fetchall()
            by_id, in_use = dict(rows), {name for _, name in rows}
            for (of, name), identity in self._names.ids.items():
                if of is kind and name not in in_use and identity in by_id:
                    now[kind, name] = by_id[identity]
        return now

    def _missing(self) -> Iterator[tuple[Record, str, str, str]]:
        """List (child, its column, the table that is named, the value that is not there)."""
        kinds = {kind.value for kind in RecordKind}
        for table, rowid, parent, number in self._db.execute("PRAGMA foreign_key_check").fetchall():
            if table not in kinds:
                continue
            keys = self._db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            column = next(key[3] for key in keys if key[0] == number)
            row = next(self._db.query(f'SELECT id, "{column}" AS value FROM {table} WHERE rowid = ?', [rowid]))
            yield (RecordKind(table), row["id"]), column, parent, row["value"]

    def _mend(self, child: Record, column: str, parent: str, value: str) -> None:
        kind = RecordKind(parent)
        image = read_image(self._db, *child)
        if kind not in NAMED or image is None:
            self._revive(kind, value)
            return
        name = self._names_now().get((kind, value))
        if name is None:
            self._revive(kind, self._names.ids.get((kind, value), ""))
        else:
            self._write(*child, {**image, column: name})

    def _named(self, attribute: Attribute) -> Attribute:
        if attribute.ref not in self._names.entries:
            return attribute
        entry = read_image(self._db, RecordKind.AUTHORITY, attribute.ref)
        if entry is None:
            self._revive(RecordKind.AUTHORITY, attribute.ref)
            entry = read_image(self._db, RecordKind.AUTHORITY, attribute.ref)
        if entry is None or not self._names.follows(attribute):
            return attribute
        return replace(attribute, value=str(entry["name"]))

    def _revive(self, kind: RecordKind, identity: str) -> None:
        record = (kind, identity)
        versions = versions_of(self._db, [record], self._names, without=self._without)[record]
        self._versions.setdefault(record, versions)
        key = versions.newest_existing
        if key is None or key == GONE:
            raise NotWhole(_NOT_WHOLE)
        self._revived.add(record)
        self._write(kind, identity, versions.image(key))


_NOT_WHOLE = (
    "Nothing was merged: the work stands on articles, labels or spans that are neither here nor in the file: "
    "ask for the whole project or for everybody's work."
)
