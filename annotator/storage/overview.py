"""Counts what `info` tells of a project: states, suggestions, versions."""

import sqlite3

from sqlite_utils import Database

from annotator.model.document import DocumentState
from annotator.model.ids import AnnotatorId
from annotator.storage.migrations import schema_version


def count_documents(db: Database) -> int:
    """Count all documents."""
    (count,) = db.execute("SELECT count(*) FROM document").fetchone()
    return int(count)


def count_states(db: Database) -> dict[tuple[AnnotatorId, DocumentState], int]:
    """Count documents per annotator and state; those that nobody touched have none."""
    rows = db.execute("SELECT annotator, state, count(*) FROM document_state GROUP BY annotator, state").fetchall()
    return {(AnnotatorId(annotator), DocumentState(state)): count for annotator, state, count in rows}


def count_suggestions(db: Database) -> dict[tuple[str, str], int]:
    """Count suggestions per layer and label."""
    rows = db.execute("SELECT layer, label, count(*) FROM suggestion GROUP BY layer, label").fetchall()
    return {(layer, label): count for layer, label, count in rows}


def storage_versions() -> dict[str, str]:
    """Tell the schema that this program writes, and the engine."""
    return {"schema": str(schema_version()), "sqlite": sqlite3.sqlite_version}
