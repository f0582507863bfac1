"""A rich project in which everything can be done, and fail."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.services.project import Project
from tests.reliability.every_write import World, make_world
from tests.reliability.faults import FAULT, let_connections_fail


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rich project, and a copy of it that knows more."""
    path = tmp_path_factory.mktemp("world") / "world.annotator"
    make_world(path)
    with Project.open(Path(shutil.copy(path, path.with_name("ahead.annotator")))) as ahead:
        ahead.ensure_annotator("third")
    return path


@pytest.fixture
def fresh(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], World]]:
    """Open the rich project anew, on connections that can fail; the one before it is closed."""
    opened: list[Project] = []
    let_connections_fail(monkeypatch)

    def open_one() -> World:
        for project in opened:
            project.close()
        shutil.rmtree(tmp_path / "world", ignore_errors=True)
        folder = Path(shutil.copytree(built.parent, tmp_path / "world"))
        project = Project.open(folder / built.name)
        opened.append(project)
        known = {one.name: one.id for one in project.annotators()}
        return World(project, known["first"], known["second"])

    yield open_one
    FAULT.disarm()
    for project in opened:
        project.close()
