"""A span that was told as saved survives a power cut at any moment."""

import os
import shutil
from pathlib import Path

import pytest

from annotator.errors import UserError
from tests.reliability.power_cut import Disk, Name, Sync, Told, Write, recorded, trial

pytestmark = pytest.mark.reliability

CUTS = int(os.environ.get("ANNOTATOR_POWER_CUTS", "100"))


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which records the writes, is not installed")
def test_no_told_span_is_lost_by_a_power_cut(tmp_path: Path) -> None:
    before, events = recorded(tmp_path.resolve(), spans=40)
    assert sum(isinstance(event, Told) for event in events) == 40

    told = sum(trial(before, events, tmp_path.resolve(), seed) for seed in range(CUTS))

    assert told > CUTS


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace, which records the writes, is not installed")
def test_the_trial_finds_what_a_program_without_syncs_would_lose(tmp_path: Path) -> None:
    before, events = recorded(tmp_path.resolve(), spans=20)
    careless = [event for event in events if not isinstance(event, Sync)]

    with pytest.raises((AssertionError, UserError)):
        for seed in range(30):
            trial(before, careless, tmp_path.resolve(), seed)


def test_the_simulated_disk_loses_what_was_not_synced() -> None:
    disk = Disk("/d", {"/d/a": bytearray(b"old")})
    for event in (Write("/d/a", 0, b"new"), Name(None, "/d/b"), Write("/d/b", 0, b"x"), Sync("/d/b")):
        disk.happen(event)

    assert disk.files == {"/d/a": bytearray(b"old"), "/d/b": bytearray(b"x")}
    disk.happen(Sync("/d/a"))
    assert disk.files["/d/a"] == b"new"
