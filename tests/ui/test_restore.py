"""Claims about putting a backup back in the window: counts beside, the project kept aside, the window opened anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import app
from annotator.services.project import Project
from annotator.services.safety.backups import back_up, backups, contents
from annotator.ui.main_window import MainWindow
from annotator.ui.safety.restore_dialog import RestoreDialog
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[app.Windows]:
    holder = app.Windows()
    yield holder
    if holder.shown is not None:
        holder.shown.close()
        holder.shown.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(windows: app.Windows, path: Path) -> Hands:
    windows.open(path, "first")
    assert isinstance(windows.shown, MainWindow)
    windows.shown.resize(1280, 900)
    QTest.qWaitForWindowActive(windows.shown)
    return Hands(windows.shown)


def dialog_of(hands: Hands) -> RestoreDialog:
    hands.action("backup.restore").trigger()
    found = hands.window.findChild(RestoreDialog)
    assert isinstance(found, RestoreDialog)
    found.activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is found, 5)
    return found


def test_a_backup_is_put_back_and_the_project_kept_aside(windows: app.Windows, project_path: Path) -> None:
    hands = opened(windows, project_path)
    hands.mark(hands.text.split()[0], "PERSON")
    back_up(hands.session.project)
    hands.mark(hands.text.split()[1], "PERSON")
    dialog = dialog_of(hands)
    assert wait_until(lambda: "Now 2 spans, then 1" in dialog.outcome.text())

    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)

    assert wait_until(lambda: isinstance(windows.shown, MainWindow) and windows.shown is not hands.window)
    assert isinstance(windows.shown, MainWindow)
    again = Hands(windows.shown)
    assert len(again.stored()) == 1
    aside = next(project_path.parent.glob("*.before-restore-*"))
    assert aside.name in windows.shown.banner.words
    assert contents(aside).spans == 2


def test_a_damaged_backup_is_refused_and_work_goes_on(windows: app.Windows, project_path: Path) -> None:
    hands = opened(windows, project_path)
    hands.mark(hands.text.split()[0], "PERSON")
    made = back_up(hands.session.project).path
    made.write_bytes(made.read_bytes()[:5000])
    dialog = dialog_of(hands)

    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)

    assert wait_until(lambda: isinstance(windows.shown, MainWindow) and windows.shown is not hands.window)
    assert isinstance(windows.shown, MainWindow)
    assert len(Hands(windows.shown).stored()) == 1
    assert "cut off" in windows.shown.banner.words
    assert list(project_path.parent.glob("*.before-restore-*")) == []


def test_leaving_the_dialog_changes_nothing(windows: app.Windows, project_path: Path) -> None:
    hands = opened(windows, project_path)
    back_up(hands.session.project)
    dialog = dialog_of(hands)

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert windows.shown is hands.window
    assert not dialog.isVisible()
    assert len(backups(project_path)) == 1


def test_a_read_only_view_cannot_restore(windows: app.Windows, project_path: Path) -> None:
    with Project.open(project_path) as holder:
        holder.ensure_annotator("first")
        windows.open(project_path)

        assert isinstance(windows.shown, MainWindow)
        assert not windows.shown.actions_.by_id["backup.restore"].isEnabled()
