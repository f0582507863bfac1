"""Random histories of copies end equal in any order of merging."""

import os

import pytest

from tests.unit.merging.histories import trial

TRIALS = int(os.environ.get("ANNOTATOR_HISTORIES", "30"))


@pytest.mark.parametrize("tenth", range(10))
def test_copies_that_forked_and_merged_end_equal(tenth: int) -> None:
    for number in range(TRIALS // 10):
        trial(tenth * 1_000 + number)
