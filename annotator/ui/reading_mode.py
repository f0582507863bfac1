"""Reading mode: every pane is put away at once, and comes back as it was."""

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow

from annotator.ui.article.view import ArticleView


class ReadingMode(QObject):
    """Hides the panes of a window; Escape in the article ends it when nothing is selected there."""

    def __init__(self, window: QMainWindow, view: ArticleView, action: QAction) -> None:
        super().__init__(window)
        self._window, self._view, self._action = window, view, action
        self._before: QByteArray | None = None
        window.installEventFilter(self)
        view.installEventFilter(self)

    def toggle(self) -> None:
        """Put the panes away, or bring them back."""
        if self._before is None:
            self._enter()
        else:
            self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End at Escape, and before the window writes down how its panes stand."""
        if self._before is None:
            return False
        if watched is self._window and event.type() is QEvent.Type.Close:
            self._leave()
        elif watched is self._view and self._is_way_out(event):
            event.accept()
            # The key press follows when its shortcut was claimed here.
            if event.type() is QEvent.Type.KeyPress:
                self._leave()
            return True
        return False

    def _is_way_out(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and event.key() == Qt.Key.Key_Escape
            and self._view.selected_range() is None
            and self._view.selected_span() is None
        )

    def _enter(self) -> None:
        self._before = self._window.saveState()
        for dock in self._window.findChildren(QDockWidget):
            dock.hide()
        self._action.setChecked(True)
        self._view.setFocus()

    def _leave(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self._window.restoreState(before)
        self._action.setChecked(False)
