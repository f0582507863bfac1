"""The sample project: the articles that ship with the program, marked by two annotators."""

from pathlib import Path

from annotator.resources import seed_path
from annotator.services.project import Project

SAMPLE_ANNOTATOR = "first"
SAMPLE_NAME = "sample.annotator"
_ANNOTATIONS = "annotations.jsonl"


def open_sample(folder: Path) -> Path:
    """Give the sample project of a folder; it is made when it is not there yet. Raises UserError."""
    path = folder / SAMPLE_NAME
    if not path.exists():
        # Late: the readers of all formats cost a tenth of the window's start, and the sample is made once.
        from annotator.services.importing.run import import_paths

        folder.mkdir(parents=True, exist_ok=True)
        with Project.create(path) as project:
            # The annotations come first: their lines bring the zones that were looked through.
            import_paths(project, [seed_path(_ANNOTATIONS), *sorted(seed_path().glob("*.txt"))])
    return path
