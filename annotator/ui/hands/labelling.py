"""What keys and clicks do to spans: label, relabel, remove, add a piece, walk."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.model.annotation import Fragment, Span
from annotator.model.ids import SpanId
from annotator.model.operation import Operation, RecordKind
from annotator.services.commands import AddSpan, MoveSpan, RelabelSpan, RemoveSpans
from annotator.ui.article.view import ArticleView
from annotator.ui.session import Session

Handler = Callable[[], None]
NO_SELECTION = "Nothing is selected: select words in the article, or a span, first."
NO_SPAN = "No span is selected: click one, or walk to it with [ and ], first."


class Labelling(QObject):
    """Turns the selection in the article into commands; `labelled` carries each span that it made."""

    labelled = Signal(object)

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "span.delete": self.delete,
            "span.add_fragment": self.add_fragment,
            "span.bounds_to_selection": self.move_to_selection,
            "span.next": lambda: self._walk(1),
            "span.previous": lambda: self._walk(-1),
            "span.cycle": self.cycle,
        }

    def label(self, name: str) -> None:
        """Label the selection, or relabel the selected span when there is none."""
        document, chosen = self._session.document, self._view.selected_range()
        span = self._session.selected_span
        if document is None:
            return
        if chosen is not None:
            self._select_new(self._session.execute(AddSpan(document.id, name, (chosen,))))
        elif span is not None:
            self._session.execute(RelabelSpan(span.id, name))
        elif self._session.proposal is not None:
            self._session.proposal.accept_as(name)
        else:
            self._session.failed.emit(NO_SELECTION)

    def delete(self) -> None:
        """Remove the selected span; the caret stays where it was."""
        span = self._session.selected_span
        if span is not None:
            self._session.execute(RemoveSpans((span.id,)))
        elif self._session.proposal is not None:
            self._session.proposal.reject()
        else:
            self._session.failed.emit(NO_SPAN)

    def add_fragment(self) -> None:
        """Add the selection to the selected span as one more piece."""
        self._move_with_selection(lambda span, chosen: (*span.fragments, chosen))

    def move_to_selection(self) -> None:
        """Put the selected span on the selection."""
        self._move_with_selection(lambda _span, chosen: (chosen,))

    def cycle(self) -> None:
        """Select the next of the spans that cover the caret or the selected span's start, innermost first."""
        selected = self._session.selected_span
        caret = self._view.caret()
        place = selected.start if selected and not selected.covers(caret) else caret
        here = [span for span in self._session.spans if span.covers(place)]
        here.sort(key=lambda span: (span.end - span.start, span.sort_key))
        if not here:
            self._walk(1)
            return
        ids = [span.id for span in here]
        after = (ids.index(selected.id) + 1) % len(ids) if selected and selected.id in ids else 0
        self._session.select_span(ids[after])

    def _move_with_selection(self, fragments: Callable[[Span, Fragment], tuple[Fragment, ...]]) -> None:
        span, chosen = self._session.selected_span, self._view.selected_range()
        if span is None or chosen is None:
            self._session.failed.emit("Select a span, then more words of the article, then press the key again.")
            return
        operation = self._session.execute(MoveSpan(span.id, fragments(span, chosen)))
        if operation is not None:
            self._view.clear_selection()

    def _walk(self, step: int) -> None:
        spans = self._session.spans
        if not spans:
            self._session.told.emit("This article has no spans yet.")
            return
        selected = self._session.selected_span
        if selected is not None:
            place = (spans.index(selected) + step) % len(spans)
        else:
            place = _nearest(spans, self._view.caret(), step)
        self._session.select_span(spans[place].id)

    def _select_new(self, operation: Operation | None) -> None:
        if operation is None:
            return
        self._view.clear_selection()
        self._session.select_span(SpanId(operation.changed(RecordKind.SPAN)[0].id))
        self.labelled.emit(self._session.selected_span)


def _nearest(spans: tuple[Span, ...], caret: int, step: int) -> int:
    after = [place for place, span in enumerate(spans) if span.start >= caret]
    before = [place for place, span in enumerate(spans) if span.start < caret]
    if step > 0:
        return after[0] if after else 0
    return before[-1] if before else len(spans) - 1
