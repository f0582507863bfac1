"""The style sheet of the program: quiet frames, visible focus, the theme's colours."""

from string import Template
from typing import Protocol

from annotator.resources import resource_path


class Colours(Protocol):
    """What a style sheet needs of a theme."""

    @property
    def is_dark(self) -> bool:
        """Whether its grounds are dark."""

    @property
    def window(self) -> str:
        """The ground of the window."""

    @property
    def panel(self) -> str:
        """The ground of lists and fields."""

    @property
    def paper(self) -> str:
        """The ground of the article."""

    @property
    def text(self) -> str:
        """The colour of words."""

    @property
    def muted(self) -> str:
        """The colour of words that step back."""

    @property
    def border(self) -> str:
        """Lines between areas."""

    @property
    def edge(self) -> str:
        """Outlines of controls."""

    @property
    def hover(self) -> str:
        """The ground under the pointer."""

    @property
    def selected(self) -> str:
        """The ground of the chosen row."""

    @property
    def accent(self) -> str:
        """Focus and default buttons."""

    @property
    def on_accent(self) -> str:
        """Words on the accent."""

    @property
    def bad(self) -> str:
        """What went wrong."""


SHEET = Template("""
QDialog { background: $window; }
QMenuBar { background: $window; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $panel; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QToolBar { background: $window; border: none; border-bottom: 1px solid $border; spacing: 4px; padding: 3px 6px; }
QStatusBar { background: $window; border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }
QDockWidget::title { background: $window; padding: 7px 10px; }
QListView, QTreeView, QTableView { background: $panel; border: none; outline: none;
    selection-background-color: $selected; selection-color: $text; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 1px solid $accent; }
QHeaderView::section { background: $window; border: none; border-bottom: 1px solid $border; padding: 4px 6px; }
QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox { background: $panel; color: $text; border: 1px solid $edge;
    border-radius: 5px; padding: 4px 7px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border: 2px solid $accent;
    padding: 3px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $muted;
    background: $window; border-color: $border; }
QAbstractSpinBox { padding-right: 20px; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; border: none; width: 20px; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; border: none;
    width: 20px; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; border: none; width: 20px; }
QAbstractSpinBox::up-arrow { image: url($arrows/up-$ground.png); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow, QComboBox::down-arrow { image: url($arrows/down-$ground.png); width: 10px;
    height: 10px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $border; }
QPushButton { background: $panel; color: $text; border: 1px solid $edge; border-radius: 5px; padding: 5px 14px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 13px; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:disabled, QPushButton:default:disabled { background: $window; color: $muted; border-color: $border; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid $accent; border-radius: 4px; }
QCheckBox, QRadioButton { border: 1px solid transparent; padding: 2px; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QSlider::groove:horizontal { height: 4px; background: $edge; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; margin: -6px 0; background: $panel; border: 2px solid $accent;
    border-radius: 8px; }
QSlider::handle:horizontal:focus { background: $accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px; }
QToolButton:focus { padding: 3px; }
QToolButton:checked { background: $selected; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTreeView::indicator, QTableView::indicator {
    width: 9px; height: 9px; border: 1px solid $edge; border-radius: 3px; padding: 2px; background-clip: content;
    background-color: transparent; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QListView::indicator:checked,
QTreeView::indicator:checked, QTableView::indicator:checked { background-color: $accent; border-color: $accent; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled { background-color: $muted;
    border-color: $edge; }
QCheckBox::indicator:focus { border-color: $accent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="bad"] { color: $bad; }
QTabBar::tab { padding: 6px 12px; border: none; border-bottom: 2px solid transparent; background: transparent; }
QTabBar::tab:selected:focus { border: 2px solid $accent; padding: 4px 10px; border-radius: 4px; }
QTabBar::tab:selected { border-bottom-color: $accent; }
QToolTip { background: $panel; color: $text; border: 1px solid $border; padding: 5px; }
QProgressBar { background: $hover; border: none; border-radius: 3px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTextEdit#article_view, QTextEdit#review_text { background: $paper; border: none; border-left: 3px solid $paper; }
QTextEdit#article_view:focus, QTextEdit#review_text:focus { border-left-color: $accent; }
""")


def style_sheet(colours: Colours) -> str:
    """Fill the colours in."""
    names = ("window", "panel", "paper", "text", "muted", "border", "edge", "hover", "selected", "accent")
    seen = {name: getattr(colours, name) for name in (*names, "on_accent", "bad")}
    arrows = resource_path("arrows").as_posix()
    return SHEET.substitute(seen, arrows=arrows, ground="dark" if colours.is_dark else "light")
