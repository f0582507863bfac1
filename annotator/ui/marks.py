"""What the article view knows of a span: its place in the display and how it looks."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from annotator.model.annotation import Span
from annotator.model.ids import SpanId
from annotator.model.scheme import Scheme
from annotator.ui.display_text import ShownText
from annotator.ui.measures import Measures
from annotator.ui.theme import Theme

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


@dataclass(frozen=True, slots=True)
class MarkMaker:
    """Makes marks of the spans of one article under one scheme, theme and text size."""

    shown: ShownText
    scheme: Scheme
    theme: Theme
    measures: Measures

    def mark(self, span: Span, suggested: bool) -> Mark:
        """Place and dress a span."""
        pieces = tuple((self.shown.position(start), self.shown.position(end)) for start, end in span.fragments)
        colour, style = self._dress(span.label, span.layer)
        return Mark(span, pieces, colour, style, suggested, self.measures.chip_width(span.label))

    def _dress(self, label_name: str, layer_name: str) -> tuple[str, LineStyle]:
        label = self.scheme.label(label_name)
        colour = self.theme.label_colour(label.colour if label else UNKNOWN_COLOUR)
        return colour, line_style(self.scheme, layer_name)


@lru_cache(maxsize=64)
def line_style(scheme: Scheme, layer_name: str) -> LineStyle:
    """Choose a layer's way of drawing lines by its place in the scheme."""
    names = [layer.name for layer in scheme.layers]
    place = names.index(layer_name) if layer_name in names else 0
    return LineStyle(place % len(LineStyle))
