"""Keeps the authority list and finds the spans that name its entries."""

import json
from collections.abc import Collection, Iterator

from sqlite_utils import Database

from annotator.model.annotation import Span
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.ids import AnnotatorId
from annotator.model.operation import Image
from annotator.storage.rows import Row, dump, span_of
from annotator.text.name_spelling import folded

# An attributes column holds [[name, value, ref], ...]; most spans have none.
_EACH = "FROM span, json_each(span.attributes) AS one WHERE span.attributes != '[]'"


def entry_image(entry: AuthorityEntry) -> Image:
    """Make the row of an entry."""
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "aliases": dump(entry.aliases),
        "note": entry.note,
        "url": entry.url,
    }


def entry_of(row: Row) -> AuthorityEntry:
    """Make the entry of its row."""
    aliases = tuple(json.loads(row["aliases"]))
    return AuthorityEntry(AuthorityId(row["id"]), row["name"], row["kind"], aliases, row["note"], row["url"])


def entry_key(entry: AuthorityEntry) -> tuple[str, str]:
    """Make what is unique in the list: the name without case and accents, and the kind."""
    return folded(entry.name) or entry.name, entry.kind.casefold()


def read_entries(db: Database) -> tuple[AuthorityEntry, ...]:
    """List all entries in the order of every list of names."""
    return tuple(sorted((entry_of(row) for row in db.query("SELECT * FROM authority")), key=_order))


def read_entry(db: Database, identity: AuthorityId) -> AuthorityEntry | None:
    """Read one entry."""
    row = next(db.query("SELECT * FROM authority WHERE id = ?", [identity]), None)
    return None if row is None else entry_of(row)


def spans_named(db: Database, entries: Collection[AuthorityId]) -> Iterator[Span]:
    """Read the spans that name one of some entries, everybody's; scans all spans that have attributes."""
    rows = db.query(
        f"SELECT * FROM span WHERE id IN (SELECT span.id {_EACH} AND json_extract(one.value, '$[2]') IN "
        "(SELECT value FROM json_each(?))) ORDER BY id",
        [dump(sorted(entries))],
    )
    return (span_of(row) for row in rows)


def count_named(db: Database, annotator: AnnotatorId | None) -> dict[AuthorityId, int]:
    """Count the spans that name each entry, one annotator's or, for None, everybody's."""
    rows = db.execute(
        f"SELECT json_extract(one.value, '$[2]') AS ref, count(DISTINCT span.id) {_EACH} AND ref != '' "
        "AND (:annotator IS NULL OR span.annotator = :annotator) GROUP BY ref",
        {"annotator": annotator},
    ).fetchall()
    return {AuthorityId(ref): count for ref, count in rows}


def values_given(db: Database, annotator: AnnotatorId, attribute: str) -> tuple[str, ...]:
    """List the values that one annotator gave an attribute, the most frequent first."""
    rows = db.execute(
        f"SELECT json_extract(one.value, '$[1]') AS given {_EACH} AND span.annotator = ? "
        "AND json_extract(one.value, '$[0]') = ? GROUP BY given ORDER BY count(*) DESC, given",
        [annotator, attribute],
    ).fetchall()
    return tuple(str(given) for (given,) in rows)


def _order(entry: AuthorityEntry) -> tuple[str, str, str, str]:
    return entry.sort_key
