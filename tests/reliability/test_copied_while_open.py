"""A plain copy of a project that somebody saves into is whole, or it is refused: never wrong without a word."""

import shutil
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.checking import check
from tests.reliability.backups_while_writing import made, somebody_saving, spans_in

pytestmark = pytest.mark.reliability
COPIES = 20


def outcome(project: Path, copy: Path) -> str:
    """Copy as a file manager does; says what the program makes of it. Raises AssertionError for a silent wrong."""
    before = spans_in(project)
    shutil.copy(project, copy)
    after = spans_in(project)
    try:
        if not check(copy).ok:
            return "reported"
        assert before <= spans_in(copy) <= after
        return "whole"
    except UserError:
        return "refused"


def test_a_copy_made_by_hand_while_spans_are_saved_is_whole_or_refused(tmp_path: Path) -> None:
    project = made(tmp_path, "busy")

    with somebody_saving(project):
        outcomes = [outcome(project, tmp_path / f"copy {number}.annotator") for number in range(COPIES)]

    assert len(outcomes) == COPIES
    assert set(outcomes) <= {"whole", "reported", "refused"}
    assert spans_in(project) > 0
