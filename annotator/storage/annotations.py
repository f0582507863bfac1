"""Reads spans and relations."""

from collections.abc import Iterator

from sqlite_utils import Database

from annotator.model.annotation import Relation, Span
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId
from annotator.storage.rows import relation_of, span_of

_ORDER = '"start", "end" DESC, layer, label, id'


def spans(db: Database, document: DocumentId, annotator: AnnotatorId) -> tuple[Span, ...]:
    """List one annotator's spans of one document in the order of every list."""
    rows = db.query(f"SELECT * FROM span WHERE document = ? AND annotator = ? ORDER BY {_ORDER}", [document, annotator])
    return tuple(span_of(row) for row in rows)


def spans_between(
    db: Database, document: DocumentId, annotator: AnnotatorId, bounds: tuple[int, int]
) -> tuple[Span, ...]:
    """List one annotator's spans that reach into [start, end) of one document."""
    rows = db.query(
        f'SELECT * FROM span WHERE document = ? AND annotator = ? AND "start" < ? AND "end" > ? ORDER BY {_ORDER}',
        [document, annotator, bounds[1], bounds[0]],
    )
    return tuple(span_of(row) for row in rows)


def read_span(db: Database, identity: SpanId) -> Span | None:
    """Read one span."""
    row = next(db.query("SELECT * FROM span WHERE id = ?", [identity]), None)
    return None if row is None else span_of(row)


def spans_labelled(db: Database, label: str) -> Iterator[Span]:
    """Read the spans that carry a label, everybody's."""
    return (span_of(row) for row in db.query("SELECT * FROM span WHERE label = ? ORDER BY id", [label]))


def relations(db: Database, document: DocumentId, annotator: AnnotatorId) -> tuple[Relation, ...]:
    """List one annotator's relations with an end in one document, by (label, from, to, id)."""
    own = "FROM span s WHERE s.document = :document AND s.annotator = :annotator"
    rows = db.query(
        f"SELECT * FROM relation WHERE annotator = :annotator AND "
        f"(from_span IN (SELECT s.id {own}) OR to_span IN (SELECT s.id {own})) ORDER BY label, from_span, to_span, id",
        {"document": document, "annotator": annotator},
    )
    return tuple(relation_of(row) for row in rows)


def relations_of_span(db: Database, span: SpanId) -> tuple[Relation, ...]:
    """List the relations that start or end at a span."""
    rows = db.query("SELECT * FROM relation WHERE from_span = :span OR to_span = :span ORDER BY id", {"span": span})
    return tuple(relation_of(row) for row in rows)


def read_relation(db: Database, identity: RelationId) -> Relation | None:
    """Read one relation."""
    row = next(db.query("SELECT * FROM relation WHERE id = ?", [identity]), None)
    return None if row is None else relation_of(row)


def relations_labelled(db: Database, label: str) -> Iterator[Relation]:
    """Read the relations that carry a label, everybody's."""
    return (relation_of(row) for row in db.query("SELECT * FROM relation WHERE label = ? ORDER BY id", [label]))


def annotators_with_spans(db: Database, document: DocumentId) -> frozenset[AnnotatorId]:
    """Tell who has spans in a document."""
    rows = db.execute("SELECT DISTINCT annotator FROM span WHERE document = ?", [document]).fetchall()
    return frozenset(AnnotatorId(annotator) for (annotator,) in rows)


def count_spans(db: Database) -> dict[tuple[AnnotatorId, str, str], int]:
    """Count spans per (annotator, layer, label)."""
    rows = db.execute("SELECT annotator, layer, label, count(*) FROM span GROUP BY annotator, layer, label").fetchall()
    return {(AnnotatorId(annotator), layer, label): count for annotator, layer, label, count in rows}


def count_relations(db: Database) -> int:
    """Count all relations."""
    (count,) = db.execute("SELECT count(*) FROM relation").fetchone()
    return int(count)
