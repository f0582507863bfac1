"""Icons from the fonts that qtawesome brings, in the theme's colours."""

from functools import cache, lru_cache

import qtawesome
from PySide6.QtGui import QIcon
from qtawesome.iconic_font import IconicFont

_FONT = "mdi6"
_GLYPHS = {
    "file-plus": "mdi6.file-plus-outline",
    "folder-open": "mdi6.folder-open-outline",
    "import": "mdi6.tray-arrow-down",
    "export": "mdi6.tray-arrow-up",
    "print": "mdi6.printer-outline",
    "palette": "mdi6.tag-multiple-outline",
    "account": "mdi6.account-circle-outline",
    "close": "mdi6.close",
    "undo": "mdi6.undo",
    "redo": "mdi6.redo",
    "delete": "mdi6.trash-can-outline",
    "piece": "mdi6.puzzle-plus-outline",
    "note": "mdi6.note-edit-outline",
    "next": "mdi6.chevron-right",
    "previous": "mdi6.chevron-left",
    "link": "mdi6.link-variant",
    "done": "mdi6.check",
    "skip": "mdi6.skip-next-outline",
    "reopen": "mdi6.progress-pencil",
    "edit": "mdi6.pencil-outline",
    "light": "mdi6.white-balance-sunny",
    "dark": "mdi6.weather-night",
    "contrast": "mdi6.contrast-circle",
    "larger": "mdi6.format-font-size-increase",
    "smaller": "mdi6.format-font-size-decrease",
    "find": "mdi6.magnify",
    "command": "mdi6.apple-keyboard-command",
    "keyboard": "mdi6.keyboard-outline",
    "about": "mdi6.information-outline",
    "saved": "mdi6.check-circle",
    "warning": "mdi6.alert-circle",
    "read-only": "mdi6.lock-outline",
    "todo": "mdi6.circle-outline",
    "in_progress": "mdi6.circle-slice-4",
    "state-done": "mdi6.check-circle",
    "skipped": "mdi6.minus-circle-outline",
    "sample": "mdi6.flask-outline",
    "add": "mdi6.plus",
    "up": "mdi6.chevron-up",
    "down": "mdi6.chevron-down",
    "newspaper": "mdi6.newspaper-variant-outline",
    "arrow": "mdi6.arrow-right-thin",
    "flag": "mdi6.flag",
    "chart": "mdi6.chart-bar",
    "assign": "mdi6.account-arrow-right-outline",
}


@lru_cache(maxsize=256)
def icon(name: str, colour: str) -> QIcon:
    """Draw an icon of this program in a colour; the same one is drawn once."""
    return _font().icon(_GLYPHS[name], color=colour)


@cache
def _font() -> IconicFont:
    """Load the one font that the icons come from: loading all of qtawesome's takes a tenth of a second."""
    return IconicFont(*(font for font in qtawesome._BUNDLED_FONTS if font[0] == _FONT))
