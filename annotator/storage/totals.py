"""Counts what a project holds, and what its journal says was deleted since an operation."""

from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId, DocumentId


@dataclass(frozen=True, slots=True)
class Totals:
    """How much a project holds."""

    documents: int
    spans: int
    annotators: int


def totals(db: Database) -> Totals:
    """Count documents, spans and annotators."""
    (row,) = db.execute(
        "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM span), (SELECT count(*) FROM annotator)"
    ).fetchall()
    return Totals(*row)


def newest_operation(db: Database) -> str:
    """Name the operation that was written down last."""
    row = db.execute("SELECT id FROM operation ORDER BY number DESC LIMIT 1").fetchone()
    return "" if row is None else str(row[0])


def spans_deleted_since(db: Database, operation: str) -> int | None:
    """Count the spans that operations after this one deleted; None when the project does not know it."""
    row = db.execute("SELECT number FROM operation WHERE id = ?", [operation]).fetchone()
    if row is None:
        return None
    (deleted,) = db.execute(
        "SELECT count(DISTINCT c.record) FROM change c JOIN operation o ON o.id = c.operation "
        "WHERE o.number > ? AND c.kind = 'span' AND c.\"after\" IS NULL",
        [row[0]],
    ).fetchone()
    return int(deleted)


def spans_added_since(db: Database, operation: str) -> int:
    """Count the spans that operations of this copy after that one added; what came by merge or undo is left out.

    Those may add less than they say, and nobody is to be alarmed without need.
    """
    (added,) = db.execute(
        "SELECT count(DISTINCT c.record) FROM change c JOIN operation o ON o.id = c.operation "
        "WHERE o.number > (SELECT number FROM operation WHERE id = ?) AND c.kind = 'span' AND c.\"before\" IS NULL "
        "AND o.kind NOT IN ('merge', 'undo', 'redo') "
        "AND o.replica = (SELECT value FROM property WHERE name = 'replica')",
        [operation],
    ).fetchone()
    return int(added)


def spans_per_document(db: Database) -> dict[tuple[AnnotatorId, DocumentId], int]:
    """Count the spans of each annotator in each document."""
    rows = db.execute("SELECT annotator, document, count(*) FROM span GROUP BY annotator, document").fetchall()
    return {(AnnotatorId(annotator), DocumentId(document)): count for annotator, document, count in rows}
