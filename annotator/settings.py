"""The preferences of this machine: a frozen value and its small sparse file."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self

import platformdirs

THEMES = ("light", "dark", "contrast")
# Not a theme of its own: the one that the desktop asks for.
SYSTEM_THEME = "system"
PALETTES = ("scheme", "soft", "safe")
FONTS = ("serif", "sans")
LINE_SPACINGS = tuple(range(100, 201, 20))
COLUMNS = tuple(range(45, 121, 15))
TEXT_SIZES = tuple(range(10, 33))
RECENT_PROJECTS = 8
RECENT_COMMANDS = 8
_FOLDER_VARIABLE = "ANNOTATOR_SETTINGS"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an article is set: size in points, line spacing in percent, column in characters.

    `wide` puts more room between letters and words, which helps readers with dyslexia.
    """

    text_size: int = 13
    line_spacing: int = LINE_SPACINGS[0]
    column: int = 75
    font: str = FONTS[0]
    wide: bool = False


NORMAL_READING = Reading()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program remembers between runs; `text_size` is in points, recent things newest first.

    `keys` holds the actions whose keys were chosen, each with all of its keys.
    """

    theme: str = SYSTEM_THEME
    text_size: int = NORMAL_READING.text_size
    line_spacing: int = NORMAL_READING.line_spacing
    column: int = NORMAL_READING.column
    font: str = NORMAL_READING.font
    wide: bool = NORMAL_READING.wide
    palette: str = PALETTES[0]
    recent: tuple[str, ...] = ()
    suggest: bool = True
    recent_commands: tuple[str, ...] = ()
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def with_theme(self, theme: str) -> Self:
        """Return these settings with another theme."""
        return replace(self, theme=theme if theme in (*THEMES, SYSTEM_THEME) else self.theme)

    def with_palette(self, palette: str) -> Self:
        """Return these settings with another label palette."""
        return replace(self, palette=palette if palette in PALETTES else self.palette)

    @property
    def reading(self) -> Reading:
        """How articles are set."""
        return Reading(self.text_size, self.line_spacing, self.column, self.font, self.wide)

    def with_reading(self, wanted: Reading) -> Self:
        """Return these settings with articles set otherwise, each measure kept within what can be read."""
        return replace(
            self.with_text_size(wanted.text_size),
            line_spacing=min(max(wanted.line_spacing, LINE_SPACINGS[0]), LINE_SPACINGS[-1]),
            column=min(max(wanted.column, COLUMNS[0]), COLUMNS[-1]),
            font=wanted.font if wanted.font in FONTS else self.font,
            wide=wanted.wide,
        )

    def with_text_size(self, points: int) -> Self:
        """Return these settings with another text size, kept within what can be read."""
        return replace(self, text_size=min(max(points, TEXT_SIZES[0]), TEXT_SIZES[-1]))

    def with_recent(self, project: Path) -> Self:
        """Return these settings with `project` first in the list of recent ones."""
        path = str(project.resolve())
        others = tuple(known for known in self.recent if known != path)
        return replace(self, recent=(path, *others)[:RECENT_PROJECTS])

    def with_command(self, id: str) -> Self:
        """Return these settings with an action first in the list of those run from the palette."""
        others = tuple(known for known in self.recent_commands if known != id)
        return replace(self, recent_commands=(id, *others)[:RECENT_COMMANDS])

    def with_keys(self, chosen: Mapping[str, tuple[str, ...]]) -> Self:
        """Return these settings with other chosen keys."""
        return replace(self, keys=tuple(sorted(chosen.items())))


def settings_folder() -> Path:
    """Tell where the settings lie; the variable ANNOTATOR_SETTINGS names another folder."""
    chosen = os.environ.get(_FOLDER_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("annotator", appauthor=False))


def data_folder() -> Path:
    """Tell where the sample project lies when it is made, and what is counted on this machine."""
    chosen = os.environ.get(_FOLDER_VARIABLE)
    return Path(chosen) / "data" if chosen else Path(platformdirs.user_data_dir("annotator", appauthor=False))


def load_settings() -> Settings:
    """Read the settings; a missing or damaged file means the defaults, because no work hangs on it."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _from_json(stored) if isinstance(stored, dict) else Settings()


def save_settings(settings: Settings) -> None:
    """Write what differs from the defaults; a folder that cannot be written costs the memory only."""
    stored = {
        field.name: getattr(settings, field.name)
        for field in fields(Settings)
        if getattr(settings, field.name) != field.default
    }
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(stored, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return


def _file() -> Path:
    return settings_folder() / "settings.json"


def _from_json(stored: Mapping[str, object]) -> Settings:
    settings = Settings()
    theme, palette, recent = stored.get("theme"), stored.get("palette"), stored.get("recent")
    if isinstance(theme, str):
        settings = settings.with_theme(theme)
    if isinstance(palette, str):
        settings = settings.with_palette(palette)
    settings = settings.with_reading(_reading(stored))
    return replace(
        settings,
        recent=_words(recent)[:RECENT_PROJECTS],
        recent_commands=_words(stored.get("recent_commands"))[:RECENT_COMMANDS],
        keys=_chosen_keys(stored.get("keys")),
        suggest=stored.get("suggest") is not False,
    )


def _reading(stored: Mapping[str, object]) -> Reading:
    """Read how articles are set; a value of another kind counts as not chosen."""
    size, spacing, column = (stored.get(name) for name in ("text_size", "line_spacing", "column"))
    font, usual = stored.get("font"), NORMAL_READING
    return Reading(
        size if isinstance(size, int) else usual.text_size,
        spacing if isinstance(spacing, int) else usual.line_spacing,
        column if isinstance(column, int) else usual.column,
        font if isinstance(font, str) else usual.font,
        stored.get("wide") is True,
    )


def _words(stored: object) -> tuple[str, ...]:
    return tuple(one for one in stored if isinstance(one, str)) if isinstance(stored, list) else ()


def _chosen_keys(stored: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read [[action, [key, ...]], ...]; what is damaged counts as not chosen."""
    pairs = [one for one in stored if isinstance(one, list) and len(one) == 2] if isinstance(stored, list) else []
    return tuple((id, _words(keys)) for id, keys in pairs if isinstance(id, str) and isinstance(keys, list))
