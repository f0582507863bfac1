"""A window that is painted before all of its features are there."""

import gc
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from annotator.errors import UserError
from annotator.ui.look.style import paint_gaps
from annotator.ui.parts import Feature, WindowParts


class GrowingWindow(QMainWindow):
    """Adds its features once: when events are handled, or as soon as somebody looks for a part.

    `could_not_grow` carries the UserError that kept them away: such a window is of no use.
    """

    could_not_grow = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.features: tuple[Feature, ...] = ()
        self._lent: WindowParts | None = None

    def await_features(self, lent: WindowParts) -> None:
        """Say what the features are lent; they come after the first painting."""
        self._lent = lent

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on once something is seen."""
        super().paintEvent(event)
        paint_gaps(self)
        if self._lent is not None:
            QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        try:
            self.add_features()
        except UserError as refusal:
            self.could_not_grow.emit(refusal)

    def add_features(self) -> None:
        """Add the features if they are still awaited; raises UserError when the project cannot be read."""
        lent, self._lent = self._lent, None
        if lent is None:
            return
        # Late: what the features import takes as long as all the rest of the start.
        from annotator.ui.features import FEATURES

        for make in FEATURES:
            self.features = (*self.features, make(lent))  # one by one: each is closed with the window, come what may
        for feature in self.features:
            lent.actions.connect_handlers(feature.handlers())
        self.dress_features()
        # What a window is made of stays: looking through all of it for garbage took 60 ms, in the middle of anything.
        gc.freeze()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Add nothing to a window that is gone."""
        self._lent = None
        gc.unfreeze()
        super().closeEvent(event)

    def dress_features(self) -> None:
        """Settle what follows from new features: their theme, the menus, what may not be done."""
        raise NotImplementedError

    def findChild(self, *wanted: Any, **more: Any) -> Any:  # Any: Qt's own overloads
        """Find a part; all are there from then on."""
        self.add_features()
        return super().findChild(*wanted, **more)

    def findChildren(self, *wanted: Any, **more: Any) -> Any:  # Any: as above
        """Find parts; all are there from then on."""
        self.add_features()
        return super().findChildren(*wanted, **more)
