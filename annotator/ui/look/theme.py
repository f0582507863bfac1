"""The three themes: every colour of the program, and label colours made readable on them."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from annotator.settings import SYSTEM_THEME
from annotator.ui.look.contrast import contrast, mixed, readable

LINE_CONTRAST = 3.0
CHIP_CONTRAST = 4.5
FILL_STEP = 0.01
_STYLED = "in_the_programs_style"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme as #rrggbb; `fill` and `fill_long` are the opacities of a span's fill.

    `text` and `muted` reach 4.5:1 on `window`, `panel` and `paper`; `edge` 3:1 for what must be seen as a control.
    """

    name: str
    is_dark: bool
    window: str
    panel: str
    paper: str
    text: str
    muted: str
    border: str
    edge: str
    hover: str
    selected: str
    accent: str
    on_accent: str
    selection: str
    on_selection: str
    on_colour: str
    good: str
    warning: str
    bad: str
    fill: float
    fill_long: float
    line_px: float
    # The scheme's colours that a palette replaces, each with the colour shown instead.
    swaps: tuple[tuple[str, str], ...] = ()

    def label_colour(self, colour: str) -> str:
        """Adjust a scheme's colour: 3:1 as a line on paper and panels, 4.5:1 under a chip's text."""
        seen = readable(_swapped(self.swaps, colour), self.paper, self._line_contrast)
        seen = readable(seen, self.panel, self._line_contrast)
        return readable(seen, self.on_colour, self._chip_contrast)

    def fill_share(self, colour: str, *, long: bool) -> float:
        """Tell how opaque a span's fill may be: words are read on it, on two of them and on that of a chosen span."""
        return _fill_share(self, colour, self.fill_long if long else self.fill)

    @property
    def _line_contrast(self) -> float:
        return 7.0 if self.name == "contrast" else LINE_CONTRAST

    @property
    def _chip_contrast(self) -> float:
        return 7.0 if self.name == "contrast" else CHIP_CONTRAST


LIGHT = Theme(
    name="light",
    is_dark=False,
    window="#f3f2ef",
    panel="#faf9f7",
    paper="#fffefb",
    text="#1f2328",
    muted="#5f6670",
    border="#dedbd4",
    edge="#8a8880",
    hover="#efede7",
    selected="#dfe8f5",
    accent="#2459a9",
    on_accent="#ffffff",
    selection="#bfd7f7",
    on_selection="#12161c",
    on_colour="#ffffff",
    good="#1f7a3d",
    warning="#8a5a00",
    bad="#b3261e",
    fill=0.15,
    fill_long=0.07,
    line_px=2.0,
)
DARK = Theme(
    name="dark",
    is_dark=True,
    window="#16181c",
    panel="#1b1e23",
    paper="#1d2025",
    text="#dcdfe4",
    muted="#a4acb7",
    border="#30343b",
    edge="#767d88",
    hover="#262a31",
    selected="#2b3a52",
    accent="#7fb0f5",
    on_accent="#10151c",
    selection="#35527d",
    on_selection="#ffffff",
    on_colour="#121418",
    good="#6cc98a",
    warning="#e3b155",
    bad="#f28b82",
    fill=0.20,
    fill_long=0.10,
    line_px=2.0,
)
CONTRAST = Theme(
    name="contrast",
    is_dark=True,
    window="#000000",
    panel="#000000",
    paper="#000000",
    text="#ffffff",
    muted="#d8d8d8",
    border="#ffffff",
    edge="#ffffff",
    hover="#262626",
    selected="#003b8e",
    accent="#ffe14d",
    on_accent="#000000",
    selection="#ffe14d",
    on_selection="#000000",
    on_colour="#000000",
    good="#7dff9b",
    warning="#ffd23f",
    bad="#ff9d94",
    fill=0.30,
    fill_long=0.16,
    line_px=3.0,
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def theme_named(name: str) -> Theme:
    """Find a theme by the name that settings hold, or the one the desktop asks for; an unknown one is light."""
    return _theme_of_system() if name == SYSTEM_THEME else THEMES.get(name, LIGHT)


def _theme_of_system() -> Theme:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


@lru_cache(maxsize=1024)
def _fill_share(theme: Theme, colour: str, wanted: float) -> float:
    share = wanted
    while share > FILL_STEP and not _is_read_on(theme, colour, share):
        share -= FILL_STEP
    return share


def _is_read_on(theme: Theme, colour: str, share: float) -> bool:
    once, twice = (mixed(colour, theme.paper, part) for part in (share, 2 * share))
    return contrast(theme.muted, once) >= CHIP_CONTRAST and contrast(theme.text, twice) >= CHIP_CONTRAST


@lru_cache(maxsize=1024)
def _swapped(swaps: tuple[tuple[str, str], ...], colour: str) -> str:
    return dict(swaps).get(colour, colour)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the program the colours of a theme, the same on every platform; windows dress their parts themselves."""
    # Setting a style anew costs as much as starting. No style sheet here: every dialog would be walked through at each
    # widget that it takes in.
    if app.property(_STYLED) is None:
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_STYLED, True)
    app.setPalette(palette(theme))


def palette(theme: Theme) -> QPalette:
    """Give each of Qt's colour roles a colour of the theme."""
    made = QPalette()
    for role, colour in _roles(theme).items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return made


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.hover,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.panel,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.on_selection,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.hover,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.edge,
        role.Shadow: theme.border,
    }
