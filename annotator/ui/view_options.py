"""Theme, colours, type and which panes are shown: changed by actions, remembered on this machine."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDockWidget

from annotator.model.scheme import Scheme
from annotator.settings import PALETTES, SYSTEM_THEME, THEMES, Reading, Settings, load_settings, save_settings
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.label_palettes import with_palette
from annotator.ui.look.theme import Theme, theme_named

_STEP = 1
_THEME_CHOICES = (*THEMES, SYSTEM_THEME)


class ViewOptions(QObject):
    """Tells of each change; who paints decides what to do."""

    theme_changed = Signal()
    reading_changed = Signal(object)

    def __init__(self, settings: Settings, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        self._actions = actions
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system)
        self._check()

    def theme(self, scheme: Scheme) -> Theme:
        """Give the chosen theme with the labels of a scheme in the chosen palette."""
        return with_palette(theme_named(self.settings.theme), scheme, self.settings.palette)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        themes: dict[str, Handler] = {f"view.{name}": partial(self.set_theme, name) for name in _THEME_CHOICES}
        palettes: dict[str, Handler] = {f"palette.{name}": partial(self.set_palette, name) for name in PALETTES}
        return {
            **themes,
            **palettes,
            "view.larger": lambda: self._set_size(self.settings.text_size + _STEP),
            "view.smaller": lambda: self._set_size(self.settings.text_size - _STEP),
            "view.normal": lambda: self._set_size(Reading().text_size),
        }

    def bind_pane(self, id: str, dock: QDockWidget) -> Handler:
        """Let an action show and hide a pane."""
        action = self._actions[id]
        action.setChecked(True)
        dock.visibilityChanged.connect(partial(self._on_visibility, id, dock))
        return partial(_toggle, dock)

    def _on_visibility(self, id: str, dock: QDockWidget, _visible: bool) -> None:
        self._actions[id].setChecked(not dock.isHidden())

    def set_theme(self, name: str) -> None:
        """Show everything in another theme."""
        self.keep(lambda settings: settings.with_theme(name))
        self.theme_changed.emit()

    def set_palette(self, name: str) -> None:
        """Show the labels in other colours."""
        self.keep(lambda settings: settings.with_palette(name))
        self.theme_changed.emit()

    def set_reading(self, wanted: Reading) -> None:
        """Set articles otherwise."""
        self.keep(lambda settings: settings.with_reading(wanted))
        self.reading_changed.emit(self.settings.reading)

    def _set_size(self, points: int) -> None:
        self.set_reading(replace(self.settings.reading, text_size=points))

    def _on_system(self, _scheme: object) -> None:
        if self.settings.theme == SYSTEM_THEME:
            self.theme_changed.emit()

    def keep(self, change: Callable[[Settings], Settings]) -> None:
        """Change what is stored now, which another window may have changed meanwhile."""
        self.settings = change(self.settings)
        save_settings(change(load_settings()))
        self._check()

    def _check(self) -> None:
        for name in _THEME_CHOICES:
            self._actions[f"view.{name}"].setChecked(self.settings.theme == name)
        for name in PALETTES:
            self._actions[f"palette.{name}"].setChecked(self.settings.palette == name)


def _toggle(dock: QDockWidget) -> None:
    dock.setVisible(dock.isHidden())
