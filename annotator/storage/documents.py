"""Reads documents, zones, annotators and states."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from annotator.model.document import Annotator, Document, DocumentState, Zone
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.storage.rows import annotator_of, document_of, name_key, zone_of

_SUMMARY = (
    "SELECT d.id, d.title, d.outlet, d.published, s.state, s.flagged, a.id, "
    "(SELECT count(*) FROM span WHERE document = d.id AND annotator = :annotator) "
    "FROM document d LEFT JOIN document_state s ON s.document = d.id AND s.annotator = :annotator "
    "LEFT JOIN assignment a ON a.document = d.id AND a.annotator = :annotator"
)
_STATES = {state.value: state for state in DocumentState}


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a list shows of a document for one annotator; `spans` are her own.

    `assigned` says that she is to label it, `flagged` that she marked it to come back to.
    """

    id: DocumentId
    title: str
    outlet: str
    published: str
    state: DocumentState
    spans: int
    flagged: bool
    assigned: bool


def read_document(db: Database, identity: DocumentId) -> Document | None:
    """Read one document with its zones."""
    row = next(db.query("SELECT * FROM document WHERE id = ?", [identity]), None)
    return None if row is None else document_of(row, read_zones(db, identity))


def document_with_text(db: Database, sha256: str) -> DocumentId | None:
    """Find the document that holds a text."""
    row = db.execute("SELECT id FROM document WHERE sha256 = ?", [sha256]).fetchone()
    return None if row is None else DocumentId(row[0])


def document_ids(db: Database) -> tuple[DocumentId, ...]:
    """List all documents in import order."""
    rows = db.execute("SELECT id FROM document ORDER BY position, id").fetchall()
    return tuple(DocumentId(identity) for (identity,) in rows)


def documents(db: Database) -> Iterator[Document]:
    """Read all documents in import order, one at a time."""
    for identity in document_ids(db):
        document = read_document(db, identity)
        if document is not None:
            yield document


def next_position(db: Database) -> int:
    """Return the position after the last document."""
    (position,) = db.execute("SELECT coalesce(max(position) + 1, 0) FROM document").fetchone()
    return int(position)


def read_zones(db: Database, identity: DocumentId) -> tuple[Zone, ...]:
    """List a document's zones by (start, end, kind)."""
    rows = db.query('SELECT * FROM zone WHERE document = ? ORDER BY "start", "end", kind', [identity])
    return tuple(zone_of(row) for row in rows)


def summaries(db: Database, annotator: AnnotatorId) -> tuple[DocumentSummary, ...]:
    """Summarise all documents for one annotator in import order.

    Everything comes from indexes: reading 20,000 articles' rows to reach what stands behind their texts took seconds.
    """
    rows = db.execute(f"{_SUMMARY} ORDER BY d.position, d.id", {"annotator": annotator}).fetchall()
    return tuple(_summary(db, row) for row in rows)


def summary(db: Database, annotator: AnnotatorId, identity: DocumentId) -> DocumentSummary | None:
    """Summarise one document for one annotator."""
    rows = db.execute(f"{_SUMMARY} WHERE d.id = :document", {"annotator": annotator, "document": identity}).fetchall()
    return next((_summary(db, row) for row in rows), None)


def read_state(db: Database, document: DocumentId, annotator: AnnotatorId) -> DocumentState:
    """Read one annotator's state of one document."""
    row = db.execute(
        "SELECT state FROM document_state WHERE document = ? AND annotator = ?", [document, annotator]
    ).fetchone()
    return DocumentState.TODO if row is None else DocumentState(row[0])


def states(db: Database, document: DocumentId) -> dict[AnnotatorId, DocumentState]:
    """Read every annotator's state of one document, those at todo left out."""
    rows = db.execute("SELECT annotator, state FROM document_state WHERE document = ?", [document]).fetchall()
    return {AnnotatorId(annotator): DocumentState(state) for annotator, state in rows if state != "todo"}


def annotators(db: Database) -> tuple[Annotator, ...]:
    """List all annotators by name."""
    return tuple(annotator_of(row) for row in db.query("SELECT * FROM annotator ORDER BY name_key"))


def has_annotator(db: Database, identity: AnnotatorId) -> bool:
    """Tell whether an annotator is known."""
    return db.execute("SELECT 1 FROM annotator WHERE id = ?", [identity]).fetchone() is not None


def annotator_named(db: Database, name: str) -> Annotator | None:
    """Find an annotator by name, whatever its case."""
    row = next(db.query("SELECT * FROM annotator WHERE name_key = ?", [name_key(name)]), None)
    return None if row is None else annotator_of(row)


def _summary(db: Database, row: tuple[Any, ...]) -> DocumentSummary:
    identity, title, outlet, published, state, flagged, assignment, spans = row
    return DocumentSummary(
        id=DocumentId(identity),
        title=title or _first_words(db, identity),
        outlet=outlet,
        published=published,
        state=_STATES.get(state, DocumentState.TODO),
        spans=spans,
        flagged=bool(flagged),
        assigned=assignment is not None,
    )


def _first_words(db: Database, identity: str) -> str:
    (head,) = db.execute("SELECT substr(text, 1, 200) FROM document WHERE id = ?", [identity]).fetchone()
    return " ".join(head.split()[:8]) or "(empty article)"
