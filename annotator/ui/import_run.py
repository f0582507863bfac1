"""Carries one import out beside the window's events: read in another process, written in short steps."""

import gc
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.services.importing.plan import ImportOptions
from annotator.services.importing.reading import SpoolEnd
from annotator.services.importing.sources import Choices
from annotator.services.importing.steps import SteppedImport
from annotator.services.project import Project
from annotator.services.workers import News, NewsKind
from annotator.ui.jobs import Jobs

_READ = "annotator.services.importing.reading:spool_items"
_PREVIEW = "annotator.services.importing.reading:preview_tables"
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson")
_SPOOL = "items"


class ImportRun(QObject):
    """Asks twice if it must: which columns or fields hold what, and what to do with labels that nobody knows."""

    columns_wanted = Signal(object)
    labels_wanted = Signal(object)
    read = Signal(int)
    written = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, project: Project, paths: Sequence[Path], options: ImportOptions, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._paths, self._options = project, tuple(paths), options
        self._folder = tempfile.TemporaryDirectory(prefix="annotator-import-", ignore_cleanup_errors=True)
        self._jobs = Jobs(self)
        self._steps: SteppedImport | None = None
        self._total = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Look into tables and JSON first, then read."""
        tables = tuple(path for path in self._paths if path.suffix.lower() in _TABLES)
        if tables:
            self._jobs.submit(self._on_preview, _PREVIEW, tables)
        else:
            self.read_files({})

    def read_files(self, columns: Mapping[Path, Mapping[str, str]]) -> None:
        """Read all files, tables by the columns that were chosen."""
        by_path = tuple((path, tuple(chosen.items())) for path, chosen in columns.items())
        choices = Choices(self._options.choices.all, by_path)
        spool = str(self._spool)
        self._jobs.submit(self._on_read, _READ, spool, self._paths, self._options.format, choices)

    def write(self, mapping: Mapping[str, str]) -> None:
        """Write what was read, with labels renamed."""
        options = replace(self._options, mapping=(*self._options.mapping, *mapping.items()))
        self._steps = SteppedImport(self._project, self._paths, self._spool, options=options)
        # A look through what 800,000 spans leave in memory would stop the window for a tenth of a second or more.
        gc.disable()
        self._timer.start()

    def cancel(self) -> None:
        """End without leaving anything behind; nobody is told anything any more."""
        self._timer.stop()
        gc.enable()
        self._jobs.close()
        if self._steps is not None:
            self._steps.abandon()
        self._folder.cleanup()

    @property
    def _spool(self) -> Path:
        return Path(self._folder.name) / _SPOOL

    def _on_preview(self, news: News) -> None:
        if news.kind is NewsKind.RESULT and news.value:
            self.columns_wanted.emit(news.value)
        elif news.kind is not NewsKind.PROGRESS:
            self.read_files({})

    def _on_read(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS and isinstance(news.value, int):
            self.read.emit(news.value)
        elif isinstance(news.value, SpoolEnd):
            self._jobs.close()
            self._total = news.value.items
            unknown = self._unknown_labels(news.value)
            if unknown:
                self.labels_wanted.emit(unknown)
            else:
                self.write({})
        elif news.kind is NewsKind.FAILED:
            self._fail(UserError(str(news.value)))

    def _unknown_labels(self, end: SpoolEnd) -> dict[str, int]:
        """List the labels of the files that the scheme lacks, unless it has none at all."""
        scheme = self._project.scheme
        known = {label.name for label in scheme.labels} | {label.name for label in scheme.relation_labels}
        brought = (*end.labels, *end.relation_labels)
        return {name: count for name, count in brought if name and name not in known} if known else {}

    def _step(self) -> None:
        assert self._steps is not None
        try:
            more = self._steps.step()
        except UserError as refusal:
            self._fail(refusal)
            return
        self.written.emit(self._steps.items, self._total)
        if not more:
            report = self._steps.report
            self.cancel()
            self.finished.emit(report)

    def _fail(self, refusal: UserError) -> None:
        self.cancel()
        self.failed.emit(refusal)
