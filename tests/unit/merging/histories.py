"""Random histories of copies that fork, work and merge; whatever the order, nothing is lost and all end equal.

Run many: `python -m tests.unit.merging.histories 3000`; a second number is where to begin.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import UserError
from annotator.model.document import Annotator, Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.flow.commands import Assign
from annotator.services.merging.run import merge
from annotator.services.project import SYSTEM, Project
from annotator.storage.database import UNREADABLE
from annotator.storage.operations import operation_ids
from annotator.storage.rows import change, document_image
from tests.unit.merging.conftest import TEXTS, every_row
from tests.unit.merging.deeds import deed, renaming

NAMES = ("first", "second")
COPIES = 3
STEPS = 14


class History:
    """Some copies of one project, and a lot that says what happens next."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._lot = folder, random.Random(seed)
        self.paths = [folder / "0.annotator"]
        with Project.create(self.paths[0]) as project:
            documents = [Document.of(text) for text in TEXTS]
            project.import_records(
                "import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents]
            )
            for name in NAMES:
                project.ensure_annotator(name)

    def run(self, steps: int = STEPS) -> None:
        """Fork, work and merge."""
        for _ in range(steps):
            chance = self._lot.random()
            if chance < 0.15 and len(self.paths) < COPIES:
                self._fork()
            elif chance < 0.35 and len(self.paths) > 1:
                merge_into(*self._lot.sample(self.paths, 2))
            else:
                self._work(self._lot.choice(self.paths))

    def together(self, order: list[int]) -> Path:
        """Merge every copy into a new one, in some order, one of them twice."""
        target = Path(shutil.copy(self.paths[order[0]], self._folder / f"all{''.join(map(str, order))}.annotator"))
        for number in [*order[1:], order[-1]]:
            merge_into(target, self.paths[number])
        return target

    def _fork(self) -> None:
        copy = self._folder / f"{len(self.paths)}.annotator"
        shutil.copy(self._lot.choice(self.paths), copy)
        self.paths.append(copy)

    def _work(self, path: Path) -> None:
        with Project.open(path) as project:
            for _ in range(self._lot.randint(2, 5)):
                actor = project.annotator(self._lot.choice(NAMES))
                assert actor is not None
                try:
                    self._do(project, actor)
                except UserError as refused:  # a duplicate, or nothing to undo
                    assert not isinstance(refused.__cause__, UNREADABLE), f"{refused} ({refused.__cause__!r})"

    def _do(self, project: Project, actor: Annotator) -> None:
        chance = self._lot.random()
        if chance < 0.12:
            project.undo(actor.id)
        elif chance < 0.16:
            project.redo(actor.id)
        else:
            command = renaming(self._lot, project) if chance < 0.2 else deed(self._lot, project, actor)
            if command is not None:
                project.execute(command, SYSTEM if isinstance(command, Assign) else actor.id)


def merge_into(target: Path, source: Path) -> None:
    """Merge one copy into another."""
    with Project.open(target) as project:
        merge(project, [source], SYSTEM)


def trial(seed: int) -> None:
    """Run one history; raises AssertionError when something was lost or the order mattered."""
    with tempfile.TemporaryDirectory() as name:
        history = History(Path(name), seed)
        history.run()
        order = list(range(len(history.paths)))
        one = history.together(order)
        other = history.together(order[::-1])
        assert every_row(one) == every_row(other), f"seed {seed}: the order of merges mattered"
        work = [set(_work_in(path)) for path in history.paths]
        for path in (one, other):
            assert check(path).ok, f"seed {seed}: {check(path).problems[:3]}"
            assert set().union(*work) <= set(_work_in(path)), f"seed {seed}: an operation was lost"


def _work_in(path: Path) -> Iterator[str]:
    with Project.open(path, read_only=True) as project, project.file.reading() as db:
        yield from operation_ids(db)


if __name__ == "__main__":
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    for seed in range(first, first + count):
        trial(seed)
        if seed % 50 == 49:
            print(f"{seed - first + 1} histories, nothing lost, every order equal", flush=True)
