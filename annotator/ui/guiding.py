"""Guidance in the window: what a label means, the guideline, the guide, spans under older definitions."""

from PySide6.QtCore import Qt

from annotator.model.scheme import Label
from annotator.services.search.context_lines import ContextLine
from annotator.ui.dialogs.guide import GuideDialog
from annotator.ui.dialogs.guideline import GuidelineDialog
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.panels.label_guide import LabelGuide
from annotator.ui.panels.outdated_panel import OutdatedPanel
from annotator.ui.parts import WindowParts


class Guiding:
    """Explains labels by one key, and keeps the guideline one key away."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts, self._session = parts, parts.session
        self.panel = OutdatedPanel(parts.session)
        self.dock = parts.add_dock("Older definitions", self.panel, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.panel.place_chosen.connect(self._go_to)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "guide.explain": self.explain,
            "guideline.open": self._open,
            "help.guide": lambda: GuideDialog(self._parts.window).open(),
            "guideline.outdated": self._look,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.dock.set_theme(theme)

    def close(self) -> None:
        """End what still runs."""
        self.panel.stop()

    def explain(self) -> None:
        """Show what the label of the selected span means, else of the innermost one at the caret."""
        label, guide = self._label(), self._parts.window.findChild(LabelGuide)
        if label is None or guide is None:
            self._session.told.emit("No span is selected or stands at the caret: the label guide explains its label.")
            return
        holder = guide.parentWidget()
        if not guide.isVisible() and holder is not None:
            holder.show()
            holder.raise_()
        guide.show_label(label)
        self._session.told.emit(f"{label.name}: {label.definition or 'no definition is written yet.'}")

    def _label(self) -> Label | None:
        caret = self._parts.view.caret()
        here = sorted(
            (span for span in self._session.spans if span.covers(caret)),
            key=lambda span: (span.end - span.start, span.sort_key),
        )
        span = self._session.selected_span or next(iter(here), None)
        return self._session.scheme.label(span.label) if span else None

    def _open(self) -> None:
        GuidelineDialog(self._session, self._parts.window).open()

    def _look(self) -> None:
        self.dock.show()
        self.dock.raise_()
        self.panel.look()
        self.panel.lines.setFocus()

    def _go_to(self, line: ContextLine) -> None:
        if self._session.document is None or self._session.document.id != line.document:
            self._session.open_document(line.document)
        self._session.select_span(line.span)
        self._parts.view.setFocus()
