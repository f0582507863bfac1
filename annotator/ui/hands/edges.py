"""Keys that move an edge of the selection, or of the selected span when nothing is selected."""

from functools import partial

from PySide6.QtCore import QObject

from annotator.model.annotation import Fragment, Span
from annotator.services.commands import MoveSpan
from annotator.text.words import Bounds
from annotator.ui.article.selection import Edge, Steps, Unit
from annotator.ui.article.view import ArticleView
from annotator.ui.hands.labelling import NO_SPAN, Handler
from annotator.ui.session import Session

_UNITS = {"": Unit.CHARACTER, "word_": Unit.WORD}


def resized_fragments(steps: Steps, span: Span, edge: Edge, unit: Unit, *, forward: bool) -> tuple[Fragment, ...]:
    """Move the outer edge of a span's first or last piece by one step; blanks at the edge count with it."""
    place = 0 if edge is Edge.START else -1
    pieces = list(span.fragments)
    pieces[place] = _over_blanks(steps, pieces[place], edge, unit, forward=forward)
    return tuple(pieces)


def _over_blanks(steps: Steps, piece: Bounds, edge: Edge, unit: Unit, *, forward: bool) -> Bounds:
    """Step until something other than blanks is won or lost, because a span never ends with one."""
    while True:
        moved = steps.resized(piece, edge, unit, forward=forward)
        stretch = slice(*sorted((moved[0], piece[0]) if edge is Edge.START else (moved[1], piece[1])))
        before, piece = piece, moved
        if moved == before or not steps.text[stretch].isspace():
            return moved


class Edges(QObject):
    """Moves edges by characters and by words."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            f"span.{edge.value}_{words}{side}": partial(self._move, edge, unit, forward=side == "right")
            for edge in Edge
            for words, unit in _UNITS.items()
            for side in ("left", "right")
        }

    def _move(self, edge: Edge, unit: Unit, *, forward: bool) -> None:
        span, document = self._session.selected_span, self._session.document
        if self._view.selected_range() is not None:
            self._view.resize_selection(edge, unit, forward=forward)
        elif span is not None and document is not None:
            moved = resized_fragments(self._view.steps, span, edge, unit, forward=forward)
            self._session.execute(MoveSpan(span.id, moved))
        elif self._session.proposal is not None:
            proposed = self._session.proposal
            proposed.move(resized_fragments(self._view.steps, proposed.span, edge, unit, forward=forward))
        else:
            self._session.failed.emit(NO_SPAN)
