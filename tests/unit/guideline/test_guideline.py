"""Claims about the guideline: versions, drafts, differences."""

import pytest

from annotator.errors import UserError
from annotator.services.scheme.guideline import (
    LONGEST,
    SetGuideline,
    drop_draft,
    guideline_draft,
    guideline_versions,
    keep_draft,
    line_differences,
)
from tests.unit.services.conftest import Desk


def test_each_version_stays_with_who_wrote_it(desk: Desk) -> None:
    desk.act(SetGuideline("# One"))
    desk.act(SetGuideline("# Two"), desk.second)

    versions = guideline_versions(desk.project)

    assert [(one.guideline.version, one.guideline.text, one.by) for one in versions] == [
        (2, "# Two", "second"),
        (1, "# One", "first"),
    ]
    assert versions[0].guideline.at.endswith("Z")


def test_an_undone_version_is_gone(desk: Desk) -> None:
    desk.act(SetGuideline("# One"))

    desk.project.undo(desk.first)

    assert guideline_versions(desk.project) == ()


def test_the_same_text_makes_no_version(desk: Desk) -> None:
    desk.act(SetGuideline("# One"))

    assert desk.project.execute(SetGuideline("# One"), desk.first) is None
    assert desk.project.execute(SetGuideline("# One "), desk.first) is not None


def test_an_empty_first_version_is_none(desk: Desk) -> None:
    assert desk.project.execute(SetGuideline(""), desk.first) is None


def test_a_guideline_too_long_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="too long"):
        desk.act(SetGuideline("a" * (LONGEST + 1)))


def test_each_annotator_has_her_own_draft(desk: Desk) -> None:
    keep_draft(desk.project, desk.first, "half")
    keep_draft(desk.project, desk.first, "half done")

    assert guideline_draft(desk.project, desk.first) == "half done"
    assert guideline_draft(desk.project, desk.second) is None
    drop_draft(desk.project, desk.first)
    drop_draft(desk.project, desk.first)
    assert guideline_draft(desk.project, desk.first) is None


def test_differences_are_told_by_lines() -> None:
    assert line_differences("a\nb\nc", "a\nB\nc")[1:] == ("  a", "- b", "+ B", "  c")
    assert line_differences("a", "a") == ()
