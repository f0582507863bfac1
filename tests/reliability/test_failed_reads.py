"""An error of the database at any statement of any question or work: a sentence, and the next one is answered."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from annotator.errors import UserError
from tests.reliability.every_read import GROUPS, Read, read_sites
from tests.reliability.every_work import WITHIN, works
from tests.reliability.every_write import World
from tests.reliability.faults import CODES, FAULT, write_sites

pytestmark = pytest.mark.reliability
Fresh = Callable[[], World]
Sampled = Callable[[World, Path], dict[str, Read]]


def test_everything_that_reads_has_its_sample(fresh: Fresh, tmp_path: Path) -> None:
    world = fresh()

    sampled = [name for group in (*GROUPS, works) for name in group(world, tmp_path)]

    assert set(read_sites()) - WITHIN - write_sites() <= {name.partition(" ")[0] for name in sampled}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_a_question_that_fails_is_told_and_answered_when_it_is_asked_again(
    fresh: Fresh, tmp_path: Path, group: Sampled
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


def test_a_work_that_fails_is_told(fresh: Fresh, tmp_path: Path) -> None:
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
