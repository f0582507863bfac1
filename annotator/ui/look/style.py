"""The looks that only this window has, on top of the program's style sheet."""

from collections.abc import Iterator
from string import Template
from typing import Protocol

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QMenuBar, QStatusBar, QStyle, QWidget

from annotator.ui.look.style_sheet import style_sheet
from annotator.ui.look.theme import Theme, apply_theme

_SHEET = Template("""
#article_header, #empty_project, #label_bar, #find_bar { background: $paper; }
#label_bar { border-bottom: 1px solid $border; }
#article_view, #review_text { padding-left: 8px; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="caption"] { color: $muted; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; font-size: ${strong}pt; }
QLabel[role="quote"] { background: $hover; border-radius: 6px; padding: 7px 9px; }
QLabel[role="pill"] { border: 1px solid $edge; border-radius: 9px; padding: 1px 9px; color: $muted; }
QLabel[role="pill"][state="done"] { border-color: $good; color: $good; }
QLabel[role="pill"][state="flagged"] { border-color: $warning; color: $warning; }
QLabel[role="pill"][state="in_progress"] { border-color: $accent; color: $accent; }
QFrame[role="panel"] { border: 1px solid $edge; border-radius: 6px; }
QPushButton[role="link"] { border: 1px solid transparent; text-align: left; padding: 2px 6px; color: $accent;
    background: transparent; }
QPushButton[role="link"]:hover { background: $hover; }
QPushButton[role="link"]:focus { border: 1px solid $accent; padding: 2px 6px; }
QPushButton[role="first"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="first"]:focus { border: 3px double $on_accent; padding: 3px 12px; }
QPushButton[role="card"]:focus { border: 2px solid $accent; padding: 11px 13px; }
QPushButton[role="card"] { text-align: left; padding: 12px 14px; border: 1px solid $border; }
#reading_sample { background: $paper; border: 1px solid $edge; border-radius: 6px; }
#reading_sample QLabel { background: $paper; }
#dock_title { background: $panel; border-bottom: 1px solid $border; }
QDialog QListView, QDialog QTreeView, QDialog QPlainTextEdit { border: 1px solid $edge; border-radius: 5px;
    padding: 2px; }
QDialog QListView::item, QDialog QTreeView::item { padding: 3px 6px; }
#banner, #review_banner { background: $hover; border: none; border-bottom: 1px solid $border;
    border-left: 4px solid $accent; }
#banner[kind="failed"], #review_banner[kind="failed"] { border-left-color: $bad; }
QDockWidget > QWidget { background: $panel; }
QScrollArea, QTextBrowser { border: 1px solid transparent; background: $panel; }
QTextEdit#markdown_view { border: 1px solid transparent; }
QScrollArea:focus, QTextBrowser:focus, QTextEdit#markdown_view:focus { border-color: $accent; }
QScrollArea > QWidget > QWidget { background: $panel; }
QScrollArea[role="bare"], QScrollArea[role="bare"] > QWidget > QWidget { background: transparent; }
QStatusBar QLabel { padding: 0 3px; }
""")

# Where muted words are nearly as bright as others, what cannot be used needs another sign.
_CONTRAST = """
QPushButton:disabled, QPushButton:default:disabled, QLineEdit:disabled, QComboBox:disabled,
QAbstractSpinBox:disabled { border: 1px dashed $edge; }
QDialog { border: 1px solid $edge; }
"""


class Themed(Protocol):
    """What paints itself in a theme."""

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""


class Dresser(QObject):
    """Dresses the parts of a window: those in sight at once, the others when they are shown.

    The style sheet of a program or of a whole window is walked through for every widget in it, seen or not: four
    hundred milliseconds at each change of theme.
    """

    def __init__(self, window: QMainWindow, *homes: QWidget) -> None:
        super().__init__(window)
        self._window, self._homes, self._sheet = window, (window, *homes), ""
        for home in self._homes:
            home.installEventFilter(self)

    def dress(self, theme: Theme) -> None:
        """Put the window into a theme."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        self._sheet = style_sheet(theme) + _sheet(self._window, theme)
        for part in self._parts():
            part.installEventFilter(self)
            if part.isVisible() or not part.styleSheet():
                self._put_on(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress what joins the window, and what comes into sight in the looks of an earlier theme."""
        if watched in self._homes:
            child = event.child() if isinstance(event, QChildEvent) and event.polished() else None
            if isinstance(child, QWidget) and self._is_part(child) and self._sheet:
                child.installEventFilter(self)
                self._put_on(child)
        elif event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            self._put_on(watched)
        return False

    def _parts(self) -> Iterator[QWidget]:
        for home in self._homes:
            for child in home.children():
                if isinstance(child, QWidget) and self._is_part(child):
                    yield child

    def _is_part(self, child: QWidget) -> bool:
        """Tell whether it is ours to dress: not what Qt lays over the gaps, which shows nothing."""
        return child not in self._homes and not child.objectName().startswith("qt_")

    def _put_on(self, part: QWidget) -> None:
        if part.styleSheet() != self._sheet:
            part.setStyleSheet(self._sheet)


def paint_gaps(window: QMainWindow) -> None:
    """Paint the lines between the panes of a window, which wears no style sheet itself."""
    gaps, inner = QRegion(window.rect()), window.centralWidget()
    middle = inner.geometry() if inner is not None else window.rect()
    for part in window.children():
        # What is put away keeps the place that it had.
        if (isinstance(part, QDockWidget | QMenuBar | QStatusBar) and not part.isHidden()) or part is inner:
            gaps -= part.geometry()
    painter = QPainter(window)
    half = window.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetSeparatorExtent) // 2
    for gap in gaps:  # type: ignore[attr-defined]  # the stubs do not know it
        painter.fillRect(gap, window.palette().base())
        if gap.width() > gap.height():
            painter.fillRect(gap.left(), gap.center().y(), gap.width(), 1, window.palette().mid())
    for x in (middle.left() - half - 1, middle.right() + half + 1):
        if gaps.contains(QPoint(x, middle.center().y())):
            painter.fillRect(x, middle.top(), 1, middle.height(), window.palette().mid())
    painter.end()


def _sheet(window: QWidget, theme: Theme) -> str:
    points = window.font().pointSizeF()
    names = ("paper", "panel", "border", "edge", "hover", "muted", "accent", "on_accent", "good", "warning", "bad")
    colours = {name: getattr(theme, name) for name in names}
    written = _SHEET.template + (_CONTRAST if theme.name == "contrast" else "")
    return Template(written).substitute(colours, title=f"{points * 1.35:.1f}", strong=f"{points * 1.1:.1f}")
