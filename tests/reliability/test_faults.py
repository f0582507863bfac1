"""An error of the database at any statement of any write: before or after, told in a sentence, memory agrees."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.merging.run import DONE
from annotator.services.project import Project
from annotator.services.safety.salvaging import salvage
from tests.reliability.every_write import NEW_FILES, WITHIN_OTHERS, Act, World, commands, others
from tests.reliability.faults import CODES, FAULT, write_sites

pytestmark = pytest.mark.reliability

SITES = (*sorted(write_sites() - NEW_FILES - WITHIN_OTHERS), "project._take_back (redo)")
Fresh = Callable[[], World]


def act_on(world: World, site: str) -> Act:
    command = commands(world).get(site)
    return world.do(command) if command is not None else others(world)[site]


def test_every_place_that_writes_has_its_sample(fresh: Fresh) -> None:
    world = fresh()

    sampled = {name.partition(" ")[0] for name in (*commands(world), *others(world))}

    assert sampled | NEW_FILES | WITHIN_OTHERS == write_sites()


@pytest.mark.parametrize("site", SITES)
def test_an_error_at_any_statement_leaves_before_or_after(fresh: Fresh, site: str) -> None:
    world, at = fresh(), 0
    act, before = act_on(world, site), stored(world.project)

    while True:
        at += 1
        for code in CODES:
            FAULT.arm(at, code)
            told = attempt(act)
            FAULT.disarm()
            if not FAULT.struck:
                assert not told, f"refused without a fault: {told}"
                assert stored(world.project) != before, "nothing is written, so nothing is tested"
                assert at > 2
                return
            where = f"{code} at {FAULT.struck[:60]!r}"
            assert not told or told.endswith((".", "!")), f"{where}: no sentence: {told}"
            if not told or told.startswith(DONE):
                assert stored(world.project) != before, f"{where}: said to be done, and nothing is"
                assert_memory_agrees(world, where)
                world = fresh()
                act, before = act_on(world, site), stored(world.project)
        # Once for the five: none of them may leave anything.
        assert stored(world.project) == before, f"refused at {FAULT.struck[:60]!r}, but something was changed"
        assert_memory_agrees(world, f"at {FAULT.struck[:60]!r}")


@pytest.mark.parametrize("site", sorted(NEW_FILES))
def test_an_error_while_a_file_is_made_leaves_a_whole_one_or_none(fresh: Fresh, tmp_path: Path, site: str) -> None:
    source = fresh().project.path
    acts: dict[str, Callable[[Path], object]] = {
        "project.__init__": lambda path: Project.open(Path(shutil.copy(source, path))).close(),
        "project._begin": lambda path: Project.create(path).close(),
        "salvaging.salvage": lambda path: salvage(source, path),
    }

    for at in count(1):
        path = tmp_path / f"{at}.annotator"
        FAULT.arm(at, CODES[at % len(CODES)])
        told = attempt(lambda: acts[site](path))  # noqa: B023  # called at once
        FAULT.disarm()
        if not FAULT.struck:
            assert not told
            return
        where = f"at {FAULT.struck[:60]!r}"
        assert not told or told.endswith((".", "!")), f"{where}: no sentence: {told}"
        if path.exists():
            Project.open(path).close()


def attempt(act: Act) -> str:
    """Act; gives back the sentence of a refusal, or nothing."""
    try:
        act()
    except UserError as refusal:
        return str(refusal)
    return ""


def stored(project: Project) -> tuple[object, ...]:
    """Read every row of the project."""
    db = project.file.db
    assert not db.conn.in_transaction, "a transaction was left open"
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return tuple((name, db.execute(f"SELECT * FROM [{name}]").fetchall()) for name in tables)


def assert_memory_agrees(world: World, where: str) -> None:
    """Compare scheme and undo list with what the file says when it is read anew."""
    project = world.project
    remembered = _memory(world)
    project.forget()
    assert remembered == _memory(world), f"{where}: what is in memory is not what is stored"


def _memory(world: World) -> tuple[object, ...]:
    project, who = world.project, world.first
    return (project.scheme, project.undo_list(who, 100), project.undo_words(who), project.redo_words(who))
