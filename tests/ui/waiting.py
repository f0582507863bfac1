"""Waits, with the window going on, until something is so."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtTest import QTest

PATIENCE_S = 60.0


def wait_until(so: Callable[[], object], seconds: float = PATIENCE_S) -> bool:
    """Let events happen until `so` is true; tell whether it became true in time."""
    until = monotonic() + seconds
    while not so():
        if monotonic() > until:
            return False
        QTest.qWait(5)
    return True
