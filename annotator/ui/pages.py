"""The middle of the window: the article, or one of the pages that take its place for a while."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Shows one page at a time; Escape brings the article back."""

    page_shown = Signal(object)

    def __init__(self, article: QWidget) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._article = article
        self.addWidget(article)
        self.currentChanged.connect(self._on_current)

    @property
    def shows_article(self) -> bool:
        """Whether the article is in front."""
        return self.currentWidget() is self._article

    def add(self, page: QWidget) -> None:
        """Add a page, which stays behind until it is shown."""
        self.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front and give it the keys."""
        self.setCurrentWidget(page)
        page.setFocus()
        self.page_shown.emit(page)

    def show_article(self) -> None:
        """Bring the article back."""
        if not self.shows_article:
            self.setCurrentWidget(self._article)
            self._article.setFocus()
            self.page_shown.emit(self._article)

    def minimumSizeHint(self) -> QSize:
        """Need what the page in front needs: those behind must not take the room of the panes."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def _on_current(self, _place: int) -> None:
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a page by Escape."""
        if event.key() == Qt.Key.Key_Escape and not self.shows_article:
            self.show_article()
            return
        super().keyPressEvent(event)
