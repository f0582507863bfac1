"""Names that may be one entity, found between events; each row is accepted by itself."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from annotator.model.authority import AuthorityEntry
from annotator.services.authority.entries import Variant, in_order, propose_variants
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.rows_of_buttons import button_row
from annotator.ui.slices import SLICE_S

_VARIANT = Qt.ItemDataRole.UserRole
_MOST = 500


class VariantList(QWidget):
    """`accepted` carries the entry that stays and the one that becomes its alias."""

    accepted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[Variant] = []
        self._left: Iterator[tuple[Variant, ...]] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self.title = plain_label("Perhaps the same", "caption")
        self.list = _Rows(self)
        self.list.setAccessibleName("Names that may be the same")
        self.merge = QPushButton("Merge into the first")
        self.other = QPushButton("Merge into the second")
        for button, work in ((self.merge, self.accept_current), (self.other, self._accept_other)):
            button.setAutoDefault(False)
            button.clicked.connect(work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addLayout(button_row(self.merge, self.other))

    def look(self, entries: tuple[AuthorityEntry, ...]) -> None:
        """Compare these entries, a slice at a time."""
        self._found, self._left = [], propose_variants(entries)
        self._timer.start()

    def stop(self, _result: int = 0) -> None:
        """End what still runs."""
        self._timer.stop()

    def accept_current(self) -> None:
        """Merge the two of the current row, into the first."""
        variant = self._current()
        if variant is not None:
            self.accepted.emit(variant.first.id, variant.second.id)

    def _accept_other(self) -> None:
        variant = self._current()
        if variant is not None:
            self.accepted.emit(variant.second.id, variant.first.id)

    def _current(self) -> Variant | None:
        item = self.list.currentItem()
        variant = item.data(_VARIANT) if item is not None else None
        return variant if isinstance(variant, Variant) else None

    def _step(self) -> None:
        until = perf_counter() + SLICE_S
        for found in self._left:
            self._found += found
            if perf_counter() > until:
                return
        self._timer.stop()
        self._show()

    def _show(self) -> None:
        self.list.clear()
        for variant in in_order(self._found)[:_MOST]:
            item = QListWidgetItem(_words(variant))
            item.setData(_VARIANT, variant)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.title.setText(f"Perhaps the same: {len(self._found)}")
        for button in (self.merge, self.other):
            button.setEnabled(bool(self._found))


class _Rows(QListWidget):
    def __init__(self, panel: VariantList) -> None:
        super().__init__(panel)
        self._panel = panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._panel.accept_current()
        else:
            super().keyPressEvent(event)


def _words(variant: Variant) -> str:
    named = [
        _named(entry, surface) for entry, surface in zip((variant.first, variant.second), variant.surfaces, strict=True)
    ]
    return f"{named[0]}  =  {named[1]}?   {variant.why}"


def _named(entry: AuthorityEntry, surface: str) -> str:
    return single_line(entry.name if surface == entry.name else f"{entry.name} ({surface})", 60)
