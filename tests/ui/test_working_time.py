"""Claims about the time per article: it is shown, kept off the project, and each annotator's own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from annotator.services.flow.working_time import WorkingTimes
from annotator.services.project import Project
from annotator.settings import load_settings
from annotator.ui.main_window import MainWindow
from annotator.ui.session import Session
from annotator.ui.working import Working
from tests.ui.hands import Hands


def test_the_time_on_the_article_is_shown_and_kept_on_this_machine(
    open_window: Callable[..., Hands], project_path: Path
) -> None:
    hands = open_window(project_path)
    add_minutes(hands, 4.2)
    document, me, uuid = hands.document, hands.session.annotator.id, hands.session.project.uuid

    hands.session.open_document(hands.session.project.document_ids()[1])
    hands.session.open_document(document)
    assert label(hands).text().startswith("4 min 12")
    hands.window.close()

    assert WorkingTimes(uuid).of(document, me) >= 252


def test_another_annotator_sees_her_own_time_only(hands: Hands) -> None:
    add_minutes(hands, 5)

    hands.session.switch_annotator("second")

    assert label(hands).text() == "0 s"


def test_nothing_of_it_is_in_the_project(open_window: Callable[..., Hands], project_path: Path) -> None:
    hands = open_window(project_path)
    add_minutes(hands, 5)
    hands.window.close()

    with Project.open(project_path) as project, project.file.reading() as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    assert not any("time" in table for table in tables)


def test_a_deed_starts_the_clock_and_another_window_stops_it(hands: Hands) -> None:
    clock = working(hands).clock
    hands.press(Qt.Key.Key_Space)
    QTest.qWait(30)
    assert clock.seconds > 0

    other = QWidget()
    other.show()
    other.activateWindow()
    QTest.qWaitForWindowActive(other)
    stood = clock.seconds
    QTest.qWait(30)
    assert clock.seconds == stood
    other.close()
    other.deleteLater()


def test_a_project_open_read_only_counts_nothing(qapp: QApplication, project_path: Path) -> None:
    with Project.open(project_path) as project:
        me = project.ensure_annotator("first")
    window = MainWindow(Session(Project.open(project_path, read_only=True), me), load_settings())
    window.show()
    hands = Hands(window)

    hands.press(Qt.Key.Key_Space)

    assert not label(hands).isVisible()
    assert working(hands).clock.seconds == 0
    window.close()
    window.deleteLater()


def add_minutes(hands: Hands, minutes: float) -> None:
    """Let the clock believe that the article was worked on for some time."""
    working(hands).clock._counted += minutes * 60


def working(hands: Hands) -> Working:
    found = hands.window.findChild(Working)
    assert isinstance(found, Working)
    return found


def label(hands: Hands) -> QLabel:
    found = hands.window.findChild(QLabel, "time_spent")
    assert isinstance(found, QLabel)
    return found
