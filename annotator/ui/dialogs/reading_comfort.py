"""Reading comfort: every way to set articles and colours in one place, shown in the article at once."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QPushButton, QSlider, QWidget

from annotator.settings import COLUMNS, LINE_SPACINGS, TEXT_SIZES, Reading
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.reading_sample import ReadingSample
from annotator.ui.look.plain import plain_label
from annotator.ui.view_options import ViewOptions

_VALUE_PX = 130
INTRODUCTION = "The article changes while you choose. Everything is remembered on this machine."
FONT_WORDS = (("serif", "With serifs"), ("sans", "Without serifs"))
THEME_WORDS = (("system", "As the system has it"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))
PALETTE_WORDS = (("scheme", "Those of the scheme"), ("soft", "Soft"), ("safe", "Told apart by every eye"))


class ReadingComfort(FormDialog):
    """Hands each choice on to the view options and shows what they hold."""

    def __init__(self, options: ViewOptions, parent: QWidget) -> None:
        super().__init__("Reading comfort", INTRODUCTION, parent)
        self.setObjectName("reading_comfort")
        self._options = options
        self.size_slider = _slider("Text size", TEXT_SIZES)
        self.leading = _slider("Line spacing", LINE_SPACINGS)
        self.column = _slider("Column width", COLUMNS)
        self.font_choice = _choice("Letters", FONT_WORDS)
        self.wide = QCheckBox("Wide letter and word spacing")
        self.theme = _choice("Theme", THEME_WORDS)
        self.palette_choice = _choice("Label colours", PALETTE_WORDS)
        self.sample = ReadingSample()
        self._values = {slider: plain_label(role="muted") for slider in (self.size_slider, self.leading, self.column)}
        self._lay_out()
        self._show()
        self._connect()
        self.add_close()
        self.again = QPushButton("As at first")
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self._reset)
        self.buttons.addButton(self.again, self.buttons.ButtonRole.ResetRole)
        self.resize(560, 460)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for words, slider in (
            ("Text &size:", self.size_slider),
            ("&Line spacing:", self.leading),
            ("Column &width:", self.column),
        ):
            row = QHBoxLayout()
            row.addWidget(slider, 1)
            row.addWidget(self._values[slider])
            self._values[slider].setMinimumWidth(_VALUE_PX)
            name = plain_label(words)
            name.setBuddy(slider)
            form.addRow(name, row)
        form.addRow("L&etters:", self.font_choice)
        form.addRow("", self.wide)
        form.addRow("&Theme:", self.theme)
        form.addRow("Label &colours:", self.palette_choice)
        self.body.addLayout(form)
        self.body.addWidget(self.sample, 1)

    def _connect(self) -> None:
        """Listen to what the annotator does only: what is shown follows from the options."""
        for slider in self._values:
            slider.actionTriggered.connect(self._take)
        self.font_choice.activated.connect(self._take)
        self.wide.clicked.connect(self._take)
        for box, take in ((self.theme, self._options.set_theme), (self.palette_choice, self._options.set_palette)):
            box.activated.connect(partial(_hand_on, box, take))
        self._options.theme_changed.connect(self._show)
        self._options.reading_changed.connect(self._show)

    def _take(self, _value: object = None) -> None:
        self._options.set_reading(
            Reading(
                TEXT_SIZES[self.size_slider.sliderPosition()],
                LINE_SPACINGS[self.leading.sliderPosition()],
                COLUMNS[self.column.sliderPosition()],
                str(self.font_choice.currentData()),
                self.wide.isChecked(),
            )
        )

    def _reset(self) -> None:
        self._options.set_reading(Reading())

    def _show(self, _reading: object = None) -> None:
        """Show what is chosen, which keys may have changed while the dialog is open."""
        settings = self._options.settings
        now = settings.reading
        for slider, values, value, words in (
            (self.size_slider, TEXT_SIZES, now.text_size, f"{now.text_size} points"),
            (self.leading, LINE_SPACINGS, now.line_spacing, f"{now.line_spacing} %"),
            (self.column, COLUMNS, now.column, f"about {now.column} characters"),
        ):
            slider.setValue(_nearest(values, value))
            slider.setAccessibleDescription(words)
            self._values[slider].setText(words)
        chosen = ((self.font_choice, now.font), (self.theme, settings.theme), (self.palette_choice, settings.palette))
        for box, name in chosen:
            box.setCurrentIndex(max(0, box.findData(name)))
        self.wide.setChecked(now.wide)
        self.sample.set_reading(now)


def _hand_on(box: QComboBox, take: Callable[[str], None], _row: int) -> None:
    take(str(box.currentData()))


def _nearest(values: Sequence[int], value: int) -> int:
    return min(range(len(values)), key=lambda place: abs(values[place] - value))


def _slider(name: str, values: Sequence[int]) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setAccessibleName(name)
    slider.setRange(0, len(values) - 1)
    slider.setPageStep(2)
    slider.setTickPosition(QSlider.TickPosition.TicksBelow)
    return slider


def _choice(name: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, words in choices:
        box.addItem(words, value)
    return box
