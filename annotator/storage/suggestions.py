"""Keeps suggestions: runs, proposed spans and relations, and what annotators decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.operation import Image
from annotator.model.suggestion import (
    SuggestedRelation,
    Suggestion,
    SuggestionDecision,
    SuggestionId,
    SuggestionVerdict,
)
from annotator.storage.rows import Row, attributes_of, dump, dump_attributes, fragments_of

_ORDER = '"start", "end" DESC, layer, label, source, id'


@dataclass(frozen=True, slots=True)
class SuggestionRun:
    """One run of a source over documents; `settings` is JSON."""

    id: str
    source: str
    at: str
    settings: str


def begin_run(db: Database, run: SuggestionRun) -> None:
    """Write down that a run begins; the caller holds the unit."""
    db.execute(
        "INSERT INTO suggestion_run (id, source, at, settings) VALUES (?, ?, ?, ?)",
        [run.id, run.source, run.at, run.settings],
    )


def forget_empty_runs(db: Database) -> None:
    """Delete the runs whose suggestions were all replaced; the caller holds the unit."""
    db.execute(
        "DELETE FROM suggestion_run WHERE id NOT IN "
        "(SELECT run FROM suggestion UNION SELECT run FROM suggested_relation)"
    )


def put_suggestions(
    db: Database,
    run: SuggestionRun,
    document: DocumentId,
    spans: Sequence[Suggestion],
    relations: Sequence[SuggestedRelation],
) -> None:
    """Add a run's suggestions for a document, in the place of equal ones of earlier runs; the caller holds the unit."""
    cursor = db.conn.cursor()
    cursor.executemany(
        f"INSERT INTO suggestion VALUES ({', '.join('?' * 12)}) ON CONFLICT (id) DO UPDATE SET "
        "run = excluded.run, attributes = excluded.attributes, rule = excluded.rule, score = excluded.score",
        [
            [
                one.id,
                document,
                run.id,
                one.layer,
                one.label,
                one.start,
                one.end,
                dump(one.fragments),
                dump_attributes(one.attributes),
                one.source,
                one.rule,
                one.score,
            ]
            for one in spans
        ],
    )
    cursor.executemany(
        f"INSERT INTO suggested_relation VALUES ({', '.join('?' * 9)}) ON CONFLICT (id) DO UPDATE SET "
        "run = excluded.run, rule = excluded.rule, score = excluded.score",
        [
            [
                one.id,
                document,
                run.id,
                one.label,
                one.from_suggestion,
                one.to_suggestion,
                one.source,
                one.rule,
                one.score,
            ]
            for one in relations
        ],
    )


def forget_superseded(db: Database, document: DocumentId, runs: Sequence[str], layers: Sequence[str]) -> None:
    """Delete what earlier runs said of a document's layers; the caller holds the unit."""
    kept, wanted = dump(tuple(runs)), dump(tuple(layers))
    values = {"document": document, "runs": kept, "layers": wanted}
    db.execute(
        "DELETE FROM suggestion WHERE document = :document AND run NOT IN (SELECT value FROM json_each(:runs)) "
        "AND layer IN (SELECT value FROM json_each(:layers))",
        values,
    )
    # A link goes with its ends; one between ends that were proposed again goes when it was not.
    db.execute(
        "DELETE FROM suggested_relation WHERE document = :document "
        "AND run NOT IN (SELECT value FROM json_each(:runs)) AND from_suggestion IN "
        "(SELECT id FROM suggestion WHERE document = :document AND run IN (SELECT value FROM json_each(:runs)))",
        values,
    )


def mark_suggested(db: Database, document: DocumentId, fingerprint: str, remark: str) -> None:
    """Write down what a document's suggestions were made of; the caller holds the unit."""
    db.execute(
        "INSERT INTO suggested_document VALUES (?, ?, ?) ON CONFLICT (document) DO UPDATE SET "
        "fingerprint = excluded.fingerprint, remark = excluded.remark",
        [document, fingerprint, remark],
    )


def suggested_of(db: Database, document: DocumentId) -> tuple[str, str] | None:
    """Tell what a document's suggestions were made of, and the remark that came with them."""
    row = next(db.query("SELECT fingerprint, remark FROM suggested_document WHERE document = ?", [document]), None)
    return None if row is None else (row["fingerprint"], row["remark"])


def read_suggestions(db: Database, document: DocumentId) -> tuple[Suggestion, ...]:
    """List the suggestions of a document, by start, longest first."""
    rows = db.query(f"SELECT * FROM suggestion WHERE document = ? ORDER BY {_ORDER}", [document])
    return tuple(_suggestion_of(row) for row in rows)


