"""Adds spans past the lock, as on a share whose locks do not work.

Run as a process of its own: `python -m tests.reliability.past_the_lock PROJECT NAME TIMES`.
"""

import sys
from pathlib import Path

from annotator.services.commands import AddSpan
from annotator.services.project import Project
from annotator.storage.lock import ProjectLock


def main() -> None:
    """Each reads how many spans there are and adds one behind them."""
    path, name, times = sys.argv[1:]
    ProjectLock.acquire = ProjectLock.release = lambda self: None  # type: ignore[method-assign]  # the fault itself
    with Project.open(Path(path)) as project:
        actor = project.ensure_annotator(name).id
        (document,) = project.document_ids()
        for number in range(int(times)):
            assert len(project.spans(document, actor)) == number
            assert project.execute(AddSpan(document, "PERSON", ((number, number + 1),)), actor)


if __name__ == "__main__":
    main()
