"""What was done and what was deleted: the undo list, a span's history, the recycle bin, deleting an article."""

from PySide6.QtCore import QObject

from annotator.model.document import Document
from annotator.services.document_commands import RemoveDocument, going_with
from annotator.services.history.span_story import span_story
from annotator.ui.dialogs.delete_article import DeleteArticle
from annotator.ui.dialogs.recycle_bin import RecycleBin
from annotator.ui.dialogs.span_story import SpanStory
from annotator.ui.dialogs.undo_list import UndoList
from annotator.ui.hands.labelling import NO_SPAN, Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts


class Recycling(QObject):
    """A feature of the window."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._session, self._window = parts.session, parts.window

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "history.open": self._open_list,
            "history.span": self._open_story,
            "bin.open": self._open_bin,
            "document.delete": self._ask_delete,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing: dialogs are dressed with the window."""

    def close(self) -> None:
        """End nothing: no work outlives its key."""

    def _open_list(self) -> None:
        dialog = UndoList(self._session, self._window)
        dialog.wanted.connect(self._undo)
        dialog.open()

    def _undo(self, count: int) -> None:
        """Take back one after the other; a refusal ends it and says why."""
        done = 0
        while done < count and self._session.undo() is not None:
            done += 1
        if done > 1:
            self._session.told.emit(f"{done} operations were taken back.")

    def _open_story(self) -> None:
        span = self._session.selected_span
        if span is None:
            self._session.failed.emit(NO_SPAN)
            return
        SpanStory(span.text, span_story(self._session.project, span.id), self._window).open()

    def _open_bin(self) -> None:
        RecycleBin(self._session, self._window).open()

    def _ask_delete(self) -> None:
        document = self._session.document
        if document is None:
            self._session.told.emit("No article is open.")
            return
        going = going_with(self._session.project.reader(self._session.annotator.id), document.id)
        dialog = DeleteArticle(document.title, going, self._window)
        dialog.confirmed.connect(lambda: self._delete(document))
        dialog.open()

    def _delete(self, document: Document) -> None:
        done = self._session.execute(RemoveDocument(document.id))
        if done is not None:
            self._session.told.emit(f"Done: {done.words}")
