"""An error of the database at any statement of any question or work: a sentence, and the next one is answered."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.project import Project
from tests.reliability.every_read import GROUPS, Read, read_sites
from tests.reliability.every_work import WITHIN, works
from tests.reliability.every_write import World, make_world
from tests.reliability.faults import CODES, FAULT, let_connections_fail, write_sites

pytestmark = pytest.mark.reliability
Sampled = Callable[[World, Path], dict[str, Read]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "world.annotator"
    make_world(path)
    with Project.open(Path(shutil.copy(path, path.with_name("ahead.annotator")))) as ahead:
        ahead.ensure_annotator("third")
    return path


@pytest.fixture
def fresh(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], World]]:
    """Open one more copy of the rich project, on connections that can fail."""
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


def test_everything_that_reads_has_its_sample(fresh: Callable[[], World], tmp_path: Path) -> None:
    world = fresh()

    sampled = [name for group in (*GROUPS, works) for name in group(world, tmp_path)]

    assert set(read_sites()) - WITHIN - write_sites() <= {name.partition(" ")[0] for name in sampled}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_a_question_that_fails_is_told_and_answered_when_it_is_asked_again(
    fresh: Callable[[], World], tmp_path: Path, group: Sampled
) -> None:
    world = fresh()
    for name, read in group(world, emptied(tmp_path / "out")).items():
        answer, at = read(), 0
        while FAULT.struck or not at:
            at += 1
            emptied(tmp_path / "out")
            answered = struck(read, at, where=f"{name}, statement {at}")
            assert answered in (None, repr(answer)), f"{name}, {FAULT.struck[:60]!r}: another answer"
            assert not world.project.file.is_in_unit, f"{name}, {FAULT.struck[:60]!r}: a transaction was left open"


def test_a_work_that_fails_is_told(fresh: Callable[[], World], tmp_path: Path) -> None:
    for name in works(fresh(), emptied(tmp_path / "out")):
        for at in count(1):
            work = works(fresh(), emptied(tmp_path / "out"))[name]
            answered = struck(work, at, where=f"{name}, statement {at}")
            if not FAULT.struck:
                assert answered is not None
                break


def struck(act: Read, at: int, *, where: str) -> str | None:
    """Act while the `at`th statement fails; gives back the answer in words, None when it is refused in a sentence."""
    FAULT.arm(at, CODES[at % len(CODES)])
    try:
        return repr(act())
    except UserError as refusal:
        assert FAULT.struck, f"{where}: refused without a fault: {refusal}"
        assert str(refusal).endswith((".", "!")), f"{where}: no sentence: {refusal}"
        return None
    finally:
        FAULT.disarm()


def emptied(folder: Path) -> Path:
    """Make a folder anew, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
