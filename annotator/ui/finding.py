"""Opens the project's search and "label all like this", and lets label keys label what is checked in the list."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from annotator.services.search.context_lines import ContextLine
from annotator.ui.article.view import ArticleView
from annotator.ui.dialogs.label_all import LabelAllDialog, Sample, Task, label_command
from annotator.ui.hands.labelling import NO_SELECTION, NO_SPAN, Handler, Labelling
from annotator.ui.look.theme import Theme
from annotator.ui.panels.dock import Dock
from annotator.ui.panels.search_panel import SearchPanel
from annotator.ui.session import Session


class Finding(QObject):
    """Adds the search pane below the article, hidden until it is asked for."""

    def __init__(self, session: Session, view: ArticleView, labelling: Labelling, window: QMainWindow) -> None:
        super().__init__(window)
        self._session, self._view, self._labelling, self._window = session, view, labelling, window
        self._was_open = False
        self.panel = SearchPanel(session)
        self.dock = Dock("Search", self.panel, window)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.dock)
        self.dock.hide()
        self.panel.place_chosen.connect(self._go_to)
        self.panel.left.connect(self._leave)
        self.dock.visibilityChanged.connect(self._on_visibility)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        tasks = (("span.label_all", Task.LABEL), ("span.unlabel_all", Task.UNLABEL), ("span.relabel_all", Task.RELABEL))
        asking: dict[str, Handler] = {id: partial(self._ask, task) for id, task in tasks}
        return asking | {"search.open": self.open}

    def open(self) -> None:
        """Show the search with the selected words in it."""
        first, self._was_open = not self._was_open, True
        self.dock.show()
        self.dock.raise_()
        if first:
            # Later it stays as high as somebody made it.
            self._window.resizeDocks([self.dock], [self._window.height() * 2 // 5], Qt.Orientation.Vertical)
        document, chosen = self._session.document, self._view.selected_range()
        self.panel.open(document.text[slice(*chosen)] if document and chosen else "")

    def label(self, name: str) -> None:
        """Label the checked lines when the list has the keys, else what is selected in the article."""
        if not self.panel.lines.hasFocus():
            self._labelling.label(name)
        elif self.panel.table.checked:
            self._session.execute(label_command(self.panel.table.checked, name))
        else:
            self._session.failed.emit("No line of the search is checked: check one with Space first.")

    def set_label_actions(self, actions: Mapping[str, QAction]) -> None:
        """Let the labels' keys work in the list of places too."""
        for id, action in actions.items():
            if id.startswith("label."):
                self.panel.lines.addAction(action)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.dock.set_theme(theme)

    def stop(self) -> None:
        """End what still runs before the project is given back."""
        self.panel.stop()

    def _ask(self, task: Task) -> None:
        sample = self._sample(task)
        if sample is None:
            self._session.failed.emit(NO_SELECTION if task is Task.LABEL else NO_SPAN)
            return
        LabelAllDialog(self._session, task, sample, self._window).open()

    def _sample(self, task: Task) -> Sample | None:
        document, chosen = self._session.document, self._view.selected_range()
        span, labels = self._session.selected_span, self._session.scheme.enabled_labels
        if document is not None and chosen is not None and labels:
            words = document.text[slice(*chosen)].strip()
            alike = (Sample(words, one.label, one.attributes) for one in self._session.spans if one.text == words)
            return next(alike, Sample(words, labels[0].name))
        return Sample(span.text, span.label, span.attributes) if span is not None else None

    def _go_to(self, line: ContextLine) -> None:
        if self._session.document is None or self._session.document.id != line.document:
            self._session.open_document(line.document)
        self._view.select_range(line.start, line.end)
        self._view.setFocus()

    def _leave(self) -> None:
        self.dock.hide()
        self._view.setFocus()

    def _on_visibility(self, visible: bool) -> None:
        if self.dock.isHidden():
            self.panel.stop()
