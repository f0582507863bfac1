"""How articles are read: line spacing, column, letters, label colours and reading mode, by actions and in a dialog."""

from collections.abc import Mapping
from dataclasses import replace

from annotator.ui.dialogs.reading_comfort import ReadingComfort
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts
from annotator.ui.reading_mode import ReadingMode

LEADING_STEP = 20
COLUMN_STEP = 15


class Comfort:
    """Changes what is remembered; the article follows at once."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts, self._options = parts, parts.options
        actions = parts.actions.by_id
        self._letters = {"view.sans": actions["view.sans"], "view.wide_letters": actions["view.wide_letters"]}
        self.mode = ReadingMode(parts.window, parts.view, actions["view.reading"])
        self._options.reading_changed.connect(self._check)
        parts.session.scheme_changed.connect(self._on_scheme)
        self._check()

    def handlers(self) -> Mapping[str, Handler]:
        """Say which action does what."""
        return {
            "view.comfort": self._open,
            "view.reading": self.mode.toggle,
            "view.more_leading": lambda: self._change(leading=LEADING_STEP),
            "view.less_leading": lambda: self._change(leading=-LEADING_STEP),
            "view.wider": lambda: self._change(column=COLUMN_STEP),
            "view.narrower": lambda: self._change(column=-COLUMN_STEP),
            "view.sans": self._change_font,
            "view.wide_letters": self._change_letters,
        }

    def set_theme(self, theme: Theme) -> None:
        """Nothing of its own is painted."""

    def close(self) -> None:
        """Nothing runs."""

    def _open(self) -> None:
        ReadingComfort(self._options, self._parts.window).open()

    def _change(self, *, leading: int = 0, column: int = 0) -> None:
        now = self._options.settings.reading
        self._options.set_reading(
            replace(now, line_spacing=now.line_spacing + leading, column=now.column + column),
        )
        now = self._options.settings.reading
        self._parts.session.told.emit(f"Lines {now.line_spacing} %, column {now.column} characters")

    def _change_font(self) -> None:
        now = self._options.settings.reading
        self._options.set_reading(replace(now, font="serif" if now.font == "sans" else "sans"))

    def _change_letters(self) -> None:
        now = self._options.settings.reading
        self._options.set_reading(replace(now, wide=not now.wide))

    def _check(self, _reading: object = None) -> None:
        now = self._options.settings.reading
        self._letters["view.sans"].setChecked(now.font == "sans")
        self._letters["view.wide_letters"].setChecked(now.wide)

    def _on_scheme(self, _scheme: object) -> None:
        """A palette stands in for the scheme's colours, so other colours need other stand-ins."""
        if self._options.settings.palette != "scheme":
            self._options.theme_changed.emit()
