"""Keeps the note that is being typed and offers it again after the program ended unexpectedly."""

from PySide6.QtCore import QObject, QTimer

from annotator.errors import UserError
from annotator.model.ids import SpanId
from annotator.services.commands import SetNote
from annotator.services.history.drafts import drop_draft, keep_note_draft, note_draft_id, note_drafts
from annotator.ui.dialogs.kept_drafts import KeptDrafts
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts

# A draft is on disk this long after the first key: a kill loses less than two seconds of typing.
DRAFT_MS = 1000

_OLD_DRAFT = "The note is saved, but its draft could not be removed and may be offered at the next start."


class Drafting(QObject):
    """A feature of the window without actions of its own."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._session, self._window, self._note = parts.session, parts.window, parts.inspector.note
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(DRAFT_MS)
        self._typed.timeout.connect(self._keep)
        if parts.session.project.read_only:
            return
        self._note.typed.connect(self._on_typed)
        self._note.settled.connect(self._drop)
        self._session.annotator_changed.connect(self.offer)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.offer)
        self._first.start(0)

    def handlers(self) -> dict[str, Handler]:
        """Say that no action belongs to it."""
        return {}

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing."""

    def close(self) -> None:
        """End the timers; the window stores the note."""
        for timer in self.findChildren(QTimer):
            timer.stop()

    def offer(self, _annotator: object = None) -> None:
        """Show the notes that were not finished, if there are any."""
        kept = note_drafts(self._session.project, self._session.annotator.id)
        if kept:
            dialog = KeptDrafts(kept, self._window)
            dialog.wanted.connect(self._put)
            dialog.refused.connect(self._discard)
            dialog.open()

    def _on_typed(self) -> None:
        # Not started anew at each key: who types without a rest is kept as well.
        if not self._typed.isActive():
            self._typed.start()

    def _keep(self) -> None:
        span, text = self._note.unstored()
        if span is not None:
            try:
                keep_note_draft(self._session.project, self._session.annotator.id, span, text)
            except UserError as refusal:
                self._session.failed.emit(str(refusal))

    def _drop(self, span: object) -> None:
        self._typed.stop()
        try:
            drop_draft(self._session.project, note_draft_id(SpanId(str(span))))
        except UserError:
            self._session.failed.emit(_OLD_DRAFT)  # what went wrong would be read as if the note were lost

    def _put(self) -> None:
        for one in note_drafts(self._session.project, self._session.annotator.id):
            if one.span is not None:
                self._session.execute(SetNote(one.span.id, one.text))
            self._attempt_drop(one.id)

    def _discard(self) -> None:
        for one in note_drafts(self._session.project, self._session.annotator.id):
            self._attempt_drop(one.id)

    def _attempt_drop(self, id: str) -> None:
        try:
            drop_draft(self._session.project, id)
        except UserError as refusal:
            self._session.failed.emit(str(refusal))
