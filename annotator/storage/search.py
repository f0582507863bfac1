"""Finds words in the articles by the full-text index, and the places of spans by label."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId, DocumentId


@dataclass(frozen=True, slots=True)
class LabelFilter:
    """Which spans count: labels and layers by name (empty: any), and whose (None: everybody's)."""

    labels: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    annotator: AnnotatorId | None = None


def documents_matching(db: Database, match: str, contained: Sequence[str]) -> tuple[DocumentId, ...]:
    """List the documents that answer an FTS5 expression ("": any) and contain every string, in import order."""
    conditions, values = [], [*contained]
    conditions += ["instr(d.text, ?) > 0"] * len(contained)
    if match:
        conditions.append("d.number IN (SELECT rowid FROM document_fts WHERE document_fts MATCH ?)")
        values.append(match)
    where = " AND ".join(conditions) or "1"
    rows = db.execute(f"SELECT d.id FROM document d WHERE {where} ORDER BY d.position, d.id", values).fetchall()
    return tuple(DocumentId(identity) for (identity,) in rows)


def documents_labelled(db: Database, wanted: LabelFilter) -> tuple[DocumentId, ...]:
    """List the documents that hold a span of the filter, in import order."""
    where, values = _conditions(wanted)
    rows = db.execute(
        f"SELECT d.id FROM document d WHERE d.id IN (SELECT document FROM span WHERE {where}) "
        "ORDER BY d.position, d.id",
        values,
    ).fetchall()
    return tuple(DocumentId(identity) for (identity,) in rows)


def labelled_places(db: Database, wanted: LabelFilter, document: DocumentId) -> tuple[tuple[int, int], ...]:
    """List the outermost bounds of a document's spans of the filter, each pair once."""
    where, values = _conditions(wanted)
    rows = db.execute(
        f'SELECT DISTINCT "start", "end" FROM span WHERE document = ? AND {where} ORDER BY "start", "end"',
        [document, *values],
    ).fetchall()
    return tuple((start, end) for start, end in rows)


def _conditions(wanted: LabelFilter) -> tuple[str, list[str]]:
    conditions = ["1"]
    values: list[str] = []
    for column, names in (("label", wanted.labels), ("layer", wanted.layers)):
        if names:
            conditions.append(f"{column} IN ({', '.join('?' * len(names))})")
            values += names
    if wanted.annotator is not None:
        conditions.append("annotator = ?")
        values.append(wanted.annotator)
    return " AND ".join(conditions), values
