"""The note of the selected span; it is stored when typing rests or the editor is left."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from annotator.model.ids import SpanId
from annotator.services.commands import SetNote
from annotator.ui.look.plain import plain_label
from annotator.ui.session import Session

REST_MS = 1500
_LINES = 3


class NoteEditor(QWidget):
    """Writes the note of the span that was shown when it was typed, even when another is selected meanwhile.

    `settled` carries the span whose note is stored.
    """

    typed = Signal()
    settled = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._span: SpanId | None = None
        self._stored = ""
        self.text = _Text(self)
        self.text.setAccessibleName("Note on the span")
        self.text.setPlaceholderText("Why this label? Anything a colleague should know")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(plain_label("Note", "caption"))
        layout.addWidget(self.text)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.store)
        self.text.textChanged.connect(self._on_typed)
        session.span_selected.connect(self._show)
        session.settling.connect(self.store)

    def store(self) -> None:
        """Store what was typed; a note that cannot be stored stays in the editor."""
        self._rest.stop()
        typed = self.text.toPlainText()
        if self._span is None or typed == self._stored:
            return
        before, self._stored = self._stored, typed
        if self._session.execute(SetNote(self._span, typed)) is None:
            self._stored = before
        else:
            self.settled.emit(self._span)

    def unstored(self) -> tuple[SpanId | None, str]:
        """Give the span and what is typed for it and not stored; no span when all is stored."""
        typed = self.text.toPlainText()
        return (None, "") if typed == self._stored else (self._span, typed)

    def _on_typed(self) -> None:
        if self._span is not None and self.text.toPlainText() != self._stored:
            self._rest.start()
            self.typed.emit()

    def _show(self, _event: object = None) -> None:
        span = self._session.selected_span
        id, note = (span.id, span.note) if span else (None, "")
        if id == self._span and note == self._stored:
            return
        if id != self._span:
            self.store()
        self._span, self._stored = id, note
        if self.text.toPlainText() != note:
            self.text.setPlainText(note)


class _Text(QPlainTextEdit):
    def __init__(self, editor: NoteEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store when the editor is left."""
        super().focusOutEvent(event)
        self._editor.store()
