"""Claims about the window's place: it comes back where it was, and never where nobody sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.settings import settings_folder
from tests.ui.hands import Hands

Opens = Callable[..., Hands]


def test_a_pane_moved_to_the_other_side_stays_there(open_window: Opens, project_path: Path) -> None:
    before = open_window(project_path)
    dock = before.window.docks["view.spans"]
    before.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    before.window.close()

    after = open_window(project_path)

    area = after.window.dockWidgetArea(after.window.docks["view.spans"])
    assert area is Qt.DockWidgetArea.LeftDockWidgetArea


def test_a_window_left_on_a_screen_that_is_gone_is_seen(open_window: Opens, project_path: Path) -> None:
    before = open_window(project_path)
    before.window.move(9000, 7000)
    before.window.close()

    after = open_window(project_path)

    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersects(after.window.frameGeometry())


@pytest.mark.parametrize("stored", [QByteArray(b"nonsense"), QByteArray(), 3, "word"])
def test_a_damaged_place_means_the_usual_one(open_window: Opens, project_path: Path, stored: object) -> None:
    kept = QSettings(str(settings_folder() / "window.ini"), QSettings.Format.IniFormat)
    kept.setValue("geometry", stored)
    kept.setValue("layout", stored)
    kept.sync()

    hands = open_window(project_path)

    assert hands.window.isVisible()
    assert not any(dock.isHidden() for dock in hands.window.docks.values())


def test_a_pane_is_never_too_narrow_for_what_it_shows(open_window: Opens, project_path: Path) -> None:
    hands = open_window(project_path)
    inspector = hands.window.inspector

    hands.window.resize(900, 600)
    hands.window.resizeDocks([hands.window.docks["view.inspector"]], [40], Qt.Orientation.Horizontal)

    content = inspector.widget()
    assert content is not None
    assert inspector.width() >= content.minimumSizeHint().width()


def test_the_search_opens_high_enough_for_its_places(hands: Hands) -> None:
    hands.window.resize(1280, 800)

    hands.action("search.open").trigger()
    QTest.qWait(20)

    rows = hands.window.finding.panel.lines
    assert rows.viewport().height() >= 5 * rows.verticalHeader().defaultSectionSize()
    assert hands.view.height() >= 200
