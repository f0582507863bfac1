"""F6 and Shift+F6: from pane to pane, whichever are open, each where it was left."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QWidget,
)

from annotator.ui.article.view import ArticleView
from annotator.ui.pages import Pages

_AREA = Qt.DockWidgetArea
# The article first, then clockwise: right, below, left, and the fields above the article.
_AREAS = (_AREA.RightDockWidgetArea, _AREA.BottomDockWidgetArea, _AREA.LeftDockWidgetArea, _AREA.TopDockWidgetArea)


class Panes(QObject):
    """Knows the panes of a window at the moment a key asks: docks and bars come and go."""

    def __init__(self, window: QMainWindow, pages: Pages, view: ArticleView) -> None:
        super().__init__(window)
        self._window, self._pages, self._view = window, pages, view
        self._left: WeakKeyDictionary[QWidget, QWidget] = WeakKeyDictionary()

    def go(self, step: int) -> None:
        """Give the keys to the next pane, or the one before."""
        shown, focused = self.shown(), self._window.focusWidget()
        now = next((place for place, pane in enumerate(shown) if _holds(pane, focused)), -1 if step > 0 else 0)
        if focused is not None and shown and now >= 0 and _holds(shown[now], focused):
            self._left[shown[now]] = focused
        if shown:
            self._enter(shown[(now + step) % len(shown)])

    def shown(self) -> list[QWidget]:
        """List the panes that can be seen, in their order."""
        docks = [dock for dock in self._window.findChildren(QDockWidget) if _is_seen(dock)]
        page = self._pages.currentWidget()
        assert page is not None
        fields = list(self._fields(page)) if self._pages.shows_article else []
        centre: list[QWidget] = [self._view] if self._pages.shows_article else [page]
        placed = sorted(docks, key=self._place)
        return [*centre, *placed, *fields]

    def _fields(self, page: QWidget) -> Iterator[QWidget]:
        """List the bars around the article in which something is typed."""
        for child in page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child is not self._view and child.isVisible() and child.findChild(QLineEdit) is not None:
                yield child

    def _place(self, dock: QDockWidget) -> tuple[int, int, int]:
        area = self._window.dockWidgetArea(dock)
        return (_AREAS.index(area) if area in _AREAS else len(_AREAS), dock.y(), dock.x())

    def _enter(self, pane: QWidget) -> None:
        last = self._left.get(pane)
        target = last if last is not None and _takes_keys(last) else _entrance(pane)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _entrance(pane: QWidget) -> QWidget:
    """Find what a pane offers first: itself, its list, or its first control."""
    content = pane.widget() if isinstance(pane, QDockWidget) else pane
    if content.focusProxy() is not None or isinstance(content, QAbstractItemView | ArticleView):
        return content
    inside = [child for child in content.findChildren(QWidget) if _takes_keys(child)]
    lists = [child for child in inside if isinstance(child, QAbstractItemView)]
    return next(iter((*lists, *inside)), content)


def _takes_keys(widget: QWidget) -> bool:
    tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tabs) and widget.isVisible() and widget.isEnabled() and not widget.isWindow()


def _is_seen(dock: QDockWidget) -> bool:
    """Leave out panes that lie behind another tab."""
    return dock.isVisible() and not dock.visibleRegion().isEmpty()


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (focused in (pane, pane.focusProxy()) or pane.isAncestorOf(focused))
