"""Finds suggestions across a project that an annotator has not decided on, by score."""

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.suggestion import SuggestionId

# Where a walk stands: the score, the article's number, the place and the id of the last one.
Place = tuple[float, int, int, str]
BEGINNING: Place = (-1.0, 0, 0, "")

_OPEN = """
    NOT EXISTS (SELECT 1 FROM suggestion_decision AS v WHERE v.document = s.document AND v.annotator = :annotator
        AND v.layer = s.layer AND v.label = s.label AND v.fragments = s.fragments)
    AND NOT EXISTS (SELECT 1 FROM span AS o WHERE o.document = s.document AND o.annotator = :annotator
        AND o.layer = s.layer AND o.fragments = s.fragments)
    AND NOT EXISTS (SELECT 1 FROM never_suggest AS n WHERE n.annotator = :annotator
        AND n.label IN ('', s.label) AND n.surface = substr(d.text, s."start" + 1, s."end" - s."start"))
"""


def next_doubtful(
    db: Database, annotator: AnnotatorId, below: float, after: Place
) -> tuple[DocumentId, SuggestionId, Place] | None:
    """Find the suggestion with the lowest score below a bound that comes after a place of the walk."""
    row = next(
        db.query(
            'SELECT s.document, s.id, s.score, d.number, s."start" FROM suggestion AS s JOIN document AS d '
            "ON d.id = s.document WHERE s.score < :below "
            'AND (s.score, d.number, s."start", s.id) > (:score, :number, :start, :id) AND ' + _OPEN + " "
            'ORDER BY s.score, d.number, s."start", s.id LIMIT 1',
            {
                "annotator": annotator,
                "below": below,
                **dict(zip(("score", "number", "start", "id"), after, strict=True)),
            },
        ),
        None,
    )
    if row is None:
        return None
    place = (row["score"], row["number"], row["start"], row["id"])
    return DocumentId(row["document"]), SuggestionId(row["id"]), place


def count_doubtful(db: Database, annotator: AnnotatorId, below: float) -> int:
    """Count the suggestions below a bound that are still open for an annotator."""
    rows = db.execute(
        "SELECT count(*) FROM suggestion AS s JOIN document AS d ON d.id = s.document WHERE s.score < :below AND "
        + _OPEN,
        {"annotator": annotator, "below": below},
    )
    return int(rows.fetchone()[0])
