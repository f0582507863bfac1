"""QActions made from the table of actions; a handler says what each does."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from annotator.actions import ACTIONS, ActionSpec, Menu, Scope, all_actions
from annotator.model.scheme import Scheme
from annotator.ui.key_rules import known_keys
from annotator.ui.look.icons import icon
from annotator.ui.look.plain import plain_tooltip
from annotator.ui.look.theme import Theme

Handler = Callable[[], None]


class WindowActions(QObject):
    """Holds every action of a window; those of the scheme are made anew when it changes."""

    remade = Signal()

    def __init__(self, window: QMainWindow, article_widgets: tuple[QWidget, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._article_widgets = article_widgets
        self._from_scheme: list[QAction] = []
        self._scheme = Scheme((), (), ())
        self.chosen_keys: dict[str, tuple[str, ...]] = {}
        self.specs: dict[str, ActionSpec] = {}
        self.by_id: dict[str, QAction] = {}
        for spec in ACTIONS:
            self._make(spec)

    def connect_handlers(self, handlers: Mapping[str, Handler]) -> None:
        """Give actions their work; an action without any stays disabled with its reason."""
        for id, handler in handlers.items():
            action = self.by_id[id]
            action.triggered.connect(partial(_call, handler))
            action.setEnabled(True)

    def make_scheme_actions(self, scheme: Scheme, label: Callable[[str], None], link: Callable[[str], None]) -> None:
        """Make the actions that stand for labels and relation labels."""
        for action in self._from_scheme:
            self.by_id.pop(action.objectName(), None)
            self.specs.pop(action.objectName(), None)
            for widget in self._article_widgets:
                widget.removeAction(action)
            # It may be the one that is carried out now: it lives on until then, unnamed.
            action.setObjectName("")
            action.deleteLater()
        self._from_scheme, self._scheme = [], scheme
        for spec in all_actions(scheme, self.chosen_keys)[len(ACTIONS) :]:
            action = self._make(spec)
            work = label if spec.menu is Menu.LABEL else link
            action.triggered.connect(partial(_call_with, work, spec.id.rsplit(".", 1)[1]))
            action.setEnabled(True)
            self._from_scheme.append(action)
        self.remade.emit()

    def set_keys(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Give every action its keys anew; those that were chosen count before the defaults."""
        self.chosen_keys = known_keys(chosen)
        for spec in all_actions(self._scheme, self.chosen_keys):
            if spec.keys != self.specs[spec.id].keys:
                self.specs[spec.id] = spec
                self.by_id[spec.id].setShortcuts([QKeySequence(key) for key in spec.keys])
        self.remade.emit()

    def lend_to_review(self, page: QWidget) -> None:
        """Let a page hear the keys of review."""
        page.addActions([self.by_id[id] for id, spec in self.specs.items() if spec.scope is Scope.REVIEW])

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in another theme."""
        for id, spec in self.specs.items():
            if spec.icon:
                self.by_id[id].setIcon(icon(spec.icon, theme.text))

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(spec.text, self._window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        action.setEnabled(False)
        action.setToolTip(plain_tooltip(spec.reason or spec.words))
        if spec.scope is Scope.ARTICLE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for widget in self._article_widgets:
                widget.addAction(action)
        elif spec.scope is Scope.REVIEW:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            self._window.addAction(action)
        self.specs[spec.id] = spec
        self.by_id[spec.id] = action
        return action


def _call(handler: Handler, _checked: bool = False) -> None:
    handler()


def _call_with(work: Callable[[str], None], name: str, _checked: bool = False) -> None:
    work(name)
