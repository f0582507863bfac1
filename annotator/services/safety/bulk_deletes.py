"""Tells which commands delete so much that a backup is made first."""

from annotator.model.operation import RecordKind
from annotator.services.commands import Command, RemoveSpans
from annotator.services.document_commands import RemoveDocument
from annotator.services.reading import Reader
from annotator.services.scheme.commands import DeleteLabel

MANY_SPANS = 50


def deletes_many(command: Command, reader: Reader) -> bool:
    """Whether a command deletes more than 50 spans; raises UserError when it is refused."""
    if isinstance(command, RemoveSpans):
        return len(command.spans) > MANY_SPANS
    if not isinstance(command, RemoveDocument | DeleteLabel):
        return False
    with reader.file.reading():
        changes = command.plan(reader).changes
    return sum(one.kind is RecordKind.SPAN for one in changes) > MANY_SPANS
