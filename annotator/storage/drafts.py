"""Lists what was being typed and is not stored yet; drafts belong to no operation."""

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId


def drafts_of(db: Database, annotator: AnnotatorId) -> tuple[tuple[str, str, str], ...]:
    """List one annotator's drafts as (id, text, at), oldest first."""
    rows = db.execute("SELECT id, text, at FROM draft WHERE annotator = ? ORDER BY at, id", [annotator])
    return tuple((str(id), str(text), str(at)) for id, text, at in rows)
