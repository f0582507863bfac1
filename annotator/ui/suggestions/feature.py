"""Suggestions in the window: they come while the article is read, and keys accept or reject them."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.model.document import Document
from annotator.model.operation import Operation, RecordKind
from annotator.services.suggestions.accepting_many import DoubtfulWalk
from annotator.services.suggestions.remembering import known_words, recall
from annotator.services.suggestions.still_open import remark_on
from annotator.services.suggestions.wishes import NeverSuggest
from annotator.services.workers import Job, News, NewsKind
from annotator.ui.dialogs.accept_many import AcceptMany
from annotator.ui.dialogs.never_list import NeverList
from annotator.ui.dialogs.pick_pipeline import PickPipeline
from annotator.ui.dialogs.term_lists import TermLists
from annotator.ui.hands.labelling import Handler
from annotator.ui.jobs import Jobs
from annotator.ui.look.plain import plain_tooltip
from annotator.ui.look.theme import Theme
from annotator.ui.panels.suggestion_bar import SuggestionBar, origin_words
from annotator.ui.parts import WindowParts
from annotator.ui.suggestions.desk import NONE_CHOSEN, SuggestionDesk
from annotator.ui.suggestions.runs import SuggestionRuns

_RECALL = "annotator.services.suggestions.remembering:recall"
# Looking for known words in a longer text would keep the window waiting.
AT_ONCE = 30_000
# After so long without a movement the eye rests.
SETTLED_MS = 120
# What comes within so long is shown together: showing costs more than writing.
GATHERED_MS = 200
# What is offered to be accepted without a look at each.
SURE = 0.9


class Suggesting(QObject):
    """Joins the background process, the suggestions of the open article and the bar above it."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._action = parts.actions.by_id
        self.jobs = Jobs(self)
        self.runs = SuggestionRuns(self._session, self.jobs, self)
        self.desk = SuggestionDesk(self._session, parts.view, self)
        self.bar = SuggestionBar(self._action)
        parts.bars(self.bar)
        self._recalling: Job | None = None
        self._scrolled = QTimer(self)
        self._scrolled.setSingleShot(True)
        self._scrolled.setInterval(SETTLED_MS)
        self._scrolled.timeout.connect(self._look_around)
        self._doubtful: DoubtfulWalk | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(GATHERED_MS)
        self._later.timeout.connect(self._refresh)
        self._action["suggestion.show"].setChecked(True)
        self._action["suggestion.on_opening"].setChecked(parts.options.settings.suggest)
        self._connect()
        self.desk.refresh()
        if self._session.document is not None:
            self._on_opened(self._session.document)

    def _connect(self) -> None:
        self._session.document_opened.connect(self._on_opened)
        self._session.changed.connect(self._on_changed)
        self.desk.changed.connect(self._show)
        self.bar.score_chosen.connect(self.desk.set_min_score)
        self.bar.cancelled.connect(self.runs.cancel)
        self.runs.arrived.connect(self._on_arrived)
        self.runs.finished.connect(self._on_finished)
        self.runs.progressed.connect(self._on_progress)
        self.runs.failed.connect(self._parts.banner.warn)
        self.jobs.restarted.connect(self._parts.banner.tell)
        self._parts.view.viewport().installEventFilter(self)
        self._parts.view.verticalScrollBar().valueChanged.connect(self._scrolled.start)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "suggestion.next": self._next,
            "suggestion.previous": self._previous,
            "suggestion.accept": self.desk.accept,
            "suggestion.reject": self.desk.reject,
            "suggestion.show": self._toggle,
            "suggestion.doubtful": self._walk_doubtful,
            "suggestion.accept_many": self._accept_many,
            "suggestion.never": self._never,
            "suggestion.never_list": self._list_never,
            "suggestion.terms": self._list_terms,
            "suggestion.pipeline": self._pick_pipeline,
            "suggestion.on_opening": self._remember,
            "suggestion.again": self._again,
            "suggestion.all_articles": self._suggest_all,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: the style sheet does it."""

    def close(self) -> None:
        """End the background process."""
        self._later.stop()
        self._scrolled.stop()
        self.desk.stop()
        self.runs.close()
        self.jobs.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell where a suggestion under the pointer comes from."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            one = self.desk.suggestion_at(self._parts.view.span_at(event.pos()))
            if one is not None:
                told = plain_tooltip(f"Suggested: {one.label}\n{origin_words(one)}\nEnter accepts, X rejects")
                QToolTip.showText(event.globalPos(), told, self._parts.view.viewport())
                return True
            QToolTip.hideText()
        return False

    def _walk_doubtful(self) -> None:
        """Begin to walk the doubtful ones, or go on; decisions go on to the next doubtful one from now on."""
        self.desk.go_on = self._next_doubtful
        self._next_doubtful()

    def _next_doubtful(self) -> bool:
        me = self._session.annotator.id
        if self._doubtful is None or self._doubtful.annotator != me:
            self._doubtful = DoubtfulWalk(self._session.project, me)
        found = self._doubtful.next()
        if found is None:
            self.desk.go_on = self.desk.next
            self._session.told.emit("No doubtful suggestion is left in the project.")
            return False
        document, suggestion, start = found
        if self._session.document is None or self._session.document.id != document:
            self._session.open_document(document)
        self.bar.score.setValue(0.0)
        self.desk.look_at(start)
        self.desk.choose(suggestion)
        self._session.told.emit(f"Doubtful suggestions left: {self._doubtful.left}")
        return True

    def _accept_many(self) -> None:
        current = self.desk.current
        label = current.label if current is not None else ""
        AcceptMany(self._session, label, max(self.desk.min_score, SURE), self._parts.window).open()

    def _never(self) -> None:
        span = self.desk.span if self.desk.current is not None else self._session.selected_span
        if span is None:
            self._session.failed.emit(NONE_CHOSEN)
        elif self._session.execute(NeverSuggest(span.text)) is not None:
            self.desk.refresh()
            self.desk.next()

    def _list_never(self) -> None:
        dialog = NeverList(self._session, self._parts.window)
        dialog.finished.connect(self.desk.refresh)
        dialog.open()

    def _list_terms(self) -> None:
        dialog = TermLists(self._session, self._parts.window)
        dialog.finished.connect(self._take_up_terms)
        dialog.open()

    def _pick_pipeline(self) -> None:
        dialog = PickPipeline(self.jobs, self._parts.window)
        dialog.picked.connect(self._take_up_pipeline)
        dialog.open()

    def _take_up_pipeline(self, _name: str) -> None:
        """Begin anew in a fresh process: the one there is holds another pipeline."""
        self.runs.cancel()
        self.jobs.close()
        if self._session.document is not None:
            self._on_opened(self._session.document)
        self._session.told.emit("Articles are suggested anew by this pipeline when they are opened.")

    def _take_up_terms(self, _result: int) -> None:
        if self._session.document is not None:
            self._on_opened(self._session.document)

    def _next(self) -> None:
        self.desk.go_on = self.desk.next
        if not self.desk.next():
            self._parts.labelling.cycle()

    def _previous(self) -> None:
        self.desk.go_on = self.desk.next
        if not self.desk.previous():
            self._session.told.emit("No suggestion is shown.")

    def _toggle(self) -> None:
        self.desk.show_all(self._action["suggestion.show"].isChecked())
        self._show()

    def _remember(self) -> None:
        wanted = self._action["suggestion.on_opening"].isChecked()
        self._parts.options.keep(lambda settings: replace(settings, suggest=wanted))
        if wanted and self._session.document is not None:
            self._on_opened(self._session.document)

    def _again(self) -> None:
        if self._session.document is not None:
            self.runs.suggest_again(self._session.document)
            self._show()

    def _suggest_all(self) -> None:
        self.runs.suggest_all(self._session.project.document_ids())

    def _on_opened(self, document: Document) -> None:
        if self._parts.options.settings.suggest:
            self.runs.suggest(document)
            self._remember_words(document)
        self._show()

    def _on_changed(self, operation: Operation) -> None:
        """Suggest anew where the furniture of the page or the scheme is another now."""
        document = self._session.document
        if document is not None and any(operation.changed(kind) for kind in (RecordKind.ZONE, RecordKind.LABEL)):
            self._on_opened(document)

    def _remember_words(self, document: Document) -> None:
        if self._recalling is not None:
            self.jobs.drop(self._recalling)
            self._recalling = None
        known = known_words(self._session.project, document, self._session.annotator.id)
        if not known:
            return
        if len(document.text) <= AT_ONCE:
            self.desk.set_fleeting(recall(lambda _message: None, document, known))
        else:
            self._recalling = self.jobs.submit(self._on_recalled, _RECALL, document, known, subject=document.sha256)

    def _on_recalled(self, news: News) -> None:
        document = self._session.document
        if news.kind is not NewsKind.PROGRESS:
            self._recalling = None
        if news.kind is NewsKind.RESULT and document is not None and news.job.subject == document.sha256:
            assert isinstance(news.value, tuple)
            self.desk.set_fleeting(news.value)

    def _on_arrived(self, document: str) -> None:
        if self._is_open(document) and not self._later.isActive():
            self._later.start()

    def _on_finished(self, document: str) -> None:
        if self._is_open(document):
            self._later.stop()
            self._refresh()

    def _is_open(self, document: str) -> bool:
        return self._session.document is not None and self._session.document.id == document

    def _look_around(self) -> None:
        if self.desk.current is None:
            self.desk.look_at(self._parts.view.offset_at(QPointF(0, 0)))

    def _refresh(self) -> None:
        # Lines that move under a pressed button would put a selection on other words than were meant.
        if QApplication.mouseButtons():
            self._later.start()
        else:
            self.desk.refresh()

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.show_work(f"Suggesting: {done} of {of} articles" if done < of else "", can_stop=done < of)

    def _show(self) -> None:
        current, document = self.desk.current, self._session.document
        self.bar.setVisible(document is not None and self._action["suggestion.show"].isChecked())
        words = self.desk.span.text if current is not None else ""
        self.bar.show_remark(remark_on(self._session.project, document) if document is not None else "")
        self.bar.show_suggestions(self.desk.shown, current, words, partial=self.desk.is_partial)
        if not self.runs.is_working_on_all:
            here = document is not None and self.runs.document == document.id
            self.bar.show_work("Suggesting …" if here else "", can_stop=False)
