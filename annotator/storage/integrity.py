"""Finds damage in a project file: every function reads only and yields (kind, where, detail)."""

import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from sqlite_utils import Database

from annotator.model.annotation import merged
from annotator.model.document import text_sha256
from annotator.model.operation import RecordKind
from annotator.storage.operations import Record, names_ever, transfers
from annotator.storage.records import image_of
from annotator.storage.rows import Row, fragments_of, row_hash
from annotator.storage.versions import NAMED, Names, Versions

Finding = tuple[str, str, str]
# A look at the pages takes 5 ms for each MB.
GLANCE_BYTES = 20_000_000
_BAD_VALUES = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def findings(db: Database, *, without: Collection[str] = ()) -> Iterator[Finding]:
    """Yield everything that is wrong; a part that cannot be read is a finding itself, one in `without` is left out."""
    for name, part in _PARTS.items():
        if name in without:
            continue
        try:
            yield from part(db)
        except (sqlite3.Error, *_BAD_VALUES) as error:
            yield ("unreadable", name, f"this could not be checked to its end: {error}")


def structural_findings(db: Database) -> Iterator[Finding]:
    """Yield what is wrong with pages and references, whatever the version of the schema."""
    yield from _pages(db)
    yield from _references(db)


def is_damaged_at_a_glance(db: Database) -> bool:
    """Look at the pages of a file that is small enough for it to take no time."""
    ((pages,), (size,)) = (db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return bool(pages * size <= GLANCE_BYTES and db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))


def _pages(db: Database) -> Iterator[Finding]:
    for (words,) in db.execute("PRAGMA integrity_check(100)"):
        if words != "ok":
            yield ("integrity", "file", words)


def _references(db: Database) -> Iterator[Finding]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield ("reference", f"{table} row {row}", f"it names a {parent} that is not there")


def _hashes(db: Database) -> Iterator[Finding]:
    for kind in RecordKind:
        for row in db.query(f"SELECT * FROM {kind.value}"):
            if row_hash(image_of(row)) != row["hash"]:
                yield ("hash", f"{kind.value} {row['id']}", "its content is not what was written")


def _texts(db: Database) -> Iterator[Finding]:
    for identity, text, sha256 in db.execute("SELECT id, text, sha256 FROM document"):
        if text_sha256(text) != sha256:
            yield ("text", f"document {identity}", "its text is not the text that was imported")
    for identity, end, length in db.execute(
        'SELECT z.id, z."end", length(d.text) FROM zone z JOIN document d ON d.id = z.document '
        'WHERE z."end" > length(d.text)'
    ):
        yield ("zone", f"zone {identity}", f"it ends at {end} in a text of {length} characters")


def _spans(db: Database) -> Iterator[Finding]:
    for identity, text in db.execute("SELECT id, text FROM document").fetchall():
        for row in db.query("SELECT * FROM span WHERE document = ?", [identity]):
            fault = fault_of_span(row, text)
            if fault:
                yield (*fault[:1], f"span {row['id']}", fault[1])


def fault_of_span(row: Row, text: str) -> tuple[str, str] | None:
    """Say what is wrong with a span's bounds in its article's text, as (kind, detail), or None."""
    start, end = row["start"], row["end"]
    try:
        fragments = fragments_of(row["fragments"])
        sound = fragments == merged(fragments) and (fragments[0][0], fragments[-1][1]) == (start, end)
    except _BAD_VALUES:
        sound = False
    if not sound:
        return ("fragments", f"its fragments are not sorted, apart and from {start} to {end}")
    if text[start:end] != row["text"]:
        return ("offset", f"the article does not hold its text at {start}-{end}")
    return None


def _links(db: Database) -> Iterator[Finding]:
    for (identity,) in db.execute(
        "SELECT r.id FROM relation r JOIN span a ON a.id = r.from_span JOIN span b ON b.id = r.to_span "
        "WHERE a.annotator <> r.annotator OR b.annotator <> r.annotator"
    ):
        yield ("relation", f"relation {identity}", "its ends belong to another annotator than itself")


def _labels(db: Database) -> Iterator[Finding]:
    for identity, label, layer in db.execute(
        "SELECT s.id, s.label, s.layer FROM span s LEFT JOIN label l ON l.name = s.label "
        "WHERE l.name IS NULL OR l.layer <> s.layer"
    ):
        yield ("label", f"span {identity}", f"the scheme has no label {label} in layer {layer}")
    for identity, label in db.execute(
        "SELECT r.id, r.label FROM relation r LEFT JOIN relation_label l ON l.name = r.label WHERE l.name IS NULL"
    ):
        yield ("label", f"relation {identity}", f"the scheme has no relation label {label}")


def _words(db: Database) -> Iterator[Finding]:
    # FTS5 checks itself by a write command only: it runs on a copy.
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copy = Database(sqlite3.connect(Path(folder) / "copy"), execute_plugins=False, strict=True)
        try:
            db.conn.backup(copy.conn, pages=1000, sleep=0.001)
            copy.execute("INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield ("words", "full-text index", f"the index of words does not match the articles ({error})")
        finally:
            copy.close()


def _journal(db: Database) -> Iterator[Finding]:
    """Compare every record with the versions of it that stand by the journal."""
    try:
        names = names_ever(db)
        histories = _histories(db, names)
    except _BAD_VALUES as error:
        yield ("journal", "journal", f"an operation cannot be read: {error}")
        return
    in_use: set[tuple[RecordKind, str]] = set()
    for kind in RecordKind:
        for row in db.query(f"SELECT * FROM {kind.value}"):
            if kind in NAMED:
                in_use.add((kind, row["name"]))
            versions = histories.pop((kind, row["id"]), None)
            if versions is None or not versions.allows(names.key(kind, image_of(row))):
                yield ("journal", f"{kind.value} {row['id']}", "it is not what the last operation on it wrote")
    for (kind, record), versions in histories.items():
        wanted = versions.image(versions.standing[0]) if versions.standing else None
        # Of labels that copies added under one name one is in use.
        if wanted is not None and (kind, wanted.get("name")) not in in_use:
            yield ("journal", f"{kind.value} {record}", "the journal knows it, but it is gone")


def _histories(db: Database, names: Names) -> dict[Record, Versions]:
    found: dict[Record, Versions] = {}
    for transfer in transfers(db):
        for place, step in enumerate(transfer.all_steps()):
            versions = found.setdefault((step.kind, step.record), Versions())
            before, after = (names.key(step.kind, image) for image in (step.before, step.after))
            versions.add((transfer.counter, transfer.id, place), before, after, step.after)
    return found


_PARTS: dict[str, Callable[[Database], Iterator[Finding]]] = {
    "pages": _pages,
    "references": _references,
    "hashes": _hashes,
    "texts": _texts,
    "spans": _spans,
    "relations": _links,
    "labels": _labels,
    "words": _words,
    "journal": _journal,
}
