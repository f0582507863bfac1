"""Where Tab goes in the window: through the page in the middle, then pane by pane, each as it is read."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QRadioButton, QWidget

_AREA = Qt.DockWidgetArea
# After the middle: left, right, below; the status line comes last.
_AREAS = (_AREA.LeftDockWidgetArea, _AREA.RightDockWidgetArea, _AREA.BottomDockWidgetArea, _AREA.TopDockWidgetArea)


def beside(window: QMainWindow, *, forward: bool) -> QWidget | None:
    """Find the control that Tab (or Shift+Tab) goes to from the one that has the keys; None when there is no other.

    Controls come and go with the span that is chosen, so the order is read from the screen at each key.
    """
    now, order = window.focusWidget(), stops(window)
    if not order:
        return None
    here = next((place for place, one in enumerate(order) if one is now), None)
    if here is None:
        return order[0 if forward else -1]
    return order[(here + (1 if forward else -1)) % len(order)]


def stops(window: QMainWindow) -> list[QWidget]:
    """List the controls that Tab reaches, in its order."""
    docks = [dock for dock in window.findChildren(QDockWidget) if _is_seen(dock)]
    docks.sort(key=lambda dock: (_AREAS.index(window.dockWidgetArea(dock)), dock.y(), dock.x()))
    groups = (window.centralWidget(), *docks, window.statusBar())
    return [stop for group in groups if group is not None for stop in in_reading_order(_inside(group), window)]


def in_reading_order(widgets: list[QWidget], window: QWidget) -> list[QWidget]:
    """Sort controls by rows, in a row from left to right (in a mirrored window from right to left)."""
    places = {one: QRect(one.mapTo(window, QPoint(0, 0)), one.size()) for one in widgets}
    mirrored = window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    rows: list[list[QWidget]] = []
    for one in sorted(widgets, key=lambda one: places[one].top()):
        first = rows[-1][0] if rows else None
        # What scrolls comes before all that it holds.
        if first is not None and not first.isAncestorOf(one) and places[one].center().y() <= places[first].bottom():
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda one: places[one].left(), reverse=mirrored)]


def _inside(group: QWidget) -> list[QWidget]:
    return [one for one in (group, *group.findChildren(QWidget)) if _is_stop(one)]


def _is_stop(widget: QWidget) -> bool:
    """Of radio buttons only the chosen one counts, as the arrows go to the others."""
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    unchosen = isinstance(widget, QRadioButton) and not widget.isChecked()
    return takes and widget.isVisible() and widget.isEnabled() and not unchosen


def _is_seen(dock: QDockWidget) -> bool:
    """Leave out panes that float or lie behind another tab."""
    return dock.isVisible() and not dock.isFloating() and not dock.visibleRegion().isEmpty()
