"""What was deleted and is not there now, read from the journal."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.model.ids import AnnotatorId, OperationId
from annotator.model.operation import Image, RecordKind
from annotator.storage.records import read_image


@dataclass(frozen=True, slots=True)
class Deletion:
    """A deleted record as it was last, and the operation that deleted it."""

    kind: RecordKind
    id: str
    image: Image
    operation: OperationId
    actor: AnnotatorId
    at: str
    words: str


def deletions(db: Database, kinds: Sequence[RecordKind]) -> Iterator[Deletion]:
    """List deleted records of these kinds, the newest deletion first, each record once."""
    marks = ", ".join("?" * len(kinds))
    rows = db.execute(
        'SELECT c.kind, c.record, c."before", o.id, o.actor, o.at, o.words FROM change c '
        f'JOIN operation o ON o.id = c.operation WHERE c.kind IN ({marks}) AND c."after" IS NULL '
        "ORDER BY o.number DESC, c.sequence",
        [kind.value for kind in kinds],
    )
    seen: set[tuple[str, str]] = set()
    for kind, record, before, operation, actor, at, words in rows:
        if (kind, record) in seen:
            continue
        seen.add((kind, record))
        if read_image(db, RecordKind(kind), record) is None:
            identity, who = OperationId(operation), AnnotatorId(actor)
            yield Deletion(RecordKind(kind), record, json.loads(before), identity, who, at, words)
