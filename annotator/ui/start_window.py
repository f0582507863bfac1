"""The window without a project: recent ones, a new one, another one, or the sample."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from annotator.settings import Settings
from annotator.ui.look.icons import icon
from annotator.ui.look.plain import key_words, plain_label, plain_tooltip, single_line, wrapped_label
from annotator.ui.look.style import Dresser
from annotator.ui.look.theme import theme_named
from annotator.ui.panels.banner import Banner
from annotator.ui.project_choice import ProjectChoice

WELCOME = "Label who is named, who is quoted and what is claimed in news articles. Everything stays on this machine."
CHOICES = (
    (
        "start.sample",
        "Sample project",
        "Five short articles that are labelled: look around",
        "sample",
        "Ctrl+T",
    ),
    ("start.new", "New project", "An empty project file with the usual labels", "file-plus", "Ctrl+N"),
    ("start.open", "Open project", "A project file that is there already", "folder-open", "Ctrl+O"),
)


class StartWindow(QMainWindow):
    """Asks what to work on."""

    closed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("start_window")
        self.setWindowTitle("Annotator")
        self._theme = theme_named(settings.theme)
        self.choice = ProjectChoice(self)
        self.banner = Banner(self._theme)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.banner)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addLayout(self._column(settings))
        middle.addStretch()
        outer.addLayout(middle, 1)
        self.setCentralWidget(page)
        self.resize(820, 600)
        Dresser(self).dress(self._theme)

    def _column(self, settings: Settings) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch()
        column.addWidget(plain_label("Annotator", "title"))
        words = wrapped_label(WELCOME, "muted")
        words.setMinimumWidth(460)
        column.addWidget(words)
        column.addSpacing(8)
        works = (self._want_sample, self.choice.choose_new, self.choice.choose_existing)
        for (id, title, detail, sign, key), work in zip(CHOICES, works, strict=True):
            action = self._action(id, title, key)
            action.triggered.connect(partial(_call, work))
            column.addWidget(self._card(f"{title}   {key_words(action)}\n{detail}", sign, action))
        if settings.recent:
            column.addSpacing(10)
            column.addWidget(plain_label("Recent projects", "caption"))
        for number, name in enumerate(settings.recent):
            column.addWidget(self._recent(number, Path(name)))
        column.addStretch()
        return column

    def _action(self, id: str, text: str, key: str) -> QAction:
        action = QAction(text, self)
        action.setObjectName(id)
        action.setShortcut(key)
        self.addAction(action)
        return action

    def _card(self, text: str, sign: str, action: QAction) -> QPushButton:
        card = QPushButton(text)
        card.setProperty("role", "card")
        card.setIcon(icon(sign, self._theme.accent))
        card.setIconSize(QSize(26, 26))
        card.setCursor(Qt.CursorShape.PointingHandCursor)
        card.clicked.connect(action.trigger)
        return card

    def _recent(self, number: int, path: Path) -> QPushButton:
        button = QPushButton(single_line(f"{path.stem}   {path.parent}", 70).replace("&", "&&"))
        button.setObjectName(f"recent_{number}")
        button.setProperty("role", "link")
        button.setToolTip(plain_tooltip(str(path)))
        button.clicked.connect(partial(self._open_recent, path))
        return button

    def _open_recent(self, path: Path, _checked: bool = False) -> None:
        self.choice.open_wanted.emit(path)

    def _want_sample(self) -> None:
        self.choice.sample_wanted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody asks any more."""
        self.closed.emit()
        super().closeEvent(event)


def _call(work: Callable[[], None], _checked: bool = False) -> None:
    work()
