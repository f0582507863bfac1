"""The article's fonts and distances, all in proportion to the text size and as the annotator likes to read."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from annotator.settings import NORMAL_READING, Reading
from annotator.ui.article.lanes import LineLanes

SERIFS = (
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Georgia",
    "Noto Serif",
    "Liberation Serif",
    "DejaVu Serif Condensed",
    "DejaVu Serif",
)
SANS = ("Inter", "Source Sans 3", "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans Condensed", "DejaVu Sans")
FAMILIES = {"serif": (SERIFS, QFont.StyleHint.Serif), "sans": (SANS, QFont.StyleHint.SansSerif)}
# How wide a column is, is measured on words as they come in news.
PROSE = "The minister told reporters on Monday that the agency had found no evidence of the claim, which she called "
COLUMN_SLACK = 1.2
# In em: what WCAG 2.2 (1.4.12) asks for letters, and three times that between words, as dyslexia guides advise.
WIDE_LETTERS_EM = 0.12
WIDE_WORDS_EM = 0.36
NOTE_GUTTER_PX = 92
NARROW_GUTTER_PX = 26
RIGHT_MARGIN_PX = 40
# Where the window is narrower than this, notes beside the text would cost too much of it.
NOTES_FROM_PX = 620


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text stands in the view, in pixels."""

    left: float
    width: float
    notes: bool

    @property
    def right(self) -> float:
        """The column's right edge."""
        return self.left + self.width


class Measures:
    """Fonts and distances for one way of reading; distances are pixels."""

    def __init__(self, reading: Reading = NORMAL_READING) -> None:
        points = reading.text_size
        self.reading = reading
        self.points = points
        self.body = _body(reading)
        self.chip = _font(SANS, points * 0.55, QFont.StyleHint.SansSerif)
        self.chip.setWeight(QFont.Weight.DemiBold)
        self.note = _font(SANS, points * 0.62, QFont.StyleHint.SansSerif)
        self.chip_metrics = QFontMetricsF(self.chip)
        self.note_metrics = QFontMetricsF(self.note)
        body = QFontMetricsF(self.body)
        self.line_px = body.height()
        self.column_px = round(body.horizontalAdvance(PROSE) / len(PROSE) * reading.column * COLUMN_SLACK)
        # More than the room for one lane, which every line has already.
        self.leading = reading.line_spacing / 100 - 1
        self.chip_px = round(self.chip_metrics.ascent() + self.chip_metrics.descent() * 0.6 + 1)
        self.chip_lane_px = self.chip_px + 2.0
        self.plain_lane_px = 6.0
        self.above_lanes_px = 1.0
        self.below_lanes_px = 2.0
        self.paragraph_gap_px = round(self.line_px * 0.4)
        self.blank_px = round(self.line_px * 0.22)
        self.margin_px = round(self.line_px * 1.4)
        self.base_room_px = max(self.above_lanes_px + self.chip_lane_px + self.below_lanes_px, self.line_px * 0.5)
        self.quiet_room_px = round(self.line_px * 0.2)

    def column(self, view_px: float, *, mirrored: bool = False) -> Column:
        """Centre a column of at most the wanted width in a view; notes stand left of it, or right when mirrored."""
        notes = view_px >= NOTES_FROM_PX
        side = NOTE_GUTTER_PX if notes else NARROW_GUTTER_PX
        right = RIGHT_MARGIN_PX if notes else NARROW_GUTTER_PX
        width = max(120.0, min(self.column_px, view_px - side - right))
        left = max(right if mirrored else side, (view_px - width) / 2)
        if mirrored:
            left = min(left, view_px - width - side)
        return Column(round(left), width, notes)

    def lane_tops(self, lanes: LineLanes) -> tuple[float, ...]:
        """List how far below the words each lane begins."""
        tops, top = [], self.above_lanes_px
        for with_chip in lanes.chip_lanes:
            tops.append(top)
            top += self.chip_lane_px if with_chip else self.plain_lane_px
        return tuple(tops)

    def room(self, lanes: LineLanes) -> float:
        """Tell how much room the lanes of a line need below its words."""
        if not lanes.chip_lanes:
            return 0.0
        needed = sum(self.chip_lane_px if with_chip else self.plain_lane_px for with_chip in lanes.chip_lanes)
        return self.above_lanes_px + needed + self.below_lanes_px

    def chip_width(self, words: str) -> float:
        """Tell how wide a chip with these words is."""
        return round(self.chip_metrics.horizontalAdvance(words)) + 7.0


def _body(reading: Reading) -> QFont:
    families, hint = FAMILIES[reading.font]
    font = _font(families, reading.text_size, hint)
    if reading.wide:
        em = QFontMetricsF(font).horizontalAdvance("\u2003")
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, em * WIDE_LETTERS_EM)
        font.setWordSpacing(em * WIDE_WORDS_EM)
    return font


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


def _font(wanted: tuple[str, ...], points: float, hint: QFont.StyleHint) -> QFont:
    """Take the first installed family: asking Qt for absent ones costs a search each."""
    family = next((family for family in wanted if family in _installed()), "")
    font = QFont(family) if family else QFont()
    font.setStyleHint(hint)
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
