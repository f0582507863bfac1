"""Keyboard selection in the article: the view moves, the session forgets the span that was left."""

from PySide6.QtCore import QObject

from annotator.ui.article_view import ArticleView
from annotator.ui.labelling import Handler
from annotator.ui.session import Session


class Selecting(QObject):
    """Hands keys on to the article view."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "select.word_next": self._view.select_next_word,
            "select.word_previous": self._view.select_previous_word,
            "select.sentence": self._view.select_sentence,
            "select.sentence_next": self._view.select_next_sentence,
            "select.none": self._nothing,
        }

    def _nothing(self) -> None:
        if self._view.selected_range() is not None:
            self._view.clear_selection()
        else:
            self._session.select_span(None)