def read_suggestion(db: Database, identity: SuggestionId) -> Suggestion | None:
    """Read one suggestion."""
    row = next(db.query("SELECT * FROM suggestion WHERE id = ?", [identity]), None)
    return None if row is None else _suggestion_of(row)


def read_suggestions_between(db: Database, document: DocumentId, start: int, end: int) -> tuple[Suggestion, ...]:
    """List the suggestions of a document that begin in a stretch of it, by start, longest first."""
    rows = db.query(
        f'SELECT * FROM suggestion WHERE document = ? AND "start" >= ? AND "start" < ? ORDER BY {_ORDER}',
        [document, start, end],
    )
    return tuple(_suggestion_of(row) for row in rows)


def read_suggestions_by_id(db: Database, identities: Sequence[SuggestionId]) -> tuple[Suggestion, ...]:
    """Read suggestions by their ids, each once, in the order of the text."""
    rows = db.query(
        f"SELECT * FROM suggestion WHERE id IN (SELECT value FROM json_each(?)) ORDER BY {_ORDER}",
        [dump(tuple(identities))],
    )
    return tuple(_suggestion_of(row) for row in rows)


def read_links_from(db: Database, identities: Sequence[SuggestionId]) -> tuple[SuggestedRelation, ...]:
    """List the suggested relations that start at some suggestions, by label and ends."""
    rows = db.query(
        "SELECT * FROM suggested_relation WHERE from_suggestion IN (SELECT value FROM json_each(?)) "
        "ORDER BY label, from_suggestion, to_suggestion, id",
        [dump(tuple(identities))],
    )
    return tuple(_relation_of(row) for row in rows)


def read_suggested_relations(db: Database, document: DocumentId) -> tuple[SuggestedRelation, ...]:
    """List the suggested relations of a document by label and ends."""
    rows = db.query(
        "SELECT * FROM suggested_relation WHERE document = ? ORDER BY label, from_suggestion, to_suggestion, id",
        [document],
    )
    return tuple(_relation_of(row) for row in rows)


def read_verdicts(db: Database, document: DocumentId, annotator: AnnotatorId) -> tuple[SuggestionDecision, ...]:
    """List what an annotator decided on suggestions of a document."""
    rows = db.query(
        "SELECT * FROM suggestion_decision WHERE document = ? AND annotator = ? ORDER BY id", [document, annotator]
    )
    return tuple(
        SuggestionDecision(
            DocumentId(row["document"]),
            AnnotatorId(row["annotator"]),
            row["layer"],
            row["label"],
            fragments_of(row["fragments"]),
            SuggestionVerdict(row["decision"]),
        )
        for row in rows
    )


def sources_for(db: Database, document: DocumentId) -> tuple[str, ...]:
    """List the sources that have suggestions for a document."""
    rows = db.execute("SELECT DISTINCT source FROM suggestion WHERE document = ? ORDER BY source", [document])
    return tuple(source for (source,) in rows.fetchall())


def suggestion_sources(db: Database) -> tuple[str, ...]:
    """List the sources that have suggestions in the project."""
    rows = db.execute("SELECT DISTINCT source FROM suggestion ORDER BY source").fetchall()
    return tuple(source for (source,) in rows)


def count_suggestions(db: Database) -> tuple[tuple[str, str, int], ...]:
    """Count the suggestions of a project by layer and label."""
    rows = db.execute("SELECT layer, label, count(*) FROM suggestion GROUP BY layer, label ORDER BY layer, label")
    return tuple(rows.fetchall())


def remarks(db: Database) -> tuple[tuple[str, str], ...]:
    """List the remarks on documents, by title, in import order."""
    rows = db.execute(
        "SELECT d.title, s.remark FROM suggested_document s JOIN document d ON d.id = s.document "
        "WHERE s.remark <> '' ORDER BY d.number"
    )
    return tuple(rows.fetchall())


def decision_image(decision: SuggestionDecision) -> Image:
    """Make the row of a verdict."""
    return {
        "id": decision.id,
        "document": decision.document,
        "annotator": decision.annotator,
        "layer": decision.layer,
        "label": decision.label,
        "fragments": dump(decision.fragments),
        "decision": decision.verdict.value,
    }


def _suggestion_of(row: Row) -> Suggestion:
    return Suggestion(
        SuggestionId(row["id"]),
        DocumentId(row["document"]),
        row["layer"],
        row["label"],
        fragments_of(row["fragments"]),
        attributes_of(row["attributes"]),
        row["source"],
        row["rule"],
        row["score"],
    )


def _relation_of(row: Row) -> SuggestedRelation:
    return SuggestedRelation(
        row["id"],
        DocumentId(row["document"]),
        row["label"],
        SuggestionId(row["from_suggestion"]),
        SuggestionId(row["to_suggestion"]),
        row["source"],
        row["rule"],
        row["score"],
    )
