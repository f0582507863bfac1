"""The page of review: the article with its tracks, the list beside it, the choices below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from annotator.ui.look.plain import plain_label
from annotator.ui.look.theme import LIGHT, Theme
from annotator.ui.panels.banner import Banner
from annotator.ui.review.card import ChoiceCard
from annotator.ui.review.filters import Filters
from annotator.ui.review.table import ClusterList, ClusterTable
from annotator.ui.review.text import ReviewText
from annotator.ui.window_actions import WindowActions


class ReviewPage(QWidget):
    """Lays the parts out and knows nothing else; Escape lets go of selected words first."""

    left = Signal()

    def __init__(self, actions: WindowActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_view")
        self.setAccessibleName("Review of disagreements")
        self.title = plain_label(role="title")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = plain_label(role="muted")
        self.progress.setObjectName("review_progress")
        self.back = QPushButton("Back to the article")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.text = ReviewText(LIGHT)
        self.table = ClusterTable(LIGHT, self)
        self.list = ClusterList(self.table)
        self.banner = Banner(LIGHT)
        self.banner.setObjectName("review_banner")
        self.filters = Filters()
        self.card = ChoiceCard(actions.by_id)
        self._lay_out()
        actions.lend_to_review(self)
        actions.remade.connect(self.card.name_keys)
        self.setFocusProxy(self.text)
        self.back.clicked.connect(self.left)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.text.set_theme(theme)
        self.table.set_theme(theme)
        self.banner.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of selected words by Escape; without any it leaves the page."""
        if event.key() == Qt.Key.Key_Escape and self.text.selected_range() is not None:
            self.text.clear_selection()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 8, 4)
        top.setSpacing(12)
        top.addWidget(self.title, 1)
        top.addWidget(self.progress)
        top.addWidget(self.back)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(4, 4, 8, 4)
        beside.addWidget(self.filters)
        beside.addWidget(self.list, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.text)
        across.addWidget(right)
        across.setStretchFactor(0, 3)
        across.setStretchFactor(1, 2)
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(across)
        down.addWidget(self.card)
        down.setStretchFactor(0, 3)
        down.setStretchFactor(1, 1)
        down.setSizes([620, 180])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(top)
        column.addWidget(down, 1)
