"""Shows what a format would not keep before anything is written, counted in slices so that nobody waits."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.services.exporting.preview import Preview, previews
from annotator.services.exporting.run import ExportRequest
from annotator.services.project import Project
from annotator.ui.look.plain import wrapped_label

_SLICE_S = 0.025
_EVERY_LINES = 5
_MOST_KINDS = 8


class ExportLosses(QWidget):
    """A few lines of text that follow what is chosen."""

    def __init__(self, project: Project, parent: QWidget) -> None:
        super().__init__(parent)
        self._project = project
        self._found: Iterator[Preview] = iter(())
        self.words = wrapped_label(role="muted")
        self.words.setObjectName("export_losses")
        self.words.setAccessibleName("What the format does not keep")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def ask(self, request: ExportRequest) -> None:
        """Count anew for what is chosen now."""
        self.words.setText("Looking what this format keeps...")
        self._found = previews(self._project, request, every=_EVERY_LINES)
        self._timer.start()

    def stop(self) -> None:
        """End counting."""
        self._timer.stop()

    def _step(self) -> None:
        until = perf_counter() + _SLICE_S
        last: Preview | None = None
        try:
            for found in self._found:
                last = found
                if perf_counter() > until:
                    return
        except UserError as refusal:
            self.stop()
            self.words.setText(str(refusal))
            return
        self.stop()
        if last is not None:
            self.words.setText(losses_words(last))


def losses_words(preview: Preview) -> str:
    """Say how much would be written and which kinds of things would not."""
    lines = [f"Would write {preview.documents} articles, {preview.spans} spans, {preview.relations} links."]
    lines += [f"Not kept: {lost.kind} ({len(lost.ids)})" for lost in preview.lost[:_MOST_KINDS]]
    if len(preview.lost) > _MOST_KINDS:
        lines.append(f"Not kept: {len(preview.lost) - _MOST_KINDS} further kinds")
    if not preview.lost:
        lines.append("Nothing is lost.")
    return "\n".join(lines)
