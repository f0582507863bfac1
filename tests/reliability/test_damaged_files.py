"""A damaged project is refused or reported, never shown as if it were whole."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.reliability.damaged_files import content, make_project, trial

pytestmark = pytest.mark.reliability

TRIALS = int(os.environ.get("ANNOTATOR_DAMAGES", "200"))


def test_no_damage_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "whole.annotator"
    make_project(path)
    whole, wanted = path.read_bytes(), content(path)

    outcomes = Counter(trial(whole, wanted, tmp_path, seed) for seed in range(TRIALS))

    assert outcomes["refused"] + outcomes["reported"] > TRIALS / 2
    assert outcomes.total() == TRIALS
