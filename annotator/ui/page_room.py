"""Gives pages that need the width of the window the room of the panes that speak of one span only."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.panels.dock import Dock
from annotator.ui.parts import WindowParts

_WIDE = ("review_view", "agreement_view")
_OF_ONE_SPAN = ("dock_spans", "dock_inspector")


class PageRoom(QObject):
    """Hides those panes while such a page is in front, and brings them back as they were."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._window = parts.window
        self._hidden: list[Dock] = []
        parts.pages.page_shown.connect(self._on_page)
        parts.window.installEventFilter(self)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what: none, the pages decide."""
        return {}

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing."""

    def close(self) -> None:
        """End; nothing runs."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the panes back before the window keeps its layout."""
        if event.type() is QEvent.Type.Close:
            self._bring_back()
        return super().eventFilter(watched, event)

    def _on_page(self, page: QWidget) -> None:
        self._bring_back()
        if page.objectName() in _WIDE:
            docks = (self._window.findChild(Dock, name) for name in _OF_ONE_SPAN)
            self._hidden = [dock for dock in docks if dock is not None and not dock.isHidden()]
            for dock in self._hidden:
                dock.hide()

    def _bring_back(self) -> None:
        for dock in self._hidden:
            dock.show()
        self._hidden = []
