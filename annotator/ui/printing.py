"""Prints the open article with its spans as PDF."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.services.exporting.printing import printed_page
from annotator.services.workers import News, NewsKind
from annotator.ui.hands.labelling import Handler
from annotator.ui.jobs import Jobs
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts

NO_ARTICLE = "No article is open: open the one to print."


class Printing(QObject):
    """A feature of the window."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._session, self._window = parts.session, parts.window
        self._jobs = Jobs(self)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"project.print_pdf": self._ask}

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing: paper is white."""

    def close(self) -> None:
        """End the process that lays pages out."""
        self._jobs.close()

    def write(self, out: str) -> None:
        """Write the open article to a file; the window goes on meanwhile."""
        document = self._session.document
        if document is None:
            self._session.failed.emit(NO_ARTICLE)
            return
        html = printed_page(self._session.project, document.id, self._session.annotator)
        self._session.told.emit(f"Writing {Path(out).name}...")
        self._jobs.submit(self._on_news, "annotator.ui.pdf_page:write_pdf", html, out)

    def _ask(self) -> None:
        if self._session.document is None:
            self._session.failed.emit(NO_ARTICLE)
            return
        proposed = self._session.project.path.with_suffix(".pdf")
        dialog = QFileDialog(self._window, "Print to PDF", str(proposed), "PDF (*.pdf)")
        dialog.setObjectName("print_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def _on_news(self, news: News) -> None:
        if news.kind is NewsKind.RESULT:
            self._session.told.emit(f"Written: {news.value}")
        elif news.kind is NewsKind.FAILED:
            self._session.failed.emit(str(news.value))
