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


@dataclass(frozen=True, slots=True)
class Mark:
    """One span as it is painted; `pieces` are UTF-16 positions of the display."""

    span: Span
    pieces: tuple[tuple[int, int], ...]
    colour: str
    style: LineStyle
    suggested: bool
    chip_px: float

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
        colour, style, chip_px = self._dresses.get((span.layer, span.label)) or self._dress(span.layer, span.label)
        return Mark(span, pieces, colour, style, suggested, chip_px)

    @cached_property
    def _dresses(self) -> dict[tuple[str, str], tuple[str, LineStyle, float]]:
        """Looks by layer and label: 1,000 spans have some 20 of them."""
        return {}

    def _dress(self, layer_name: str, label_name: str) -> tuple[str, LineStyle, float]:
        label = self.scheme.label(label_name)
        colour = self.theme.label_colour(label.colour if label else UNKNOWN_COLOUR)
        made = (colour, line_style(self.scheme, layer_name), self.measures.chip_width(label_name))
        self._dresses[layer_name, label_name] = made
        return made


def line_style(scheme: Scheme, layer_name: str) -> LineStyle:
    """Choose a layer's way of drawing lines by its place in the scheme."""
    names = [layer.name for layer in scheme.layers]
    place = names.index(layer_name) if layer_name in names else 0
    return LineStyle(place % len(LineStyle))
