"""Imports articles and annotations into a project: everything in one operation, or nothing."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from annotator.services.importing.plan import ImportOptions, ImportPlan
from annotator.services.importing.report import ImportFailed, ImportReport
from annotator.services.importing.sources import find_sources
from annotator.services.project import Project
from annotator.services.rare_collection import rare_collection

__all__ = ["ImportFailed", "ImportOptions", "ImportReport", "import_paths"]


def import_paths(
    project: Project,
    paths: Iterable[Path],
    options: ImportOptions | None = None,
    *,
    progress: Callable[[int], None] = lambda items: None,
) -> ImportReport:
    """Import files and folders in order; importing the same again adds nothing.

    Raises UserError for a path that cannot be used and ImportFailed for faults inside,
    unless the good rest is to be kept; nothing is written then. `progress` is told the
    number of items read, and may raise to cancel.
    """
    chosen = options or ImportOptions()
    named = tuple(Path(path) for path in paths)
    sources = find_sources(named, chosen.format, chosen.choices)
    plan = ImportPlan(project, chosen)
    changes = plan.changes(sources, progress)
    with rare_collection():
        if chosen.dry_run:
            for _ in changes:
                pass
            return plan.report
        first = next(changes, None)
        if first is not None:
            project.import_records(import_words(named), chain((first,), changes))
    return plan.report


def import_words(paths: Sequence[Path]) -> str:
    """Describe an import for the history."""
    names = ", ".join(path.name or str(path) for path in paths[:3])
    return f"import {names}" if len(paths) <= 3 else f"import {names} and {len(paths) - 3} more"
