"""The menu bar and the article's context menu, both made from the table of actions."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from annotator.actions import Menu
from annotator.ui.window_actions import WindowActions

_GROUP_STARTS = {
    "project.import",
    "scheme.edit",
    "window.close",
    "span.delete",
    "span.start_left",
    "span.note",
    "span.next",
    "select.none",
    "find.open",
    "zone.clear",
    "document.done_next",
    "document.metadata",
    "palette.scheme",
    "view.comfort",
    "view.larger",
    "view.documents",
    "pane.next",
    "review.next",
    "help.about",
}

# What the context menu offers besides labels, links and zones.
_AT_THE_SPAN = (
    ("span.delete", "span.add_fragment", "span.cycle", "span.attributes", "span.note", "history.span"),
    ("span.label_all", "span.unlabel_all", "span.relabel_all"),
)


class Menus:
    """Keeps the menus equal to the actions."""

    def __init__(self, bar: QMenuBar, actions: WindowActions) -> None:
        self._actions = actions
        self.shown: QMenu | None = None
        self._menus = {menu: bar.addMenu(menu.value) for menu in Menu if menu is not Menu.NONE}
        self.refill()

    def refill(self) -> None:
        """Fill all menus anew."""
        for menu, widget in self._menus.items():
            widget.clear()
            self._fill(widget, menu)
            widget.menuAction().setVisible(any(_is_work(action) for action in widget.actions()))

    def context_menu(self, parent: QWidget) -> QMenu:
        """Make the menu that opens at the pointer: labels first, then links and zones."""
        menu = QMenu(parent)
        self._fill(menu, Menu.LABEL)
        menu.addSeparator()
        for group_of in _AT_THE_SPAN:
            for id in group_of:
                menu.addAction(self._actions.by_id[id])
            menu.addSeparator()
        for group in (Menu.LINK, Menu.ZONE):
            self._fill(menu.addMenu(group.value), group)
        return menu

    def pop_up(self, parent: QWidget, place: QPoint) -> None:
        """Open the context menu at a place of the screen."""
        if self.shown is not None:
            self.shown.deleteLater()
        self.shown = self.context_menu(parent)
        self.shown.popup(place)

    def _fill(self, widget: QMenu, menu: Menu) -> None:
        for id, spec in self._actions.specs.items():
            if spec.menu is menu:
                if id in _GROUP_STARTS and widget.actions():
                    widget.addSeparator()
                widget.addAction(self._actions.by_id[id])


def _is_work(action: QAction) -> bool:
    return action.isEnabled() and not action.isSeparator()
