"""A command that is killed leaves the project as it was or as it would be."""

import os
import random

import pytest

from tests.reliability.killed_upgrade import trials
from tests.reliability.killed_work import NAMES, duration, trial

pytestmark = pytest.mark.reliability

KILLS = int(os.environ.get("ANNOTATOR_COMMAND_KILLS", "3"))


def test_a_killed_upgrade_leaves_the_old_or_the_new_and_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert trials(KILLS, monkeypatch).total() == KILLS


@pytest.mark.parametrize("name", NAMES)
def test_a_killed_command_leaves_nothing_between(name: str) -> None:
    lot, longest = random.Random(name), duration(name)
    # A window takes long to open, three times for each kill.
    kills = max(1, KILLS // 3) if "window" in name else KILLS

    assert {trial(name, lot, longest) for _ in range(kills)} <= {"old", "new"}
