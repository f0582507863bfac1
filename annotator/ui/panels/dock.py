"""A pane at the side of the window with a quiet title and one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget

from annotator.ui.look.icons import icon
from annotator.ui.look.plain import plain_label
from annotator.ui.look.theme import Theme

# Narrower than this a pane cuts off what it shows.
LEAST_PX = 210


class Dock(QDockWidget):
    """Can be moved to the other side and hidden; an action brings it back."""

    def __init__(self, title: str, content: QWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName(f"dock_{title.lower().replace(' ', '_')}")
        feature = QDockWidget.DockWidgetFeature
        self.setFeatures(feature.DockWidgetClosable | feature.DockWidgetMovable)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.setAccessibleName(f"Hide {title}")
        self._close.setToolTip("Hide this pane; the menu View brings it back")
        self._close.clicked.connect(self.close)
        bar = QWidget()
        bar.setObjectName("dock_title")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.addWidget(plain_label(title, "caption"), 1)
        layout.addWidget(self._close)
        self.setTitleBarWidget(bar)
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        content.setMinimumWidth(max(content.minimumWidth(), LEAST_PX))
        self.setWidget(content)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._close.setIcon(icon("close", theme.muted))
