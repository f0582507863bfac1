"""Counts the time per article while the annotator works, and shows it to her alone."""

from PySide6.QtCore import QEvent, QObject, QTimer

from annotator.model.ids import DocumentId
from annotator.services.flow.working_time import WorkClock, WorkingTimes, spoken_time
from annotator.services.project import SYSTEM
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.plain import plain_label
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts

_TICK_MS = 1000
_TICKS_PER_WRITE = 30


class Working(QObject):
    """Runs a clock between deeds in the active window; the figures stay on this machine, never in the project."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._session, self._window = parts.session, parts.window
        self.clock = WorkClock()
        self._times = WorkingTimes(parts.session.project.uuid)
        self._document: DocumentId | None = None
        self._annotator = parts.session.annotator
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.shown = plain_label(role="muted")
        self.shown.setObjectName("time_spent")
        self.shown.setToolTip("Your time on this article; only you see it, and it stays on this machine")
        parts.status.addPermanentWidget(self.shown)
        if parts.session.project.read_only:
            self.shown.hide()
            return
        parts.window.installEventFilter(self)
        self._listen(parts)
        self._on_opened()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what: none."""
        return {}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: the label follows the window."""

    def close(self) -> None:
        """Stop and write down what was counted."""
        self._timer.stop()
        self.clock.pause()
        self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop the clock while another window is in front."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self._timer.stop()
            self.clock.pause()
            self._keep()
        elif event.type() == QEvent.Type.WindowActivate:
            self._timer.start()
        return False

    def _listen(self, parts: WindowParts) -> None:
        session, view = parts.session, parts.view
        session.document_opened.connect(self._on_opened)
        session.annotator_changed.connect(self._on_opened)
        for deed in (session.changed, session.span_selected, view.range_changed, view.caret_moved):
            deed.connect(self._on_deed)
        view.verticalScrollBar().valueChanged.connect(self._on_deed)

    def _on_deed(self, _event: object = None) -> None:
        if self._window.isActiveWindow():
            self.clock.touch()

    def _on_opened(self, _event: object = None) -> None:
        self._keep()
        self._annotator = self._session.annotator
        self._document = self._session.document.id if self._session.document else None
        self._on_deed()
        self._show()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % _TICKS_PER_WRITE == 0:
            self._keep()
        self._show()

    def _keep(self) -> None:
        """Write down what was counted for the article that was open; somebody not yet in the project has none."""
        if self._annotator.id == SYSTEM and self._session.annotator.name == self._annotator.name:
            self._annotator = self._session.annotator
        seconds = self.clock.read_out()
        if self._document is not None and self._annotator.id != SYSTEM:
            self._times.add(self._document, self._annotator.id, seconds)

    def _show(self) -> None:
        if self._document is None:
            self.shown.setText("")
            return
        words = spoken_time(self._times.of(self._document, self._session.annotator.id) + self.clock.seconds)
        if words != self.shown.text():
            self.shown.setText(words)
            self.shown.setAccessibleName(f"Time on this article: {words}")
