"""A command that is killed leaves the project as it was or as it would be."""

import os
import random

import pytest

from tests.reliability.killed_work import duration, trial

pytestmark = pytest.mark.reliability

KILLS = int(os.environ.get("ANNOTATOR_COMMAND_KILLS", "3"))


@pytest.mark.parametrize("name", ["import", "merge", "restore", "export"])
def test_a_killed_command_leaves_nothing_between(name: str) -> None:
    lot, longest = random.Random(name), duration(name)

    assert {trial(name, lot, longest) for _ in range(KILLS)} <= {"old", "new"}
