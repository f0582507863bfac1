"""Spans whose label meant something else when they were labelled: go there, or say that they are still right."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.services.scheme.definitions import ConfirmLabels, outdated_spans
from annotator.services.search.context_lines import ContextLine
from annotator.ui.look.plain import plain_label
from annotator.ui.panels.line_table import LineTable, LineView
from annotator.ui.rows_of_buttons import button_row
from annotator.ui.session import Session
from annotator.ui.slices import Slices


class OutdatedPanel(QWidget):
    """Looks when it is asked to; `place_chosen` carries the line to go to."""

    place_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outdated_panel")
        self._session = session
        self._slices = Slices(self)
        self.table = LineTable(self)
        self.lines = LineView(self.table)
        self.lines.setAccessibleName("Spans labelled under an older definition")
        self.words = plain_label(role="muted")
        self.right = QPushButton("Checked: still right")
        self.again = QPushButton("Look again")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.addWidget(self.words)
        column.addWidget(self.lines, 1)
        column.addLayout(button_row(self.right, self.again))
        self.right.clicked.connect(self.confirm)
        self.again.clicked.connect(self.look)
        self.lines.activated.connect(self._on_activated)
        self.table.checked_changed.connect(self._show_count)
        self._slices.arrived.connect(self._on_arrived)
        self._slices.ended.connect(self._show_count)
        self._slices.failed.connect(session.failed)
        session.annotator_changed.connect(self._forget)

    def look(self) -> None:
        """Find the spans, between events."""
        self._forget()
        self.words.setText("Looking ...")
        self._slices.start(outdated_spans(self._session.project, self._session.annotator.id))

    def confirm(self) -> None:
        """Say that the ticked spans are still right, in one step."""
        spans = tuple(line.span for line in self.table.checked if line.span is not None)
        if self._session.execute(ConfirmLabels(spans)) is not None:
            self.look()

    def stop(self) -> None:
        """End what still runs."""
        self._slices.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking when nobody sees it."""
        super().hideEvent(event)
        self.stop()

    def _forget(self, _event: object = None) -> None:
        self.stop()
        self.table.clear()
        self._show_count()

    def _on_arrived(self, lines: tuple[ContextLine, ...]) -> None:
        self.table.add(lines)
        if not self.lines.currentIndex().isValid() and self.table.rowCount():
            self.lines.setCurrentIndex(self.table.index(0, 0))

    def _on_activated(self, _index: QModelIndex) -> None:
        line = self.lines.current_line
        if line is not None:
            self.place_chosen.emit(line)

    def _show_count(self) -> None:
        found, ticked = self.table.rowCount(), len(self.table.checked)
        told = f"Labelled under an older definition: {found}, ticked: {ticked}."
        self.words.setText(told if found else "Every span was labelled under the definition of now.")
        self.right.setEnabled(bool(ticked) and not self._session.project.read_only)
