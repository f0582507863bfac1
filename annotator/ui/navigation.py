"""Go from article to article; say how far the annotator is."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from annotator.model.document import DocumentState
from annotator.services.commands import SetState
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.plain import key_words
from annotator.ui.panels.document_list import DocumentList
from annotator.ui.session import Session


class Navigation(QObject):
    """Walks the articles in the order of the list; `ended` says what to do when none is left."""

    ended = Signal(str)

    def __init__(self, session: Session, documents: DocumentList, actions: Mapping[str, QAction]) -> None:
        super().__init__(documents)
        self._actions = actions
        self._session = session
        self._documents = documents

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "document.next": lambda: self._go(1),
            "document.previous": lambda: self._go(-1),
            "document.done_next": lambda: self._finish(DocumentState.DONE),
            "document.skip": lambda: self._finish(DocumentState.SKIPPED),
            "document.reopen": self._reopen,
        }

    def _go(self, step: int) -> None:
        summary = self._documents.neighbour(step)
        if summary is None:
            where = "article of this queue" if self._documents.is_narrowed else "article"
            self._session.told.emit(f"This is the {'last' if step > 0 else 'first'} {where}.")
            return
        self._session.open_document(summary.id)

    def _finish(self, state: DocumentState) -> None:
        document, me = self._session.document, self._session.annotator.id
        if document is None:
            return
        wanted = SetState(document.id, state)
        if self._session.execute(wanted) is None and self._session.project.state(document.id, me) is not state:
            return
        following = self._documents.next_unfinished()
        if following is None:
            self.ended.emit(self._next_step())
        else:
            self._session.open_document(following.id)

    def _next_step(self) -> str:
        """Say that nothing is left to label in the list, and what comes now with its key."""
        if self._documents.is_narrowed:
            return f"Every other article of this queue is done. {self._key_to('queue.choose')} chooses another queue."
        return f"Every article is done. {self._key_to('project.export')} exports the labelled data."

    def _key_to(self, id: str) -> str:
        action = self._actions[id]
        return key_words(action) or action.text().replace("&", "").removesuffix("...")

    def _reopen(self) -> None:
        if self._session.document is not None:
            self._session.execute(SetState(self._session.document.id, DocumentState.IN_PROGRESS))
