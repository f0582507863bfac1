"""A line above the article that says what went wrong or was done, and stays until it is closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from annotator.ui.look.icons import icon
from annotator.ui.look.plain import plain_label, wrapped_label
from annotator.ui.look.theme import Theme


class Banner(QFrame):
    """Shows one sentence without stopping anybody's work."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme = theme
        self._sign = plain_label()
        self._words = wrapped_label()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addWidget(self._sign)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._close)
        self._kind = "told"
        self.set_theme(theme)
        self.hide()

    @property
    def words(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._words.text() if not self.isHidden() else ""

    def warn(self, sentence: str) -> None:
        """Show what did not work."""
        self._show(sentence, "failed")

    def tell(self, sentence: str) -> None:
        """Show what was done."""
        self._show(sentence, "told")

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        self._close.setIcon(icon("close", theme.text))
        failed = self._kind == "failed"
        drawn = icon("warning" if failed else "about", theme.bad if failed else theme.accent)
        self._sign.setPixmap(drawn.pixmap(18, 18))

    def _show(self, sentence: str, kind: str) -> None:
        self._kind = kind
        self._words.setText(sentence)
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.set_theme(self._theme)
        self.show()
