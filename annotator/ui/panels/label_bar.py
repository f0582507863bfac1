"""The labels as chips with their keys: a click does what the key does, hovering explains."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.model.scheme import Label
from annotator.ui.look.plain import guide_text, plain_tooltip
from annotator.ui.look.theme import Theme
from annotator.ui.panels.flow import FlowLayout
from annotator.ui.session import Session

_PAD_PX = 9
_GAP_PX = 7


class LabelChip(QAbstractButton):
    """One label: its key on a quiet ground, its name beside it, a line in its colour below."""

    hovered = Signal(object)

    def __init__(self, label: Label, action: QAction, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = label
        self._theme = theme
        self._action = action
        self._key = ""
        self.setText(label.name)
        self.setAccessibleName(f"Label {label.name}")
        self._show_key()
        action.changed.connect(self._show_key)
        self.setToolTip(plain_tooltip(guide_text(label)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(action.trigger)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Key, name and air."""
        metrics = self.fontMetrics()
        key = metrics.horizontalAdvance(self._key) + _GAP_PX if self._key else 0
        return QSize(key + metrics.horizontalAdvance(self.text()) + 2 * _PAD_PX, metrics.height() + 10)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Explain the label."""
        self.hovered.emit(self.label)
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop glowing."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        colour = QColor(self._theme.label_colour(self.label.colour))
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_ground(painter, colour)
            left = _PAD_PX
            if self._key:
                painter.setPen(QColor(self._theme.muted))
                painter.drawText(self.rect().adjusted(left, 0, 0, -2), Qt.AlignmentFlag.AlignVCenter, self._key)
                left += self.fontMetrics().horizontalAdvance(self._key) + _GAP_PX
            painter.setPen(QColor(self._theme.text))
            painter.drawText(self.rect().adjusted(left, 0, 0, -2), Qt.AlignmentFlag.AlignVCenter, self.text())
        finally:
            painter.end()

    def _show_key(self) -> None:
        keys = self._action.shortcuts()
        self._key = keys[0].toString() if keys else ""
        self.setAccessibleDescription(f"Key {self._key}" if self._key else "No key")
        self.updateGeometry()
        self.update()

    def _draw_ground(self, painter: QPainter, colour: QColor) -> None:
        ground = QColor(colour)
        ground.setAlpha(70 if self.isDown() else 48 if self.underMouse() or self.hasFocus() else 26)
        painter.setPen(colour if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        body = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(body, 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(body.left() + 5, body.bottom() - 2, body.width() - 10, 3, 1.5, 1.5)


class LabelBar(QWidget):
    """All enabled labels, layer after layer."""

    label_hovered = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("label_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Labels")
        self._session = session
        self._theme = theme
        self.chips: list[LabelChip] = []
        self._flow = FlowLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 8)
        outer.addLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """Make the chips anew for the scheme's label actions."""
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [
            LabelChip(label, actions[f"label.{label.layer}.{label.name}"], self._theme, self)
            for label in self._session.scheme.enabled_labels
        ]
        for chip in self.chips:
            chip.hovered.connect(self.label_hovered)
            self._flow.addWidget(chip)
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        for chip in self.chips:
            chip.set_theme(theme)
