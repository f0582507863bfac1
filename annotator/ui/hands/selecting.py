"""Keyboard selection in the article: keys move the caret, and the span that it stands in is selected."""

from PySide6.QtCore import QEvent, QObject

from annotator.ui.article.view import ArticleView
from annotator.ui.hands.labelling import Handler
from annotator.ui.session import Session


class Selecting(QObject):
    """Hands keys on to the article view; a click chooses its span itself."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._by_key = False
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.caret_moved.connect(self._on_caret_moved)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "select.word_next": self._view.select_next_word,
            "select.word_previous": self._view.select_previous_word,
            "select.sentence": self._view.select_sentence,
            "select.sentence_next": self._view.select_next_sentence,
            "select.paragraph": self._view.select_paragraph,
            "select.none": self._nothing,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note whether the keyboard or the mouse moves the caret."""
        if event.type() == QEvent.Type.KeyPress:
            self._by_key = True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._by_key = False
        return False

    def _on_caret_moved(self, offset: int) -> None:
        if self._by_key and self._view.selected_range() is None:
            here = [span for span in self._session.spans if span.covers(offset)]
            here.sort(key=lambda span: (span.end - span.start, span.sort_key))
            self._session.select_span(here[0].id if here else None)

    def _nothing(self) -> None:
        if self._view.selected_range() is not None:
            self._view.clear_selection()
        else:
            self._session.select_span(None)
