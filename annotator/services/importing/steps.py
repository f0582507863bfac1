"""An import in short steps between a window's events: everything in one operation, or nothing."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from annotator.model.operation import Change
from annotator.services.importing.plan import ImportOptions, ImportPlan
from annotator.services.importing.reading import spooled
from annotator.services.importing.report import ImportReport
from annotator.services.importing.run import import_words
from annotator.services.project import Project

STEP_S = 0.02
# So many records take some milliseconds.
_BATCH = 100


@dataclass(slots=True)
class _Progress:
    items: int = 0


class SteppedImport:
    """Takes what a worker's process has read into a spool; `items` counts those that were taken."""

    def __init__(self, project: Project, paths: Sequence[Path], spool: Path, *, options: ImportOptions) -> None:
        self._plan = ImportPlan(project, options)
        self._project = project
        self._words = import_words(paths)
        self._batches = _batches(self._plan, spool, progress := _Progress())
        self._progress = progress
        self._steps: Generator[int, None, None] | None = None
        self._ended = False

    @property
    def items(self) -> int:
        """How many items were taken so far."""
        return self._progress.items

    @property
    def report(self) -> ImportReport:
        """The figures so far."""
        return self._plan.report

    def step(self, seconds: float = STEP_S) -> bool:
        """Go on for so long; tells whether more is to do. Raises UserError, and then nothing was imported."""
        until = perf_counter() + seconds
        while not self._ended:
            self._one()
            if perf_counter() > until:
                return not self._ended
        return False

    def abandon(self) -> None:
        """End before the end: nothing is left behind."""
        self._ended = True
        if self._steps is not None:
            self._steps.close()

    def _one(self) -> None:
        """Take one batch; the operation begins with the first record, so that an import of nothing leaves none."""
        if self._steps is None:
            batch = next(self._batches, None)
            self._ended = batch is None
            if batch:
                self._steps = self._project.import_in_batches(self._words, _first_then(batch, self._batches))
            return
        try:
            next(self._steps)
        except StopIteration:
            self._ended = True
        except BaseException:
            self._ended = True
            raise


def _first_then(first: Sequence[Change], rest: Iterator[Sequence[Change]]) -> Iterator[Sequence[Change]]:
    yield first
    yield from rest


def _batches(plan: ImportPlan, spool: Path, progress: _Progress) -> Iterator[list[Change]]:
    """Cut what the items bring into batches; an empty one stands for items that bring nothing."""
    held: list[Change] = []
    for read_items in spooled(spool):
        for read in read_items:
            for change in plan.taken(read):
                held.append(change)
                if len(held) >= _BATCH:
                    yield held
                    held = []
            progress.items += 1
            if progress.items % 5 == 0:
                yield held
                held = []
    for change in plan.rest():
        held.append(change)
        if len(held) >= _BATCH:
            yield held
            held = []
    if held:
        yield held
