"""The suggestions of the open article as the annotator meets them: which are shown, and which one is in hand."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from annotator.model.annotation import Fragment, Span
from annotator.model.document import Document
from annotator.model.ids import SpanId
from annotator.model.operation import Operation, RecordKind
from annotator.model.suggestion import Suggestion, SuggestionId
from annotator.services.commands import Command
from annotator.services.suggestions.commands import AcceptChanged, AcceptSuggestions, RejectSuggestions
from annotator.services.suggestions.still_open import Asked, read_asked, still_open
from annotator.text.words import Bounds
from annotator.ui.article.view import ArticleView
from annotator.ui.session import Session

# Of a longer article only the suggestions of a stretch are read and painted: thousands would take a second.
LONG, REACH = 24_000, 16_000
# So many new ones are painted at a time: a window that paints hundreds does not answer.
AT_ONCE = 120
NONE_LEFT = "No suggestion is left in this article."
NONE_CHOSEN = "No suggestion is chosen: walk to one with Tab first."


class SuggestionDesk(QObject):
    """Walks suggestions, accepts and rejects them; `changed` tells that the list or the one in hand is another."""

    changed = Signal()

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._open: dict[SuggestionId, Suggestion] = {}
        self._spans: dict[SuggestionId, Span] = {}
        self._moved: dict[SuggestionId, tuple[Fragment, ...]] = {}
        self._fleeting: dict[SuggestionId, Suggestion] = {}
        self._current: SuggestionId | None = None
        self._reach: Bounds | None = None
        self._asked: Asked | None = None
        self.min_score = 0.0
        self.go_on: Callable[[], bool] = self.next
        self.is_shown = True
        self._painted: frozenset[SuggestionId] = frozenset()
        self._painting = QTimer(self)
        self._painting.setSingleShot(True)
        self._painting.setInterval(0)
        self._painting.timeout.connect(self._paint)
        session.document_opened.connect(self._on_opened)
        session.changed.connect(self._on_changed)
        session.span_selected.connect(self._on_span_selected)
        view.span_activated.connect(self._on_activated)

    @property
    def shown(self) -> tuple[Suggestion, ...]:
        """The suggestions that are shown, in the order of the text."""
        return tuple(self._open.values()) if self.is_shown else ()

    @property
    def is_partial(self) -> bool:
        """Whether only the suggestions around what is visible are shown, because the article is long."""
        return self._reach is not None

    def look_at(self, offset: int) -> None:
        """Show the suggestions around a place of a long article."""
        document = self._session.document
        if document is None or len(document.text) <= LONG:
            return
        if self._reach is None or not self._reach[0] <= offset - REACH // 4 <= offset + REACH // 4 <= self._reach[1]:
            self._reach = self._around(offset, document)
            self.refresh()

    @staticmethod
    def _around(offset: int, document: Document) -> Bounds:
        start = min(max(0, offset - REACH // 2), len(document.text) - REACH)
        return start, start + REACH

    @property
    def current(self) -> Suggestion | None:
        """The suggestion in hand."""
        return self._open.get(self._current) if self._current is not None and self.is_shown else None

    @property
    def span(self) -> Span:
        """The suggestion in hand as a span, on the bounds that it was moved to."""
        assert self._current is not None
        return self._spans[self._current]

    def set_min_score(self, score: float) -> None:
        """Show only suggestions that are at least so sure."""
        self.min_score = score
        self.refresh()

    def show_all(self, shown: bool) -> None:
        """Show suggestions or hide them."""
        self.is_shown = shown
        self._show()

    def refresh(self) -> None:
        """Read again what is stored, and show what is open."""
        document, annotator = self._session.document, self._session.annotator.id
        project, within = self._session.project, self._reach
        self._asked = (
            self._session.read(lambda: read_asked(project, document, annotator, within=within)) if document else None
        )
        self._choose_open()

    def _choose_open(self) -> None:
        found: tuple[Suggestion, ...] = ()
        if self._asked is not None:
            found = still_open(self._asked, self._session.spans, tuple(self._fleeting.values()))
        before = self._open.get(self._current) if self._current is not None else None
        self._open = {one.id: one for one in found if one.score >= self.min_score}
        if before is not None and before.id not in self._open:
            # Another source may say the same now: what is in hand stays in hand.
            self._current = next((one.id for one in self._open.values() if one.place == before.place), self._current)
        spans = {}
        for one in self._open.values():
            known = self._spans.get(one.id)
            # The very same value tells the view that nothing is to be painted.
            spans[one.id] = known if known is not None and known.score == one.score else self._span_of(one)
        self._spans = spans
        self._show()

    def next(self) -> bool:
        """Go to the next suggestion, from the last to the first; tell whether there is one."""
        return self._walk(1)

    def previous(self) -> bool:
        """Go to the one before."""
        return self._walk(-1)

    def choose(self, id: SuggestionId) -> None:
        """Take a suggestion in hand and bring it into view."""
        if id in self._open:
            self._painted |= {id}
            self._paint()
            self._view.set_caret(self._spans[id].start)
        # Only now, because a caret that comes to stand in an own span selects that one.
        self._session.select_span(None)
        self._current = id if id in self._open else None
        self._session.proposal = self if self._current is not None else None
        self._view.set_selected_span(SpanId(id) if self._current is not None else None)
        self.changed.emit()

    def accept(self) -> None:
        """Accept the suggestion in hand as it was moved, and go to the next."""
        one = self.current
        if one is None:
            self._session.told.emit(NONE_CHOSEN)
        elif one.id in self._moved:
            self._decide(AcceptChanged(one, one.label, self._moved[one.id]))
        else:
            self._decide(AcceptSuggestions(*self.split((one,))))

    def accept_as(self, label: str) -> None:
        """Accept the suggestion in hand with a label."""
        one = self.current
        if one is None:
            return
        if label == one.label:
            self.accept()
        else:
            self._decide(AcceptChanged(one, label, self.span.fragments))

    def reject(self) -> None:
        """Never ask about the suggestion in hand again in this article, and go to the next."""
        one = self.current
        if one is None:
            self._session.told.emit(NONE_CHOSEN)
        else:
            self._decide(RejectSuggestions(*self.split((one,))))

    def move(self, fragments: tuple[Fragment, ...]) -> None:
        """Put the suggestion in hand on other bounds; nothing is stored before it is accepted."""
        one = self.current
        if one is not None:
            self._moved[one.id] = fragments
            self._spans[one.id] = self._span_of(one)
            self._show()

    def set_fleeting(self, fleeting: tuple[Suggestion, ...]) -> None:
        """Show suggestions for this annotator alone, which the project does not keep."""
        self._fleeting = {one.id: one for one in fleeting}
        self.refresh()

    def split(self, chosen: Iterable[Suggestion]) -> tuple[tuple[SuggestionId, ...], tuple[Suggestion, ...]]:
        """Part suggestions into ids of those that the project keeps, and the fleeting ones."""
        kept, fleeting = [], []
        for one in chosen:
            if one.id in self._fleeting:
                fleeting.append(one)
            else:
                kept.append(one.id)
        return tuple(kept), tuple(fleeting)

    def suggestion_at(self, id: object) -> Suggestion | None:
        """Find a shown suggestion by the id under which the view shows it."""
        return self._open.get(SuggestionId(str(id))) if self.is_shown and id is not None else None

    def _decide(self, command: Command) -> None:
        place = list(self._open).index(self._current) if self._current in self._open else 0
        if self._session.execute(command) is None:
            return
        if self.go_on != self.next:
            self.go_on()
            return
        left = list(self._open)
        if left:
            self.choose(left[place if place < len(left) else 0])
        else:
            self._drop()
            self._session.told.emit(NONE_LEFT)

    def _walk(self, step: int) -> bool:
        ids = list(self._open) if self.is_shown else []
        if not ids:
            return self.is_shown and self._reach is not None and self._walk_on(step)
        if self._current in self._open:
            place = ids.index(self._current) + step
        else:
            place = _nearest(self.shown, self._view.caret(), step)
        if not 0 <= place < len(ids) and self._reach is not None:
            return self._walk_on(step)
        self.choose(ids[place % len(ids)])
        return True

    def _walk_on(self, step: int) -> bool:
        """Go beyond the suggestions that are read, in a long article, and round its end."""
        document = self._session.document
        assert document is not None and self._reach is not None
        last, (start, end) = len(document.text) - REACH, self._reach
        for _ in range(len(document.text) // REACH + 2):
            if step > 0:
                begin = 0 if end >= len(document.text) else end
                start = min(begin, last)
                beyond = [one.id for one in self._read_around(start) if one.start >= begin]
            else:
                begin = len(document.text) if start <= 0 else start
                start = max(begin - REACH, 0)
                beyond = [one.id for one in self._read_around(start) if one.start < begin]
            end = start + REACH
            if beyond:
                self.choose(beyond[0 if step > 0 else -1])
                return True
        return False

    def _read_around(self, start: int) -> tuple[Suggestion, ...]:
        self._reach = (start, start + REACH)
        self.refresh()
        return self.shown

    def _on_opened(self, _document: object) -> None:
        self._moved.clear()
        self._fleeting.clear()
        self._drop()
        document = self._session.document
        is_long = document is not None and len(document.text) > LONG
        self._reach = self._around(0, document) if document is not None and is_long else None
        self.refresh()

    def _on_changed(self, operation: Operation) -> None:
        document = self._session.document
        if document is None or not operation.touches(document.id):
            return
        if operation.changed(RecordKind.SUGGESTION_DECISION):
            self.refresh()
        else:
            # Only her spans are others: reading everything at each label key would be felt.
            self._choose_open()

    def _on_span_selected(self, id: object) -> None:
        if id is not None:
            self._drop()

    def _on_activated(self, id: object) -> None:
        one = self.suggestion_at(id)
        if one is not None:
            self.choose(one.id)
        elif self._current is not None:
            self._drop()

    def _drop(self) -> None:
        """Take no suggestion in hand."""
        if self._current is not None:
            self._current = self._session.proposal = None
            self._view.set_selected_span(self._session.selected)
            self.changed.emit()

    def _show(self) -> None:
        if len(self._spans.keys() - self._painted) > AT_ONCE:
            self._painting.start()
        else:
            self._paint()
        if self._current is not None:
            if self.current is None:
                self._drop()
            else:
                self._view.set_selected_span(SpanId(self._current))
        self.changed.emit()

    def _paint(self) -> None:
        """Give the view what it shows already and some more, the nearest to what is read first; go on by itself."""
        wanted = self._spans if self.is_shown else {}
        new = [id for id in wanted if id not in self._painted]
        if len(new) > AT_ONCE:
            eye = self._view.offset_at(QPointF(0, 0))
            new = sorted(new, key=lambda id: abs(wanted[id].start - eye))[:AT_ONCE]
            self._painting.start()
        self._painted = frozenset((*new, *(self._painted & wanted.keys())))
        self._view.set_suggestions(tuple(span for id, span in wanted.items() if id in self._painted))

    def stop(self) -> None:
        """Paint no more."""
        self._painting.stop()

    def _span_of(self, one: Suggestion) -> Span:
        assert self._session.document is not None
        fragments = self._moved.get(one.id, one.fragments)
        return Span(
            id=SpanId(one.id),
            document=one.document,
            layer=one.layer,
            label=one.label,
            annotator=self._session.annotator.id,
            fragments=fragments,
            text=self._session.document.text[fragments[0][0] : fragments[-1][1]],
            attributes=one.attributes,
            origin=f"suggestion:{one.source}",
            score=one.score,
        )


def _nearest(suggestions: Iterable[Suggestion], caret: int, step: int) -> int:
    starts = [one.start for one in suggestions]
    if step > 0:
        return next((place for place, start in enumerate(starts) if start >= caret), 0)
    return max((place for place, start in enumerate(starts) if start < caret), default=len(starts) - 1)
