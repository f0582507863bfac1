"""Claims about a damaged project in the window: told before work starts, its newest backup one key away."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from annotator import app
from annotator.errors import UserError
from annotator.services.commands import AddSpan
from annotator.services.project import Project
from annotator.services.safety.backups import back_up
from annotator.services.suggestions.suggesting import suggest_project
from annotator.ui.main_window import MainWindow
from annotator.ui.safety.check_dialog import CheckDialog
from annotator.ui.safety.opening_check import OpeningCheck
from annotator.ui.safety.restore_dialog import RestoreDialog
from annotator.ui.start_window import StartWindow
from tests.ui.hands import Hands, in_front
from tests.ui.waiting import wait_until


def root_page(path: Path, table: str) -> slice:
    """Tell where the first page of a table lies in the file."""
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    return slice((page - 1) * size, page * size)


def blank(path: Path, table: str) -> str:
    """Blank the first page of a table; returns the hash of the damaged file."""
    where, whole = root_page(path, table), bytearray(path.read_bytes())
    whole[where] = bytes(where.stop - where.start)
    path.write_bytes(whole)
    return sha256(path)


def cut(path: Path, _table: str) -> str:
    path.write_bytes(path.read_bytes()[:9000])
    return sha256(path)


def behead(path: Path, _table: str) -> str:
    path.write_bytes(bytes(200) + path.read_bytes()[200:])
    return sha256(path)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def backed_up(path: Path) -> None:
    with Project.open(path) as project:
        back_up(project)


D = TypeVar("D", bound=QDialog)


def shown(windows: app.Windows, kind: type[D]) -> D:
    assert windows.shown is not None
    found = [one for one in windows.shown.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    in_front(found[0])
    return found[0]


@pytest.mark.parametrize("damage", [blank, cut, behead])
def test_the_newest_backup_of_a_damaged_project_is_one_key_away(
    windows: app.Windows, project_path: Path, damage: Callable[[Path, str], str]
) -> None:
    backed_up(project_path)
    damaged = damage(project_path, "document")
    windows.open_or_help(project_path)
    dialog = shown(windows, RestoreDialog)
    assert isinstance(windows.shown, StartWindow)
    assert project_path.name in dialog.refusal.text()
    assert sha256(project_path) == damaged

    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)

    assert wait_until(lambda: isinstance(windows.shown, MainWindow))
    aside = next(project_path.parent.glob("*.before-restore-*"))
    assert sha256(aside) == damaged
    assert aside.name in windows.shown.banner.words


@pytest.mark.parametrize(
    "table", ["span", "document", "operation", "label", "property", "sqlite_autoindex_span_1", "zone"]
)
def test_a_project_with_a_blank_page_is_refused_before_work_starts(
    windows: app.Windows, project_path: Path, table: str
) -> None:
    damaged = blank(project_path, table)

    windows.open_or_help(project_path)

    assert isinstance(windows.shown, StartWindow)
    assert "damaged" in shown(windows, RestoreDialog).refusal.text()
    assert sha256(project_path) == damaged


def test_what_can_be_read_is_saved_and_opened(windows: app.Windows, project_path: Path, tmp_path: Path) -> None:
    blank(project_path, "sqlite_autoindex_span_1")
    windows.open_or_help(project_path)
    QTest.mouseClick(shown(windows, RestoreDialog).check, Qt.MouseButton.LeftButton)
    checking = shown(windows, CheckDialog)
    assert wait_until(checking.save.isEnabled)

    checking.save_to(str(tmp_path / "saved.annotator"))
    assert wait_until(checking.open_saved.isVisible)
    QTest.mouseClick(checking.open_saved, Qt.MouseButton.LeftButton)

    assert isinstance(windows.shown, MainWindow)
    assert windows.shown.session.project.path == (tmp_path / "saved.annotator").resolve()
    assert Hands(windows.shown).text


def test_a_project_that_is_gone_is_brought_back_from_its_backups(windows: app.Windows, project_path: Path) -> None:
    backed_up(project_path)
    project_path.unlink()
    windows.open_or_help(project_path)

    QTest.keyClick(shown(windows, RestoreDialog).tree, Qt.Key.Key_Return)

    assert wait_until(lambda: isinstance(windows.shown, MainWindow))
    assert project_path.exists()


def test_a_file_that_never_was_a_project_is_refused_without_help(windows: app.Windows, tmp_path: Path) -> None:
    foreign = tmp_path / "letter.annotator"
    foreign.write_text("This is a letter." * 100)

    with pytest.raises(UserError, match="is no Annotator project"):
        windows.open_or_help(foreign)


def test_the_project_that_is_open_stays_while_another_is_refused(
    windows: app.Windows, project_path: Path, tmp_path: Path
) -> None:
    torn = Path(shutil.copy(project_path, tmp_path / "torn.annotator"))
    windows.open(project_path, "first")
    before = windows.shown
    blank(torn, "document")

    windows.open_or_help(torn)
    shown(windows, RestoreDialog).reject()

    assert windows.shown is before


def test_a_changed_record_is_told_soon_after_opening(windows: app.Windows, project_path: Path) -> None:
    with closing(sqlite3.connect(project_path)) as db, db:
        db.execute("UPDATE document SET title = 'Something else'")
    windows.open(project_path, "first")
    assert isinstance(windows.shown, MainWindow)
    checking = windows.shown.findChild(OpeningCheck)

    checking.timer.setInterval(0)

    assert wait_until(lambda: any(one.isVisible() for one in windows.shown.findChildren(CheckDialog)), 20)
    dialog = shown(windows, CheckDialog)
    assert wait_until(lambda: dialog.tree.topLevelItemCount() > 0)
    dialog.reject()


def test_a_sound_project_is_checked_without_a_word(windows: app.Windows, project_path: Path) -> None:
    windows.open(project_path, "first")
    assert isinstance(windows.shown, MainWindow)
    checking = windows.shown.findChild(OpeningCheck)
    checking.timer.setInterval(0)

    assert wait_until(lambda: checking.is_done, 20)

    assert not windows.shown.findChildren(CheckDialog)


@pytest.mark.parametrize(("table", "column"), [("span", "id"), ("suggestion", "id"), ("label", "definition")])
def test_text_that_is_no_utf8_is_damage_wherever_the_window_meets_it(
    windows: app.Windows, project_path: Path, table: str, column: str
) -> None:
    with Project.open(project_path) as project:
        suggest_project(project)
        me = project.ensure_annotator("first").id
        project.execute(AddSpan(project.document_ids()[0], "PERSON", ((0, 5),)), me)
    with closing(sqlite3.connect(project_path)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(f"UPDATE {table} SET {column} = CAST(x'61ff62' AS TEXT) WHERE rowid = 1")

    windows.open_or_help(project_path, "first")

    assert wait_until(lambda: isinstance(windows.shown, StartWindow), 10)
    words = shown(windows, RestoreDialog).refusal.text()
    assert "damaged" in words
    assert "decode" not in words
