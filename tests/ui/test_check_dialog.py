"""Claims about checking in the window: what is wrong is listed, and what can be read is saved into a new project."""

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.services.checking import check
from annotator.ui.safety.check_dialog import CheckDialog
from annotator.ui.safety.restore_dialog import RestoreDialog
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until


def checked(hands: Hands) -> CheckDialog:
    hands.action("project.check").trigger()
    dialog = hands.window.findChild(CheckDialog)
    assert isinstance(dialog, CheckDialog)
    dialog.activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is dialog, 5)
    assert wait_until(dialog.bar.isHidden)
    return dialog


def damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE span SET label = 'NOWHERE'")


def test_a_sound_project_is_said_to_be_sound(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")

    dialog = checked(hands)

    assert dialog.outcome.text() == "The project is sound."
    assert not dialog.save.isEnabled()
    dialog.reject()


def test_damage_is_listed_and_what_can_be_read_is_saved(hands: Hands, project_path: Path, tmp_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    damage(project_path)
    dialog = checked(hands)
    assert dialog.tree.topLevelItemCount() > 0
    assert dialog.save.isEnabled()

    dialog.save_to(str(tmp_path / "saved.annotator"))

    assert wait_until(lambda: "saved" in dialog.outcome.text() and dialog.bar.isHidden())
    assert dialog.problem.text() == ""
    assert check(tmp_path / "saved.annotator").ok
    dialog.reject()


def test_backups_are_one_key_away_from_damage(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    damage(project_path)
    dialog = checked(hands)

    QTest.keyClick(dialog.restore, Qt.Key.Key_Space)

    restoring = hands.window.findChild(RestoreDialog)
    assert isinstance(restoring, RestoreDialog)
    restoring.reject()


def test_nothing_is_written_over(hands: Hands, project_path: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.annotator"
    there.write_text("mine", encoding="utf-8")
    hands.mark(hands.text.split()[0], "PERSON")
    damage(project_path)
    dialog = checked(hands)

    dialog.save_to(str(there))

    assert wait_until(lambda: bool(dialog.problem.text()))
    assert there.read_text(encoding="utf-8") == "mine"
    dialog.reject()
