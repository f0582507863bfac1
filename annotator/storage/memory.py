"""Reads which words an annotator labelled in other articles."""

from sqlite_utils import Database

from annotator.model.annotation import Attribute
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.storage.rows import attributes_of

Remembered = tuple[str, str, str, int, tuple[Attribute, ...]]


def labelled_words(
    db: Database, annotator: AnnotatorId, without: DocumentId, *, longest: int
) -> tuple[Remembered, ...]:
    """List text, layer, label, count and the attributes given most often, of one annotator's short spans."""
    rows = db.execute(
        "SELECT text, layer, label, attributes, count(*) FROM span WHERE annotator = ? AND document <> ? "
        'AND "end" - "start" <= ? AND json_array_length(fragments) = 1 '
        "GROUP BY text, layer, label, attributes ORDER BY text, layer, label, count(*), attributes",
        [annotator, without, longest],
    )
    found: dict[tuple[str, str, str], tuple[int, str]] = {}
    for text, layer, label, attributes, count in rows.fetchall():
        # The last of a place is the most frequent.
        found[text, layer, label] = (found.get((text, layer, label), (0, ""))[0] + count, attributes)
    return tuple((*key, count, attributes_of(attributes)) for key, (count, attributes) in found.items())
