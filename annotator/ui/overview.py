"""Opens the project's overview, follows its bars to articles and saves its charts."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from annotator.model.ids import SpanId
from annotator.services.flow.charts import Chart
from annotator.services.flow.overview import Picked
from annotator.services.flow.queues import Queue
from annotator.services.flow.working_time import WorkingTimes, spoken_time
from annotator.services.search.context_lines import ContextLine
from annotator.ui.charts.files import FILTERS, write_chart
from annotator.ui.charts.painter import ChartLook
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import LIGHT, Theme
from annotator.ui.panels.overview_page import OverviewPage
from annotator.ui.parts import WindowParts


class OverviewFeature(QObject):
    """Shows the page in the article's place; Escape or its button brings the article back."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._session = parts.session
        self.page = OverviewPage(parts.session, LIGHT)
        self._chart: Chart | None = None
        parts.pages.add(self.page)
        self.page.left.connect(parts.pages.show_article)
        self.page.place_chosen.connect(self._go_to)
        self.page.progress_picked.connect(self._list_articles)
        self.page.save_wanted.connect(self._ask_where)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"view.overview": self._open, "overview.save": self._save_focused}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.page.set_theme(theme)

    def close(self) -> None:
        """End what still counts."""
        self.page.stop()

    def save(self, path: Path) -> None:
        """Write the chart that was asked for; pictures are light, as paper is."""
        if self._chart is None:
            return
        try:
            write_chart(path, self._chart, ChartLook(LIGHT, self._session.scheme), self.page.font())
        except UserError as refusal:
            self._session.failed.emit(str(refusal))
            return
        self._session.told.emit(f"Saved the chart as {path.name}.")

    def _open(self) -> None:
        times = WorkingTimes(self._session.project.uuid)
        self.page.show_time(spoken_time(times.total(self._session.annotator.id)))
        self._parts.pages.show_page(self.page)

    def _save_focused(self) -> None:
        if self._parts.pages.currentWidget() is not self.page:
            self._open()
        self._ask_where(self.page.focused_chart())

    def _ask_where(self, chart: Chart) -> None:
        self._chart = chart
        name = f"{self._session.project.path.stem} {chart.kind.value.lower()}.png"
        dialog = QFileDialog(self._parts.window, "Save the chart", name, FILTERS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(partial(_follow_filter, dialog))
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, name: str) -> None:
        self.save(Path(name))

    def _go_to(self, line: ContextLine) -> None:
        """Open the article at a span: the own one is selected, another's words are."""
        self._parts.pages.show_article()
        if self._session.document is None or self._session.document.id != line.document:
            self._session.open_document(line.document)
        if line.span is not None and self._session.span(SpanId(line.span)) is not None:
            self._session.select_span(line.span)
        else:
            self._parts.view.select_range(line.start, line.end)
        self._parts.view.setFocus()

    def _list_articles(self, picked: Picked) -> None:
        """List the articles behind the own bar of progress."""
        if picked.key not in (self._session.annotator.id, ""):
            self._session.told.emit("The list of articles shows your own states: choose your own bar.")
            return
        self._parts.documents.choose_queue(Queue[picked.part.upper()])
        self._parts.documents.view.setFocus()


def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
    """End the name as the chosen filter says: PNG picture (*.png)."""
    dialog.setDefaultSuffix(chosen.rpartition(".")[2].rstrip(")"))
