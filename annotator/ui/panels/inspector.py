"""Everything about the selected span: label, bounds, attributes, links, note, who, when, origin, history."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from annotator.model.annotation import Span
from annotator.services.commands import RelabelSpan
from annotator.ui.look.plain import plain_label, plain_tooltip, single_line, wrapped_label
from annotator.ui.look.theme import Theme
from annotator.ui.panels.attribute_form import AttributeForm
from annotator.ui.panels.link_rows import LinkRows
from annotator.ui.panels.note_editor import NoteEditor
from annotator.ui.panels.span_history import SpanHistory
from annotator.ui.session import Session

QUOTE_LIMIT = 220
# The row of bounds must fit.
LEAST_PX = 250
NUDGES = ("span.start_left", "span.start_right", "span.end_left", "span.end_right")


class Inspector(QScrollArea):
    """Shows the selected span and hands each change on as a command."""

    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName("Inspector")
        self.setWidgetResizable(True)
        self.setMinimumWidth(LEAST_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._empty = wrapped_label("Select a span to see and change it here.", "muted")
        self._quote = wrapped_label(role="quote")
        self.label = QComboBox()
        self.label.setAccessibleName("Label of the span")
        self._bounds = plain_label(role="muted")
        self._nudges = [QToolButton() for _ in NUDGES]
        self.attributes = AttributeForm(session)
        self.links = LinkRows(session, theme)
        self.note = NoteEditor(session)
        self.history = SpanHistory(session)
        self._page = self._lay_out()
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(12, 8, 12, 10)
        outer.addWidget(self._empty)
        outer.addWidget(self._page)
        outer.addStretch()
        self.setWidget(holder)
        self.label.activated.connect(self._relabel)
        self.attributes.finished.connect(self.left)
        session.span_selected.connect(self._show)
        session.scheme_changed.connect(self._fill_labels)
        self._fill_labels()
        self._show()

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """Give the nudge buttons their actions."""
        for button, id, sign in zip(self._nudges, NUDGES, "◂▸◂▸", strict=True):
            action = actions[id]
            button.setText(sign)
            button.setAutoRaise(True)
            button.setAccessibleName(action.text())
            button.setToolTip(plain_tooltip(f"{action.text()} ({action.shortcut().toString()})"))
            button.clicked.connect(action.trigger)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape; what a field holds is stored when it loses the keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.links.set_theme(theme)

    def _lay_out(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._quote)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.addWidget(plain_label("Label", "caption"), 0, 0)
        grid.addWidget(self.label, 0, 1)
        grid.addWidget(plain_label("Bounds", "caption"), 1, 0)
        bounds = QHBoxLayout()
        bounds.setSpacing(2)
        for widget in (*self._nudges[:2], self._bounds, *self._nudges[2:]):
            bounds.addWidget(widget)
        bounds.addStretch()
        grid.addLayout(bounds, 1, 1)
        layout.addLayout(grid)
        for part in (self.attributes, self.links, self.note, self.history):
            layout.addWidget(part)
        return page

    def _fill_labels(self, _scheme: object = None) -> None:
        self.label.clear()
        for label in self._session.scheme.enabled_labels:
            self.label.addItem(label.name)
        self._show()

    def _relabel(self, _row: int) -> None:
        span = self._session.selected_span
        if span is not None and span.label != self.label.currentText():
            self._session.execute(RelabelSpan(span.id, self.label.currentText()))
            self._show()

    def _show(self, _event: object = None) -> None:
        span = self._session.selected_span
        self._page.setVisible(span is not None)
        self._empty.setVisible(span is None)
        if span is None:
            return
        self._quote.setText(single_line(span.text, QUOTE_LIMIT))
        if self.label.findText(span.label) < 0:
            self.label.addItem(span.label)
        self.label.setCurrentText(span.label)
        self._bounds.setText(bounds_words(span))


def bounds_words(span: Span) -> str:
    """Write where a span stands, piece by piece."""
    return ", ".join(f"{start}–{end}" for start, end in span.fragments)
