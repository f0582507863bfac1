"""Theme, text size and which panes are shown: changed by actions, remembered on this machine."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget

from annotator.settings import THEMES, Settings, load_settings, save_settings
from annotator.ui.labelling import Handler

_STEP = 1


class ViewOptions(QObject):
    """Tells of each change; who paints decides what to do."""

    theme_changed = Signal(str)
    text_size_changed = Signal(int)

    def __init__(self, settings: Settings, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        self._actions = actions
        self._check()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        themes: dict[str, Handler] = {f"view.{name}": partial(self._set_theme, name) for name in THEMES}
        return {
            **themes,
            "view.larger": lambda: self._set_size(self.settings.text_size + _STEP),
            "view.smaller": lambda: self._set_size(self.settings.text_size - _STEP),
            "view.normal": lambda: self._set_size(Settings().text_size),
        }

    def bind_pane(self, id: str, dock: QDockWidget) -> Handler:
        """Let an action show and hide a pane."""
        action = self._actions[id]
        action.setChecked(True)
        dock.visibilityChanged.connect(partial(self._on_visibility, id, dock))
        return partial(_toggle, dock)

    def _on_visibility(self, id: str, dock: QDockWidget, _visible: bool) -> None:
        self._actions[id].setChecked(not dock.isHidden())

    def _set_theme(self, name: str) -> None:
        self.keep(lambda settings: settings.with_theme(name))
        self.theme_changed.emit(self.settings.theme)

    def _set_size(self, points: int) -> None:
        self.keep(lambda settings: settings.with_text_size(points))
        self.text_size_changed.emit(self.settings.text_size)

    def keep(self, change: Callable[[Settings], Settings]) -> None:
        """Change what is stored now, which another window may have changed meanwhile."""
        self.settings = change(self.settings)
        save_settings(change(load_settings()))
        self._check()

    def _check(self) -> None:
        for name in THEMES:
            self._actions[f"view.{name}"].setChecked(self.settings.theme == name)


def _toggle(dock: QDockWidget) -> None:
    dock.setVisible(dock.isHidden())
