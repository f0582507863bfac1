"""Above the article: its title, where it comes from and how far the annotator is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.model.document import DocumentState
from annotator.ui.look.plain import plain_label, single_line, wrapped_label
from annotator.ui.session import Session
from annotator.ui.tables import STATE_WORDS


class ArticleHeader(QWidget):
    """Shows the open article's metadata as plain text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._title = wrapped_label(role="title")
        self._source = wrapped_label(role="muted")
        self._state = plain_label(role="pill")
        self.flag = plain_label("flagged", role="pill")
        self.flag.setObjectName("flag_pill")
        self.flag.setProperty("state", "flagged")
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._state)
        below.addWidget(self.flag)
        below.addWidget(self._source, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 6)
        layout.setSpacing(5)
        layout.addWidget(self._title)
        layout.addLayout(below)
        session.document_opened.connect(self._show)
        session.changed.connect(self._show)
        self._show()

    def _show(self, _event: object = None) -> None:
        document = self._session.document
        if document is None:
            self._title.setText("No article is open")
            self._source.setText("")
            self._state.hide()
            self.flag.hide()
            return
        known = document.metadata
        self._title.setText(single_line(document.title, 160))
        date = known.published[:10] or known.published_raw
        parts = (known.outlet, known.author, date, f"{len(document.text):,} characters")
        self._source.setText(" · ".join(single_line(part) for part in parts if part))
        summary = self._session.project.summary(self._session.annotator.id, document.id)
        state = summary.state if summary is not None else DocumentState.TODO
        self.flag.setVisible(summary is not None and summary.flagged)
        self._state.setText(STATE_WORDS[state])
        self._state.setProperty("state", state.value)
        self._state.style().unpolish(self._state)
        self._state.style().polish(self._state)
        self._state.show()
