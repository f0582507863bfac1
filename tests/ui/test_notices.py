"""Claims about what had to be done to open a project: the window says it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.services.safety.backups import backups
from tests.reliability.next_version import bring_next_version
from tests.ui.hands import Hands
from tests.unit.storage.test_hot_journal import states_of, written_journal


def test_a_journal_that_was_set_aside_is_told(open_window: Callable[..., Hands], project_path: Path) -> None:
    oldest, before, _ = states_of(project_path)
    project_path.with_name(project_path.name + "-journal").write_bytes(written_journal(oldest, before))

    hands = open_window(project_path)

    assert hands.session.project.notices
    assert all(notice in hands.window.banner.words for notice in hands.session.project.notices)


def test_an_ordinary_project_has_nothing_to_tell(hands: Hands) -> None:
    assert hands.window.banner.words == ""


def test_an_upgrade_is_told_with_the_copy_that_was_kept(
    open_window: Callable[..., Hands], project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_next_version(monkeypatch)

    hands = open_window(project_path)

    (kept,) = backups(project_path)
    assert "was upgraded" in hands.window.banner.words
    assert str(kept.path) in hands.window.banner.words
