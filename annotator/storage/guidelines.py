"""Keeps the versions of the project's guideline, drafts of it, and finds under which scheme spans were labelled."""

from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.guideline import Guideline
from annotator.model.ids import AnnotatorId, DocumentId, OperationId, SpanId
from annotator.model.operation import Image
from annotator.storage.rows import Row


@dataclass(frozen=True, slots=True)
class Labelling:
    """One operation on a span, oldest first: the labels before and after it, and the scheme it was made under."""

    span: SpanId
    operation: OperationId
    kind: str
    undo_of: OperationId | None
    scheme_revision: int
    before: str | None
    after: str | None


def guideline_image(guideline: Guideline) -> Image:
    """Make the row of a version."""
    return {
        "id": guideline.id,
        "version": guideline.version,
        "text": guideline.text,
        "scheme_revision": guideline.scheme_revision,
        "at": guideline.at,
    }


def read_guidelines(db: Database) -> tuple[tuple[Guideline, str], ...]:
    """List all versions with the names of who wrote them, the newest first."""
    rows = db.query(
        "SELECT g.*, coalesce((SELECT a.name FROM change c JOIN operation o ON o.id = c.operation "
        "JOIN annotator a ON a.id = o.actor WHERE c.kind = 'guideline' AND c.record = g.id "
        "ORDER BY o.number LIMIT 1), '') AS writer FROM guideline g ORDER BY g.version DESC, g.at DESC, g.id"
    )
    return tuple((_guideline_of(row), str(row["writer"])) for row in rows)


def read_draft(db: Database, identity: str) -> str | None:
    """Read a draft."""
    row = db.execute("SELECT text FROM draft WHERE id = ?", [identity]).fetchone()
    return None if row is None else str(row[0])


def write_draft(db: Database, identity: str, annotator: AnnotatorId, text: str, at: str) -> None:
    """Keep a draft in place of the one before; the caller holds the unit."""
    db.execute(
        "INSERT INTO draft (id, annotator, text, at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "annotator = excluded.annotator, text = excluded.text, at = excluded.at",
        [identity, annotator, text, at],
    )


def forget_draft(db: Database, identity: str) -> None:
    """Delete a draft; the caller holds the unit."""
    db.execute("DELETE FROM draft WHERE id = ?", [identity])


def labellings(db: Database, document: DocumentId, annotator: AnnotatorId) -> tuple[Labelling, ...]:
    """List what was done to one annotator's spans of a document, span by span, oldest first."""
    rows = db.execute(
        "SELECT c.record, o.id, o.kind, o.undo_of, o.scheme_revision, json_extract(c.\"before\", '$.label'), "
        "json_extract(c.\"after\", '$.label') FROM change c JOIN operation o ON o.id = c.operation "
        "WHERE c.kind = 'span' AND c.record IN (SELECT id FROM span WHERE document = ? AND annotator = ?) "
        "ORDER BY c.record, o.number",
        [document, annotator],
    )
    return tuple(
        Labelling(SpanId(record), OperationId(id), kind, undo_of and OperationId(undo_of), revision, before, after)
        for record, id, kind, undo_of, revision, before, after in rows.fetchall()
    )


def bulk_operations(db: Database) -> tuple[tuple[OperationId, int], ...]:
    """List the imports with the scheme revision each was made under, oldest first."""
    rows = db.execute(
        "SELECT id, scheme_revision FROM operation WHERE id IN (SELECT operation FROM bulk_change) ORDER BY number"
    )
    return tuple((OperationId(id), revision) for id, revision in rows.fetchall())


def _guideline_of(row: Row) -> Guideline:
    return Guideline(row["id"], row["version"], row["text"], row["scheme_revision"], row["at"])
