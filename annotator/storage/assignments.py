"""Reads and writes down which annotator is to label which document."""

from sqlite_utils import Database

from annotator.model.document import Role
from annotator.model.ids import AnnotatorId, DocumentId, derived_id
from annotator.model.operation import Image

Pair = tuple[DocumentId, AnnotatorId]


def assignment_image(document: DocumentId, annotator: AnnotatorId) -> Image:
    """Make the row of an assignment; its id follows from whom and what it joins."""
    return {"id": derived_id("assignment", document, annotator), "document": document, "annotator": annotator}


def assignments(db: Database) -> frozenset[Pair]:
    """Read who is to label what; the sample of a second pass stands among them."""
    rows = db.execute("SELECT document, annotator FROM assignment").fetchall()
    return frozenset((DocumentId(document), AnnotatorId(annotator)) for document, annotator in rows)


def assignments_of_people(db: Database) -> frozenset[Pair]:
    """Read who is to label what, without the samples of second passes."""
    rows = db.execute(
        "SELECT s.document, s.annotator FROM assignment s JOIN annotator a ON a.id = s.annotator WHERE a.role != ?",
        [Role.SECOND_PASS.value],
    ).fetchall()
    return frozenset((DocumentId(document), AnnotatorId(annotator)) for document, annotator in rows)
