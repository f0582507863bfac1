"""Runs a long search in short slices between events, so that the window answers all the time."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError

SLICE_S = 0.025


class Slices(QObject):
    """Takes what an iterator finds, article by article, a slice at a time; a new search ends the one before."""

    arrived = Signal(object)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: Iterator[tuple[object, ...]] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def start(self, lines: Iterator[tuple[object, ...]]) -> None:
        """Begin, with the first slice at once."""
        self._lines = lines
        self._timer.start()
        self._step()

    def stop(self) -> None:
        """End without telling."""
        self._timer.stop()
        self._lines = None

    def _step(self) -> None:
        assert self._lines is not None
        gathered: list[object] = []
        until = perf_counter() + SLICE_S
        try:
            for lines in self._lines:
                gathered += lines
                if perf_counter() > until:
                    self.arrived.emit(tuple(gathered))
                    return
        except UserError as refusal:
            self.stop()
            self.failed.emit(str(refusal))
            return
        self.stop()
        self.arrived.emit(tuple(gathered))
        self.ended.emit()
