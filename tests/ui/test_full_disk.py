"""Claims about a disk that is full when a project is opened: the window says so, and saves once there is room."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator import app
from annotator.ui.main_window import MainWindow
from tests.ui.hands import Hands


class Disk:
    """Whether there is room."""

    is_full = False


class ConnectionOnDisk(sqlite3.Connection):
    """Takes every change and refuses to commit it while the disk is full, as SQLite does."""

    def __init__(self, database: str, **given: Any) -> None:
        super().__init__(database, **given)
        self._is_on_disk = database != ":memory:"
        self._before = 0

    def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
        """Carry out a statement."""
        if statement.startswith("BEGIN"):
            self._before = self.total_changes
        is_change = self._is_on_disk and statement == "COMMIT" and self.total_changes > self._before
        if Disk.is_full and is_change:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return super().execute(statement, *given)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Disk]]:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=ConnectionOnDisk))
    Disk.is_full = True
    yield Disk
    Disk.is_full = False


@pytest.mark.parametrize("who", ["first", "second", None])
def test_a_project_on_a_full_disk_opens_and_saves_once_there_is_room(
    project_path: Path, full_disk: type[Disk], open_window: Callable[..., Hands], who: str | None
) -> None:
    hands = open_window(project_path, who)
    if who is not None:
        assert "the disk is full" in hands.window.banner.words

    hands.drag(0, 5)
    hands.press(Qt.Key.Key_1)
    assert "the disk is full" in hands.window.banner.words
    assert hands.window.status.saved.text() != "Saved"
    assert hands.session.spans == hands.view.shown_spans() == ()

    full_disk.is_full = False
    hands.press(Qt.Key.Key_1)
    assert len(hands.session.spans) == len(hands.stored()) == 1
    assert hands.window.status.saved.text() == "Saved"
    assert hands.session.annotator.name == (who or "me")


def test_a_project_from_elsewhere_is_shown_read_only_on_a_full_disk(
    project_path: Path, full_disk: type[Disk], qapp: QApplication
) -> None:
    copied = Path(shutil.copy(project_path, project_path.with_name("copied.annotator")))
    before = copied.read_bytes()
    windows = app.Windows()

    windows.open(copied, "first")

    assert isinstance(windows.shown, MainWindow)
    assert "the disk is full" in windows.shown.banner.words
    assert "read-only view" in windows.shown.banner.words
    assert windows.shown.session.document is not None
    assert copied.read_bytes() == before
    windows.shown.close()
    windows.shown.deleteLater()
