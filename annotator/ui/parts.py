"""What the window lends to the features that are added to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from annotator.ui.article.view import ArticleView
from annotator.ui.hands.labelling import Handler, Labelling
from annotator.ui.look.theme import Theme
from annotator.ui.pages import Pages
from annotator.ui.panels.banner import Banner
from annotator.ui.panels.dock import Dock
from annotator.ui.panels.document_list import DocumentList
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.status_line import StatusLine
from annotator.ui.session import Session
from annotator.ui.view_options import ViewOptions
from annotator.ui.window_actions import WindowActions


@dataclass(frozen=True, slots=True)
class WindowParts:
    """The parts of one window; `bars` puts a widget between the article's header and the article."""

    window: QMainWindow
    session: Session
    view: ArticleView
    actions: WindowActions
    labelling: Labelling
    pages: Pages
    documents: DocumentList
    inspector: Inspector
    banner: Banner
    status: StatusLine
    options: ViewOptions
    bars: Callable[[QWidget], None]

    def add_dock(self, title: str, content: QWidget, area: Qt.DockWidgetArea) -> Dock:
        """Add a pane at a side of the window, hidden until it is asked for."""
        dock = Dock(title, content, self.window)
        self.window.addDockWidget(area, dock)
        dock.hide()
        # The layout was restored before the pane was there.
        self.window.restoreDockWidget(dock)
        return dock


class Feature(Protocol):
    """Something the window can do, in a file of its own and listed in features.py."""

    def handlers(self) -> Mapping[str, Handler]:
        """Say which action does what."""

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""

    def close(self) -> None:
        """End what still runs before the project is given back."""
