"""Counts for the overview, a few documents at a time: spans per outlet and month, names, speakers, states."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.annotation import Attribute
from annotator.model.document import DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.storage.rows import attributes_of

# Named, because the planner may take the index by label: every span of an annotator for each hundred documents.
_SPANS = "span s INDEXED BY span_document"
_PEOPLE = f"('{Role.ANNOTATOR.value}', '{Role.LEAD.value}')"


@dataclass(frozen=True, slots=True)
class Place:
    """Which outlet published a document in which month (2023-09, or "")."""

    position: int
    document: DocumentId
    outlet: str
    month: str


@dataclass(frozen=True, slots=True)
class NameCount:
    """How many spans have the same words and attributes; for a speaker `label` is that of the quotes."""

    label: str
    text: str
    attributes: tuple[Attribute, ...]
    count: int


def places(db: Database, after: Place | None, most: int) -> tuple[Place, ...]:
    """Read where documents come from, at most so many after one (None: from the first), from the index alone."""
    rows = db.execute(
        "SELECT position, id, outlet, substr(published, 1, 7) FROM document WHERE (position, id) > (?, ?) "
        "ORDER BY position, id LIMIT ?",
        [after.position if after else -1, after.document if after else "", most],
    ).fetchall()
    return tuple(Place(*row) for row in rows)


def count_labels(
    db: Database, documents: Sequence[DocumentId], annotator: AnnotatorId | None
) -> tuple[tuple[DocumentId, str, int], ...]:
    """Count the spans of some documents per document and label, one annotator's or (None) those of all people."""
    rows = db.execute(
        f"SELECT document, label, count(*) FROM {_SPANS} WHERE {_among('document', documents)} "
        f"AND {_whose('s', annotator)} GROUP BY document, label",
        [*documents, *_given(annotator)],
    ).fetchall()
    return tuple((DocumentId(document), label, count) for document, label, count in rows)


def count_names(
    db: Database, documents: Sequence[DocumentId], annotator: AnnotatorId | None, labels: Sequence[str]
) -> tuple[NameCount, ...]:
    """Count spans of some labels with the same words and attributes."""
    rows = db.execute(
        f"SELECT label, text, attributes, count(*) FROM {_SPANS} WHERE {_among('document', documents)} "
        f"AND {_among('label', labels)} AND {_whose('s', annotator)} GROUP BY label, text, attributes",
        [*documents, *labels, *_given(annotator)],
    ).fetchall()
    return tuple(NameCount(label, text, attributes_of(given), count) for label, text, given, count in rows)


def count_speakers(
    db: Database, documents: Sequence[DocumentId], annotator: AnnotatorId | None, relation: str
) -> tuple[NameCount, ...]:
    """Count the spans from which a relation leads to spans with the same words and attributes."""
    rows = db.execute(
        f"SELECT s.label, t.text, t.attributes, count(DISTINCT s.id) FROM {_SPANS} "
        "JOIN relation r ON r.from_span = s.id JOIN span t ON t.id = r.to_span "
        f"WHERE {_among('s.document', documents)} AND r.label = ? AND {_whose('s', annotator)} "
        "GROUP BY s.label, t.text, t.attributes",
        [*documents, relation, *_given(annotator)],
    ).fetchall()
    return tuple(NameCount(label, text, attributes_of(given), count) for label, text, given, count in rows)


def furthest_states(db: Database) -> dict[DocumentState, int]:
    """Count documents by the furthest state that any person gave them; those that nobody began are left out."""
    ranks = (DocumentState.TODO, DocumentState.IN_PROGRESS, DocumentState.SKIPPED, DocumentState.DONE)
    cases = " ".join(f"WHEN '{state.value}' THEN {rank}" for rank, state in enumerate(ranks))
    rows = db.execute(
        f"SELECT best, count(*) FROM (SELECT max(CASE s.state {cases} END) AS best FROM document_state s "
        f"JOIN annotator a ON a.id = s.annotator AND a.role IN {_PEOPLE} GROUP BY s.document) GROUP BY best"
    ).fetchall()
    return {ranks[best]: count for best, count in rows if best}


def assigned_states(db: Database) -> dict[tuple[AnnotatorId, DocumentState], int]:
    """Count the documents assigned to each annotator by her state."""
    rows = db.execute(
        "SELECT a.annotator, coalesce(s.state, 'todo') AS state, count(*) FROM assignment a LEFT JOIN document_state s "
        "ON s.document = a.document AND s.annotator = a.annotator GROUP BY a.annotator, 2"
    ).fetchall()
    return {(AnnotatorId(annotator), DocumentState(state)): count for annotator, state, count in rows}


def _among(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"


def _whose(table: str, annotator: AnnotatorId | None) -> str:
    if annotator is not None:
        return f"{table}.annotator = ?"
    return f"{table}.annotator IN (SELECT id FROM annotator WHERE role IN {_PEOPLE})"


def _given(annotator: AnnotatorId | None) -> list[str]:
    return [] if annotator is None else [annotator]
