"""Go from article to article; say how far the annotator is."""

from PySide6.QtCore import QObject

from annotator.model.document import DocumentState
from annotator.services.commands import SetState
from annotator.ui.labelling import Handler
from annotator.ui.panels.document_list import DocumentList
from annotator.ui.session import Session


class Navigation(QObject):
    """Walks the articles in the order of the list."""

    def __init__(self, session: Session, documents: DocumentList, parent: QObject) -> None:
        super().__init__(parent)
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
            every = "Every other article of this queue" if self._documents.is_narrowed else "Every article"
            self._session.told.emit(f"{every} is done.")
        else:
            self._session.open_document(following.id)

    def _reopen(self) -> None:
        if self._session.document is not None:
            self._session.execute(SetState(self._session.document.id, DocumentState.IN_PROGRESS))
