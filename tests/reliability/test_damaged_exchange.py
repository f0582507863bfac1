"""A damaged exchange file is refused whole, and the project stays as it was byte for byte."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.reliability.damaged_exchange import make_pair, trial

pytestmark = pytest.mark.reliability

TRIALS = int(os.environ.get("ANNOTATOR_EXCHANGES", "200"))


def test_no_damaged_exchange_file_comes_in_by_parts(tmp_path: Path) -> None:
    lead, whole = make_pair(tmp_path)

    outcomes = Counter(trial(lead, whole, seed) for seed in range(TRIALS))

    assert outcomes["refused"] > TRIALS / 2
    assert outcomes.total() == TRIALS
