"""Tells what an export would hold and lose before anything is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from annotator.formats.fitting import fit
from annotator.services.exporting import ExportRequest, lost_things, writing_format
from annotator.services.exporting_lines import ExportTally, export_lines
from annotator.services.exporting_selection import choose
from annotator.services.manifest import Lost
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
        chosen = choose(project, request.scope)
        self._tally = ExportTally()
        self._unresolved = chosen.unresolved
        self.lines = export_lines(project, chosen, self._tally, fit=partial(fit, form))

    @property
    def preview(self) -> Preview:
        """What is known so far."""
        counts, lost = self._tally.counts, lost_things(self._tally)
        return Preview(counts.documents, counts.lines, counts.spans, counts.relations, self._unresolved, lost)
