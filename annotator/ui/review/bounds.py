"""The bounds that the reviewer sets herself: a choice's to begin with, moved by keys or selected in the text."""

from dataclasses import replace

from annotator.model.annotation import Fragment, Span
from annotator.ui.article.selection import Edge, Unit
from annotator.ui.hands.edges import resized_fragments
from annotator.ui.review.text import ReviewText


class Bounds:
    """Shows edited bounds as the selection of the text; pieces are kept until other words are selected."""

    def __init__(self, text: ReviewText) -> None:
        self._text = text
        self._span: Span | None = None

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The bounds as they stand; nothing when nothing is selected."""
        chosen = self._text.selected_range()
        if chosen is None:
            return ()
        span = self._span
        return span.fragments if span is not None and (span.start, span.end) == chosen else (chosen,)

    def begin(self, span: Span) -> None:
        """Begin with the bounds of a span."""
        self._span = span
        self._text.select_range(span.start, span.end)

    def move(self, edge: Edge, unit: Unit, *, forward: bool) -> None:
        """Move one end by one step."""
        pieces, span = self.fragments, self._span
        if not pieces or span is None:
            return
        words = self._text.text[pieces[0][0] : pieces[-1][1]]
        here = replace(span, fragments=pieces, text=words)
        moved = resized_fragments(self._text.steps, here, edge, unit, forward=forward)
        self.begin(here.moved(moved, self._text.text))

    def end(self) -> None:
        """Forget them."""
        self._span = None
        if self._text.selected_range() is not None:
            self._text.clear_selection()
