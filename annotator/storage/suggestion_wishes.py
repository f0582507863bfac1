"""Keeps what annotators wish of suggestions: words that are never suggested, and their own term lists."""

import json

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId
from annotator.model.operation import Image
from annotator.model.suggestion import NeverSuggested
from annotator.model.term_list import Term, TermList
from annotator.storage.rows import dump


def never_image(one: NeverSuggested) -> Image:
    """Make the row of words that are never suggested."""
    return {"id": one.id, "annotator": one.annotator, "surface": one.surface, "label": one.label}


def read_never(db: Database, annotator: AnnotatorId) -> tuple[NeverSuggested, ...]:
    """List the words that an annotator does not want suggested, in alphabetical order."""
    rows = db.query(
        "SELECT * FROM never_suggest WHERE annotator = ? ORDER BY lower(surface), surface, label", [annotator]
    )
    return tuple(NeverSuggested(annotator, row["surface"], row["label"]) for row in rows)


def term_list_image(terms: TermList) -> Image:
    """Make the row of a term list."""
    content = [[one.label, one.pattern, one.name] for one in terms.terms]
    return {"id": terms.id, "name": terms.name, "terms": dump(content)}


def read_term_lists(db: Database) -> tuple[TermList, ...]:
    """List the term lists of a project by name."""
    rows = db.query("SELECT * FROM term_list ORDER BY name")
    return tuple(TermList(row["name"], tuple(_term(one) for one in json.loads(row["terms"]))) for row in rows)


def _term(stored: list[str]) -> Term:
    label, pattern, name = stored
    return Term(label, pattern, name)
