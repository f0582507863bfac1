"""Keeps the article view equal to the session, and tells the session what was clicked."""

from PySide6.QtCore import QObject

from annotator.model.document import Document
from annotator.model.operation import Operation, RecordKind
from annotator.ui.article.view import ArticleView
from annotator.ui.session import Session


class ArticleSync(QObject):
    """Paints only what is stored: the view hears of a span after it was written."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        session.document_opened.connect(self._on_document_opened)
        session.changed.connect(self._on_changed)
        session.scheme_changed.connect(self._on_scheme_changed)
        session.span_selected.connect(self._on_span_selected)
        view.span_activated.connect(session.select_span)
        if session.document is not None:
            self._on_document_opened(session.document)

    def _on_document_opened(self, document: Document) -> None:
        self._view.show_document(document, self._session.scheme)
        self._show_spans()

    def _on_scheme_changed(self, _scheme: object) -> None:
        if self._session.document is not None:
            self._view.show_document(self._session.document, self._session.scheme)

    def _on_changed(self, operation: Operation) -> None:
        document = self._session.document
        if document is None:
            return
        if operation.changed(RecordKind.ZONE):
            self._view.set_zones(document.zones)
        self._show_spans()

    def _on_span_selected(self, id: object) -> None:
        self._view.set_selected_span(self._session.selected)

    def _show_spans(self) -> None:
        self._view.set_spans(self._session.spans)
        self._view.set_relations(self._session.relations)
