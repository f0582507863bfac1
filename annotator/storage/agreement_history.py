"""Tells which articles changed since figures were computed, and under which scheme each was finished."""

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId, DocumentId

# What figures of one article are made of; any other change may concern all of them.
_OF_ONE = ("span", "document_state", "decision")
_OF_NONE = ("suggestion_decision", "assignment", "term_list", "never_suggest", "authority", "guideline", "zone")


def who_finished(db: Database) -> frozenset[AnnotatorId]:
    """List whoever is done with a document."""
    return frozenset(
        AnnotatorId(id) for (id,) in db.execute("SELECT DISTINCT annotator FROM document_state WHERE state = 'done'")
    )


def newest_operation(db: Database) -> int:
    """Read the number of the newest operation."""
    (number,) = db.execute("SELECT coalesce(max(number), 0) FROM operation").fetchone()
    return int(number)


def documents_changed(db: Database, since: int) -> frozenset[DocumentId] | None:
    """List the documents that operations after a number touched; None when it may be all of them."""
    found: set[DocumentId] = set()
    rows = db.execute(
        'SELECT c.kind, json_extract(coalesce(c."after", c."before"), \'$.document\'), '
        'json_extract(coalesce(c."after", c."before"), \'$.from_span\') FROM operation o '
        "LEFT JOIN change c ON c.operation = o.id WHERE o.number > ?",
        [since],
    ).fetchall()
    for kind, document, from_span in rows:
        if kind in _OF_ONE and document:
            found.add(DocumentId(document))
        elif kind == "relation":
            place = db.execute("SELECT document FROM span WHERE id = ?", [from_span]).fetchone()
            if place is not None:
                found.add(DocumentId(place[0]))
        elif kind not in (*_OF_NONE, "decision_source"):
            return None
    return frozenset(found)


def only_decided_since(db: Database, since: int) -> bool:
    """Whether operations after a number left alone what annotators did: somebody decided, and gold followed."""
    kinds = ", ".join(f"'{kind}'" for kind in (*_OF_NONE, "decision", "decision_source"))
    rows = db.execute(
        'SELECT c.kind, json_extract(coalesce(c."after", c."before"), \'$.annotator\'), '
        'json_extract(coalesce(c."after", c."before"), \'$.role\'), json_extract(coalesce(c."after", c."before"), '
        "'$.id') FROM operation o LEFT JOIN change c ON c.operation = o.id "
        f"WHERE o.number > ? AND (c.kind IS NULL OR c.kind NOT IN ({kinds}))",
        [since],
    ).fetchall()
    gold = {id for (id,) in db.execute("SELECT id FROM annotator WHERE role = 'gold'")}
    gold |= {id for kind, _, role, id in rows if kind == "annotator" and role == "gold"}
    return all(
        (kind == "annotator" and id in gold) or (kind in ("span", "relation", "document_state") and annotator in gold)
        for kind, annotator, _, id in rows
    )


def finished_under(db: Database, annotator: AnnotatorId | None = None) -> dict[DocumentId, int]:
    """Map documents to the revision of the scheme under which somebody, or one annotator, last set their state."""
    rows = db.execute(
        "SELECT json_extract(c.\"after\", '$.document'), max(o.scheme_revision) FROM change c "
        "JOIN operation o ON o.id = c.operation WHERE c.kind = 'document_state' AND c.\"after\" IS NOT NULL "
        "AND (:one IS NULL OR json_extract(c.\"after\", '$.annotator') = :one) GROUP BY 1",
        {"one": annotator},
    )
    return {DocumentId(document): int(revision) for document, revision in rows}
