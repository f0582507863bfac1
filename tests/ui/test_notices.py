"""Claims about what had to be done to open a project: the window says it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.app import Windows
from annotator.services.safety.backups import backups
from annotator.storage.backup_places import backup_folder
from annotator.ui.main_window import MainWindow
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


def test_one_that_cannot_be_upgraded_is_shown_read_only(
    windows: Windows, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_next_version(monkeypatch)
    backup_folder(project_path).write_text("in the way", encoding="utf-8")

    windows.open(project_path, "first")

    assert isinstance(windows.shown, MainWindow)
    assert windows.shown.session.project.read_only
    assert "an older Annotator made" in windows.shown.banner.words
