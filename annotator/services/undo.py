"""What an annotator can undo and redo, rebuilt from the journal after a restart."""

from collections.abc import Iterable
from typing import Self

from annotator.errors import UserError
from annotator.model.authority import AuthorityId
from annotator.model.ids import OperationId
from annotator.model.operation import Change, Operation, RecordKind
from annotator.services.carriers import NamesNow, current
from annotator.services.reading import Reader, shortened

_NOT_UNDOABLE = frozenset({"import", "begin", "AddAnnotator"})


class UndoStack:
    """One actor's operations not yet undone, and the undoings not yet redone; newest last."""

    def __init__(self) -> None:
        self._done: list[OperationId] = []
        self._undone: list[tuple[OperationId, OperationId]] = []  # (what was done, its undoing)

    @classmethod
    def replayed(cls, operations: Iterable[tuple[OperationId, str, OperationId | None]]) -> Self:
        """Rebuild the stack from (id, kind, undo_of), oldest first."""
        stack = cls()
        for identity, kind, undo_of in operations:
            if kind == "undo" and undo_of is not None:
                stack.undone(undo_of, identity)
            elif kind == "redo" and undo_of is not None:
                stack.redone(undo_of)
            elif kind not in _NOT_UNDOABLE:
                stack.done(identity)
        return stack

    @property
    def newest_done(self) -> OperationId | None:
        """The operation that undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def all_done(self) -> tuple[OperationId, ...]:
        """What can be undone, oldest first."""
        return tuple(self._done)

    @property
    def newest_undone(self) -> OperationId | None:
        """The undoing that redo takes back."""
        return self._undone[-1][1] if self._undone else None

    def done(self, identity: OperationId) -> None:
        """Note a new operation; it empties redo."""
        self._done.append(identity)
        self._undone.clear()

    def undone(self, identity: OperationId, undoing: OperationId) -> None:
        """Note that an operation was undone; one that cannot be undone here is passed over."""
        if identity in self._done:
            self._done.remove(identity)
            self._undone.append((identity, undoing))

    def redone(self, undoing: OperationId) -> None:
        """Note that an undoing was redone: what was done then can be undone again."""
        again = [done for done, taken_back in self._undone if taken_back == undoing]
        self._undone = [one for one in self._undone if one[1] != undoing]
        self._done += again


def inverse(operation: Operation, reader: Reader) -> tuple[Change, ...]:
    """List the changes that take an operation back; raises UserError when something it touched has changed since.

    A label that was renamed or moved since is no change: spans come back under its name and in its layer of today.
    A new name that other spans have taken up stays in the list.
    """
    _check_undoable(operation, reader)
    taken = _taken_up(operation, reader)
    back = [change.inverse for change in reversed(operation.changes) if change.id not in taken]
    return current(reader, back)


def _taken_up(operation: Operation, reader: Reader) -> set[str]:
    new = [AuthorityId(one.id) for one in operation.changed(RecordKind.AUTHORITY) if one.before is None]
    own = {change.id for change in operation.changed(RecordKind.SPAN)}
    others = [span for span in reader.spans_named(new) if span.id not in own] if new else []
    return {attribute.ref for span in others for attribute in span.attributes} & set(new)


def _check_undoable(operation: Operation, reader: Reader) -> None:
    labels = NamesNow(reader)
    left = {(change.kind, change.id): change for change in operation.changes}  # the last of each record
    for change in left.values():
        if reader.image(change.kind, change.id) != labels.written(change.kind, change.after):
            raise UserError(
                f"“{shortened(operation.words)}” cannot be taken back: {_named(change)} was changed since then."
            )


def _named(change: Change) -> str:
    image = change.after or change.before or {}
    name = image.get("text") if change.kind is RecordKind.SPAN else image.get("name", image.get("title"))
    kind = change.kind.value.replace("_", " ")
    return f"the {kind} “{shortened(str(name))}”" if name else f"the {kind}"
