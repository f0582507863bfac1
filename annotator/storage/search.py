"""Finds words in the articles by the full-text index, and the places of spans by label."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.annotation import Span
from annotator.model.document import DocumentState
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.storage.rows import span_of


@dataclass(frozen=True, slots=True)
class LabelFilter:
    """Which spans count: labels and layers by name (empty: any), and whose (None: everybody's)."""

    labels: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    annotator: AnnotatorId | None = None


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents count; the dates are ISO beginnings (2023, 2023-09), both ends included.

    `state` is the one that `annotator` has given; what nobody has begun is at todo.
    """

    outlet: str = ""
    published_from: str = ""
    published_to: str = ""
    state: DocumentState | None = None
    annotator: AnnotatorId | None = None


EVERY_DOCUMENT = DocumentFilter()


def index_words_anew(db: Database) -> None:
    """Throw the index of words away and make it from the articles; 12 ms for each MB. The caller holds the unit."""
    db.execute("INSERT INTO document_fts (document_fts) VALUES ('rebuild')")


def documents_matching(
    db: Database, match: str, contained: Sequence[str], within: DocumentFilter = EVERY_DOCUMENT
) -> tuple[DocumentId, ...]:
    """List the documents that answer an FTS5 expression ("": any) and contain every string, in import order."""
    conditions, values = _of_documents(within)
    conditions += ["instr(d.text, ?) > 0"] * len(contained)
    values += contained
    if match:
        conditions.append("d.number IN (SELECT rowid FROM document_fts WHERE document_fts MATCH ?)")
        values.append(match)
    return _documents(db, conditions, values)


def documents_labelled(
    db: Database, wanted: LabelFilter, within: DocumentFilter = EVERY_DOCUMENT
) -> tuple[DocumentId, ...]:
    """List the documents that hold a span of the filter, in import order."""
    conditions, values = _of_documents(within)
    where, more = _conditions(wanted)
    conditions.append(f"d.id IN (SELECT document FROM span WHERE {where})")
    return _documents(db, conditions, values + more)


def outlets(db: Database) -> tuple[str, ...]:
    """List the outlets of all documents by name; documents without one are left out."""
    rows = db.execute("SELECT DISTINCT outlet FROM document WHERE outlet <> '' ORDER BY outlet").fetchall()
    return tuple(outlet for (outlet,) in rows)


def spans_of_label(db: Database, annotator: AnnotatorId, label: str, document: DocumentId | None) -> tuple[Span, ...]:
    """List one annotator's spans of a label, in one document or (None) in all, by document and place."""
    where, values = "s.annotator = ? AND s.label = ?", [annotator, label]
    if document is not None:
        where, values = f"{where} AND s.document = ?", [*values, document]
    rows = db.query(
        f"SELECT s.* FROM span s JOIN document d ON d.id = s.document WHERE {where} "
        'ORDER BY d.position, d.id, s."start", s."end", s.id',
        values,
    )
    return tuple(span_of(row) for row in rows)


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


def _of_documents(within: DocumentFilter) -> tuple[list[str], list[str]]:
    conditions, values = ["1"], list[str]()
    if within.outlet:
        conditions.append("d.outlet = ?")
        values.append(within.outlet)
    for compared, date in ((">=", within.published_from), ("<=", within.published_to)):
        if date:
            conditions.append(f"d.published <> '' AND substr(d.published, 1, {len(date)}) {compared} ?")
            values.append(date)
    if within.state is not None:
        conditions.append(
            "coalesce((SELECT state FROM document_state WHERE document = d.id AND annotator = ?), 'todo') = ?"
        )
        values += [within.annotator or "", within.state.value]
    return conditions, values


def _documents(db: Database, conditions: Sequence[str], values: Sequence[str]) -> tuple[DocumentId, ...]:
    where = " AND ".join(conditions)
    rows = db.execute(f"SELECT d.id FROM document d WHERE {where} ORDER BY d.position, d.id", values).fetchall()
    return tuple(DocumentId(identity) for (identity,) in rows)
