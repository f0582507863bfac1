"""Holds a change that could not be written because another program has the file, and tries again by a timer."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import FileBusy, UserError
from annotator.model.operation import Operation
from annotator.services.commands import Command

AGAIN_MS = 250
PATIENCE_S = 10.0


class Retrying(QObject):
    """At most one change waits; it is written, or given up with a sentence after ten seconds."""

    written = Signal(object)
    given_up = Signal(str)

    def __init__(self, carry_out: Callable[[Command], Operation | None], parent: QObject) -> None:
        super().__init__(parent)
        self._carry_out = carry_out
        self.command: Command | None = None
        self._until = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.again)

    def hold(self, command: Command) -> None:
        """Keep a change for later."""
        self.command = command
        self._until = monotonic() + PATIENCE_S
        self._timer.start()

    def again(self) -> bool:
        """Try once more; tell whether nothing waits any longer."""
        if self.command is None:
            return True
        try:
            operation = self._carry_out(self.command)
        except FileBusy as busy:
            if monotonic() < self._until:
                return False
            self.drop()
            self.given_up.emit(str(busy))
            return True
        except UserError as refusal:
            self.drop()
            self.given_up.emit(str(refusal))
            return True
        self.drop()
        self.written.emit(operation)
        return True

    def drop(self) -> None:
        """Wait no longer."""
        self.command = None
        self._timer.stop()
