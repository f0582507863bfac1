"""The bottom line: who annotates, what undo would take back, whether everything is saved."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStatusBar, QToolButton

from annotator.errors import UserError
from annotator.ui.look.icons import icon
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.look.theme import Theme
from annotator.ui.session import Session

TOLD_MS = 8000
SAVED = "Saved"
READ_ONLY = "Read only"
SAVING = "Saving…"
NOT_SAVED = "Last change NOT saved"


class StatusLine(QStatusBar):
    """Always shows the annotator's name: spans are hers alone."""

    def __init__(self, session: Session, switch: QAction, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self.setSizeGripEnabled(False)
        self.annotator = QToolButton()
        self.annotator.setObjectName("annotator_button")
        self.annotator.setAutoRaise(True)
        self.annotator.setToolButtonStyle(self.annotator.toolButtonStyle().ToolButtonTextBesideIcon)
        self.annotator.clicked.connect(switch.trigger)
        self.saved = plain_label()
        self.saved.setObjectName("saved_state")
        self._sign = plain_label()
        self.undo_words = plain_label(role="muted")
        self.undo_words.setObjectName("undo_words")
        self.addWidget(self.annotator)
        self.addWidget(self.undo_words, 1)
        self.addPermanentWidget(self._sign)
        self.addPermanentWidget(self.saved)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(TOLD_MS)
        self._told.timeout.connect(self._show_undo)
        session.changed.connect(self._on_changed)
        session.not_saved.connect(self._on_not_saved)
        session.saving.connect(self._on_saving)
        session.annotator_changed.connect(self._on_changed)
        self._on_changed()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        self._show_saved(self.saved.text())

    def tell(self, sentence: str) -> None:
        """Say what was done, for a while, where else the undo words stand."""
        self.undo_words.setText(single_line(sentence, 160))
        self._told.start()

    def _show_undo(self) -> None:
        try:
            words = self._session.project.undo_words(self._session.annotator.id)
        except UserError:
            words = None  # nothing rather than words of before
        self.undo_words.setText(f"Undo: {words}" if words else "")

    def _on_changed(self, _event: object = None) -> None:
        self.annotator.setText(f" {single_line(self._session.annotator.name, 40)}")
        self.annotator.setAccessibleName(f"Annotator {self._session.annotator.name}")
        self._told.stop()
        self._show_undo()
        self._show_saved(READ_ONLY if self._session.project.read_only else SAVED)

    def _on_not_saved(self) -> None:
        self._show_saved(NOT_SAVED)

    def _on_saving(self) -> None:
        self._show_saved(SAVING)

    def _show_saved(self, words: str) -> None:
        signs = {SAVED: ("saved", self._theme.good), READ_ONLY: ("read-only", self._theme.muted)}
        name, colour = signs.get(words, ("warning", self._theme.bad))
        self.saved.setText(words)
        self._sign.setPixmap(icon(name, colour).pixmap(15, 15))
        self.annotator.setIcon(icon("account", self._theme.text))
