"""The window of one project: puts the parts together and knows nothing else."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.actions import writes
from annotator.settings import Settings
from annotator.ui.article.view import ArticleView
from annotator.ui.article_sync import ArticleSync
from annotator.ui.asking import Asking
from annotator.ui.find_bar import FindBar
from annotator.ui.finding import Finding
from annotator.ui.growing_window import GrowingWindow
from annotator.ui.hands.attribute_keys import AttributeKeys
from annotator.ui.hands.edge_drag import EdgeDrag
from annotator.ui.hands.edges import Edges
from annotator.ui.hands.labelling import Handler, Labelling
from annotator.ui.hands.linking import Linking
from annotator.ui.hands.selecting import Selecting
from annotator.ui.hands.typed_find import TypedFind
from annotator.ui.hands.whole_moves import WholeMoves
from annotator.ui.hands.zone_marking import ZoneMarking
from annotator.ui.look.style import Dresser, Themed
from annotator.ui.look.theme import theme_named
from annotator.ui.menus import Menus
from annotator.ui.navigation import Navigation
from annotator.ui.pages import Pages
from annotator.ui.panels.article_header import ArticleHeader
from annotator.ui.panels.banner import Banner
from annotator.ui.panels.dock import Dock
from annotator.ui.panels.document_list import DocumentList
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.label_bar import LabelBar
from annotator.ui.panels.label_guide import LabelGuide
from annotator.ui.panels.span_list import SpanList
from annotator.ui.panels.status_line import StatusLine
from annotator.ui.parts import WindowParts
from annotator.ui.session import Session
from annotator.ui.tab_order import beside
from annotator.ui.undoing import Undoing
from annotator.ui.view_options import ViewOptions
from annotator.ui.window_actions import WindowActions
from annotator.ui.window_place import keep_place, restore_place

_ABOVE_ARTICLE = 4  # below the banner, the header, the labels and the find bar
READ_ONLY = "This project is open read only: look, search and export, but nothing can be changed."


class MainWindow(GrowingWindow):
    """Shows one project to one annotator."""

    closed = Signal()

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self._was_shown = False
        session.setParent(self)
        self.setWindowTitle(f"{session.project.path.name}[*] - Annotator")
        theme = theme_named(settings.theme)
        self.view = ArticleView(theme)
        self.view.set_reading(settings.reading)
        self.documents = DocumentList(session, theme)
        self.spans = SpanList(session, theme)
        self.inspector = Inspector(session, theme)
        self.guide = LabelGuide(session)
        self.header = ArticleHeader(session)
        self.label_bar = LabelBar(session, theme)
        self.banner = Banner(theme)
        self.find_bar = FindBar(session, self.view)
        self._lay_out()
        self.actions_ = WindowActions(self, (self.view, self.spans))
        self.status = StatusLine(session, self.actions_.by_id["annotator.switch"], theme)
        self.setStatusBar(self.status)
        self.options = ViewOptions(settings, self.actions_.by_id, self)
        self._make_controllers()
        self.menus = Menus(self.menuBar(), self.actions_)
        self._connect()
        self._on_theme()
        self.view.setFocus()
        restore_place(self)
        if session.project.read_only:
            self._lock()
            self.banner.tell(READ_ONLY)
        if session.project.notices:
            self.banner.warn(" ".join(session.project.notices))
        self.await_features(self._parts_lent())

    def _lay_out(self) -> None:
        page = QWidget()
        page.setFocusProxy(self.view)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.banner, self.header, self.label_bar, self.find_bar):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        self._column = column
        self.pages = Pages(page)
        self.setCentralWidget(self.pages)
        self._dresser = Dresser(self, self.pages)
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self.docks = {
            "view.documents": self._add_dock("Articles", self.documents, left),
            "view.guide": self._add_dock("Label guide", self.guide, left),
            "view.spans": self._add_dock("Spans", self.spans, right),
            "view.inspector": self._add_dock("Inspector", self.inspector, right),
        }
        docks = list(self.docks.values())
        self.resizeDocks([docks[0], docks[2]], [270, 300], Qt.Orientation.Horizontal)
        self.resizeDocks(docks, [520, 220, 380, 360], Qt.Orientation.Vertical)

    def _add_dock(self, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> Dock:
        dock = Dock(title, widget, self)
        self.addDockWidget(area, dock)
        return dock

    def _make_controllers(self) -> None:
        session, view = self.session, self.view
        self.sync = ArticleSync(session, view, self)
        self.labelling = Labelling(session, view, self)
        self.finding = Finding(session, view, self.labelling, self)
        self.linking = Linking(session, view, self)
        self.edges = Edges(session, view)
        self.edge_drag = EdgeDrag(session, view)
        self.whole_moves = WholeMoves(session, view, self.labelling, self.actions_.by_id["select.advance"])
        self.typed_find = TypedFind(view, lambda: self.whole_moves.moves)
        self._column.addWidget(self.typed_find)
        self.attribute_keys = AttributeKeys(session, view, self._edit_attribute)
        self.zones = ZoneMarking(session, view, self)
        self.selecting = Selecting(session, view, self)
        self.navigation = Navigation(session, self.documents, self.actions_.by_id)
        self.asking = Asking(session, self)
        self.undoing = Undoing(session, self.actions_, self)
        own: dict[str, Handler] = {
            "span.link_speaker": self.linking.link_speaker,
            "span.note": self._edit_note,
            "span.attributes": self.attribute_keys.start,
            "select.typed": self.typed_find.open,
            **self.finding.handlers(),
            "find.open": self.find_bar.open,
            "window.close": self._close,
        }
        panes_shown = {id: self.options.bind_pane(id, dock) for id, dock in self.docks.items()}
        for part in (self.labelling, self.edges, self.zones, self.selecting, self.whole_moves):
            self.actions_.connect_handlers(part.handlers())
        for rest in (self.navigation, self.options, self.asking):
            self.actions_.connect_handlers(rest.handlers())
        self.actions_.connect_handlers(own | panes_shown)
        self._make_scheme_actions()
        self.inspector.set_actions(self.actions_.by_id)

    def _parts_lent(self) -> WindowParts:
        return WindowParts(
            window=self,
            session=self.session,
            view=self.view,
            actions=self.actions_,
            labelling=self.labelling,
            pages=self.pages,
            documents=self.documents,
            inspector=self.inspector,
            banner=self.banner,
            status=self.status,
            options=self.options,
            bars=partial(self._column.insertWidget, _ABOVE_ARTICLE),
        )

    def dress_features(self) -> None:
        """Give the features the theme, fill the menus anew, lock what a read-only window may not do."""
        theme = self.options.theme(self.session.scheme)
        themed: tuple[Themed, ...] = (*self.features, self.actions_)
        for part in themed:
            part.set_theme(theme)
        self.menus.refill()
        if self.session.project.read_only:
            self._lock()

    def _connect(self) -> None:
        session = self.session
        session.scheme_changed.connect(self._make_scheme_actions)
        session.failed.connect(self.banner.warn)
        session.told.connect(self.status.tell)
        self.navigation.ended.connect(self.banner.tell)
        self.actions_.remade.connect(self.menus.refill)
        self.documents.document_chosen.connect(session.open_document)
        self.inspector.left.connect(self.view.setFocus)
        self.label_bar.label_hovered.connect(self.guide.show_label)
        self.options.theme_changed.connect(self._on_theme)
        self.options.reading_changed.connect(self.view.set_reading)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._pop_up)

    def _make_scheme_actions(self, _scheme: object = None) -> None:
        self.actions_.make_scheme_actions(self.session.scheme, self.finding.label, self.linking.link)
        self.finding.set_label_actions(self.actions_.by_id)
        self.label_bar.set_actions(self.actions_.by_id)

    def _close(self) -> None:
        self.close()

    def _on_theme(self) -> None:
        theme = self.options.theme(self.session.scheme)
        self._dresser.dress(theme)
        parts = (self.view, self.documents, self.spans, self.inspector, self.label_bar, self.banner, self.status)
        themed: tuple[Themed, ...] = (*parts, *self.docks.values(), self.actions_, self.finding, *self.features)
        for part in themed:
            part.set_theme(theme)

    def _pop_up(self, place: QPoint) -> None:
        if self.view.selected_range() is None:
            self.session.select_span(self.view.span_at(place))
        self.menus.pop_up(self.view, self.view.viewport().mapToGlobal(place))

    def _edit_note(self) -> None:
        self.docks["view.inspector"].show()
        self.inspector.note.text.setFocus()

    def _edit_attribute(self, name: str) -> None:
        self.docks["view.inspector"].show()
        self.inspector.attributes.fields[name].setFocus()

    def _lock(self) -> None:
        for id, action in self.actions_.by_id.items():
            if writes(id):
                action.setEnabled(False)
        self.inspector.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the top of the article: Qt scrolls a text field to its cursor when it is first shown."""
        super().showEvent(event)
        if self.session.selected is None and not self._was_shown:
            self.view.verticalScrollBar().setValue(0)
        self._was_shown = True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go on as the window is read."""
        found = beside(self, forward=forward)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return found is not None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what is being typed, give the project back; stay once when its file is gone."""
        self.session.settle()
        if self.session.look_after_file():
            event.ignore()
            return
        keep_place(self)
        self.finding.stop()
        for feature in self.features:
            feature.close()
        self.session.close()
        self.closed.emit()
        super().closeEvent(event)
