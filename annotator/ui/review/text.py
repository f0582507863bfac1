"""The article under review: everybody's spans of one layer as tracks, the current cluster framed and in view."""

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from annotator.model.annotation import Fragment, Span
from annotator.model.document import Document
from annotator.model.ids import AnnotatorId, SpanId
from annotator.model.scheme import Scheme
from annotator.ui.article.view import ArticleView
from annotator.ui.look.theme import Theme
from annotator.ui.review.track_canvas import TrackCanvas

# So much of the article stays in view above the current cluster.
ABOVE = 0.3


class ReviewText(ArticleView):
    """Shows what all annotators did; spans cannot be chosen here, words can be selected as new bounds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("review_text")
        self.setAccessibleName("Article under review")
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        self._tracks = TrackCanvas(document, theme)
        self._canvas = self._tracks
        self.setDocument(document)
        self._keep_font()

    def show_tracks(
        self, document: Document, scheme: Scheme, names: dict[AnnotatorId, str], spans: tuple[Span, ...]
    ) -> None:
        """Show an article with a track for each of these annotators, in this order, gold first."""
        tracks = self._tracks.tracks
        other = self._article is None or self._article.id != document.id or tracks.tracks != tuple(names)
        self._tracks.names, tracks.tracks = names, tuple(names)
        if other:
            self._tracks.around, tracks.current = None, frozenset()
            self.show_document(document, scheme)
            self.set_spans(())
        self.set_spans(spans)

    def show_cluster(self, around: Fragment, spans: frozenset[SpanId]) -> None:
        """Frame a cluster, open its lines and bring it into view."""
        self._tracks.refresh()
        self._tracks.around = around
        self._tracks.tracks.set_current(spans)
        self.set_caret(around[0])
        self._bring_up(around[0])
        self.viewport().update()

    def showing(self) -> Fragment | None:
        """Tell which stretch is framed."""
        return self._tracks.around

    def _bring_up(self, offset: int) -> None:
        box, bar = self._canvas.caret_box(offset), self.verticalScrollBar()
        room = self.viewport().height() * ABOVE
        if not bar.value() + room / 2 < box.top() < bar.value() + 2 * room:
            bar.setValue(round(box.top() - room))
