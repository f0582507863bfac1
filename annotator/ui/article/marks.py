"""What the article view knows of a span: its place in the display and how it looks."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from annotator.model.annotation import Span
from annotator.model.ids import SpanId
from annotator.model.scheme import Scheme
from annotator.ui.article.display_text import ShownText
from annotator.ui.article.measures import Measures
from annotator.ui.look.theme import Theme

UNKNOWN_COLOUR = "#777777"


class LineStyle(Enum):
    """How a layer's lines are drawn: the second cue beside the colour where no chip stands."""

    PLAIN = 0
    THICK = 1
    DOUBLE = 2
    DOTTED = 3


@dataclass(slots=True)
class Dress:
    """How the spans of one label look. One for all of them: another theme changes some twenty, not a thousand."""

    colour: str
    style: LineStyle
    chip_px: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One span as it is painted; `pieces` are UTF-16 positions of the display."""

    span: Span
    pieces: tuple[tuple[int, int], ...]
    dress: Dress
    suggested: bool

    @property
    def colour(self) -> str:
        """The colour of its line, chip and fill."""
        return self.dress.colour

    @property
    def style(self) -> LineStyle:
        """How its line is drawn."""
        return self.dress.style

    @property
    def chip_px(self) -> float:
        """How wide its chip is."""
        return self.dress.chip_px

    @property
    def id(self) -> SpanId:
        """The span's id."""
        return self.span.id

    @property
    def start(self) -> int:
        """The first position."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """The position after the last."""
        return self.pieces[-1][1]


@dataclass(frozen=True)
class MarkMaker:
    """Makes marks of the spans of one article under one scheme, theme and text size."""

    shown: ShownText
    scheme: Scheme
    theme: Theme
    measures: Measures

    def mark(self, span: Span, suggested: bool) -> Mark:
        """Place and dress a span."""
        pieces = tuple((self.shown.position(start), self.shown.position(end)) for start, end in span.fragments)
        label = (span.layer, span.label)
        known = self.dresses.get(label)
        if known is None:
            known = self.dresses[label] = self._dress(*label)
        return Mark(span, pieces, known, suggested)

    def recolour(self, worn: dict[tuple[str, str], Dress]) -> None:
        """Take the dresses over that marks already wear, in the colours of this theme."""
        for label, dress in worn.items():
            dress.colour = self._dress(*label).colour
        self.dresses.update(worn)

    @cached_property
    def dresses(self) -> dict[tuple[str, str], Dress]:
        """Looks by layer and label: 1,000 spans have some 20 of them."""
        return {}

    def _dress(self, layer_name: str, label_name: str) -> Dress:
        label = self.scheme.label(label_name)
        colour = self.theme.label_colour(label.colour if label else UNKNOWN_COLOUR)
        return Dress(colour, line_style(self.scheme, layer_name), self.measures.chip_width(label_name))


def line_style(scheme: Scheme, layer_name: str) -> LineStyle:
    """Choose a layer's way of drawing lines by its place in the scheme."""
    names = [layer.name for layer in scheme.layers]
    place = names.index(layer_name) if layer_name in names else 0
    return LineStyle(place % len(LineStyle))
