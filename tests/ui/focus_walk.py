"""Walks a window by Tab, and sees by its pixels whether a control shows that it has the keys."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

# A line of a frame two pixels long is no sign; a caret of fifteen is the least that can be seen.
LEAST_PIXELS = 12
# A sign that differs from the ground by less cannot be seen by everybody.
LEAST_DIFFERENCE = 40
_AROUND_PX = 4


def name(widget: QWidget) -> str:
    """Say which control is meant."""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}".strip()


def stops(root: QWidget) -> list[QWidget]:
    """List what Tab should reach: all that is seen, works and takes the keys; of radio buttons the chosen one."""
    inside = (one for one in root.findChildren(QWidget) if one.window() is root.window())
    return [one for one in inside if _is_stop(one)]


def walk(root: QWidget, first: QWidget, *, back: bool = False) -> list[QWidget]:
    """Press Tab until the keys are back or stay; list whoever had them."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(3 * len(stops(root)) + 3):
        now = QApplication.focusWidget()
        if now is None or (found and now in found):
            break
        found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    return found


def climbs(order: list[QWidget]) -> Iterator[str]:
    """Name the steps that go up without going on to a column at the right."""
    for before, after in pairwise(order):
        here, there = _place(before), _place(after)
        if there.bottom() < here.top() and there.left() < here.right():
            yield f"{name(before)} -> {name(after)}"


def unsigned(root: QWidget) -> list[str]:
    """Name the controls that look the same with the keys and without them."""
    parking = QWidget(root)
    parking.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    parking.resize(0, 0)
    parking.show()
    found = [name(one) for one in stops(root) if one is not parking and not _shows_focus(one, parking)]
    parking.setParent(None)
    parking.deleteLater()
    return found


def _shows_focus(widget: QWidget, parking: QWidget) -> bool:
    parking.setFocus()
    without = _picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    seen = _differences(without, _picture(widget))
    parking.setFocus()
    return seen >= LEAST_PIXELS


def _picture(widget: QWidget) -> QImage:
    area = _place(widget).adjusted(-_AROUND_PX, -_AROUND_PX, _AROUND_PX, _AROUND_PX)
    return widget.window().grab(area.intersected(widget.window().rect())).toImage()


def _differences(one: QImage, other: QImage) -> int:
    if one.size() != other.size():
        return 0
    places = ((x, y) for y in range(one.height()) for x in range(one.width()))
    return sum(1 for x, y in places if _differs(one, other, x, y))


def _differs(one: QImage, other: QImage, x: int, y: int) -> bool:
    if one.pixel(x, y) == other.pixel(x, y):
        return False
    here, there = one.pixelColor(x, y), other.pixelColor(x, y)
    apart = (here.red() - there.red(), here.green() - there.green(), here.blue() - there.blue())
    return sum(abs(value) for value in apart) >= LEAST_DIFFERENCE


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    seen = widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
    return takes and seen and not (isinstance(widget, QRadioButton) and not widget.isChecked())
