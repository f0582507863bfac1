"""Tells what an export would hold and lose before anything is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.services.exporting.manifest import Lost
from annotator.services.exporting.run import ExportRequest, lost_things, writing_format
from annotator.services.exporting.work import export_work
from annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be written, and what would not travel."""

    documents: int
    lines: int
    spans: int
    relations: int
    unresolved: int
    lost: tuple[Lost, ...]

    def as_json(self) -> dict[str, object]:
        """Give the keys of an export's report, as far as nothing is written."""
        return {
            "documents": self.documents,
            "spans": self.spans,
            "relations": self.relations,
            "unresolved": self.unresolved,
            "lost": [one.as_json() for one in self.lost],
        }


def preview(
    project: Project, request: ExportRequest, *, progress: Callable[[int], None] = lambda lines: None
) -> Preview:
    """Go through a whole export without writing it; raises UserError for a request that cannot be met."""
    walk = _Walk(project, request)
    for lines, _ in enumerate(walk.lines, start=1):
        progress(lines)
    return walk.preview


def previews(project: Project, request: ExportRequest, *, every: int) -> Iterator[Preview]:
    """Yield what is known after each `every` lines, the last time everything; raises UserError."""
    walk = _Walk(project, request)
    for number, _ in enumerate(walk.lines, start=1):
        if number % every == 0:
            yield walk.preview
    yield walk.preview


class _Walk:
    """Goes through the lines of an export and counts."""

    def __init__(self, project: Project, request: ExportRequest) -> None:
        form = writing_format(project, request)
        work = export_work(project, request.scope, pseudonyms=request.pseudonyms)
        self._tally = work.tally
        self._unresolved = work.chosen.unresolved
        self.lines = work.fitted(form)

    @property
    def preview(self) -> Preview:
        """What is known so far."""
        counts, lost = self._tally.counts, lost_things(self._tally)
        return Preview(counts.documents, counts.lines, counts.spans, counts.relations, self._unresolved, lost)
