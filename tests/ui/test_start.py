"""Claims about opening: the start page, projects that cannot be opened, read only ones, the crash report."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from annotator import app
from annotator.errors import ProjectBusy, UserError
from annotator.services.project import Project
from annotator.settings import load_settings, settings_folder
from annotator.ui.crash import on_exception, report_of
from annotator.ui.main_window import MainWindow
from annotator.ui.start_window import StartWindow
from tests.ui.hands import Hands


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[app.Windows]:
    holder = app.Windows()
    yield holder
    if holder.shown is not None:
        holder.shown.close()
        holder.shown.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_without_a_project_there_is_a_start_page(qapp: QApplication) -> None:
    window = app.build(None)

    assert isinstance(window, StartWindow)
    assert not window.isVisible()
    window.deleteLater()


def test_a_foreign_file_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "letter.annotator"
    file.write_text("no project", encoding="utf-8")

    with pytest.raises(UserError):
        app.build(file)

    assert file.read_text(encoding="utf-8") == "no project"


def test_a_project_that_is_open_elsewhere_is_refused(qapp: QApplication, project_path: Path) -> None:
    with Project.open(project_path), pytest.raises(ProjectBusy):
        app.build(project_path)


def test_a_busy_project_is_shown_read_only(windows: app.Windows, project_path: Path) -> None:
    with Project.open(project_path) as writer:
        writer.ensure_annotator("first")
        windows.open(project_path)
        window = windows.shown
        assert isinstance(window, MainWindow)

        assert window.session.project.read_only
        assert window.banner.words
        assert not window.actions_.by_id["label.entity.PERSON"].isEnabled()


def test_a_picture_shows_the_article_in_its_theme(qapp: QApplication, project_path: Path, tmp_path: Path) -> None:
    with Project.open(project_path) as project:
        document = project.document_ids()[1]

    out = app.render(project_path, app.Picture(tmp_path / "picture.png", document, theme="dark"))

    picture = QImage(str(out))
    assert picture.size() == app.PICTURE_SIZE
    assert picture.pixelColor(640, 600).lightness() < 128


def test_closing_the_window_gives_the_project_back(open_window: Callable[..., Hands], project_path: Path) -> None:
    open_window(project_path).window.close()

    Project.open(project_path).close()


def test_a_new_project_is_made_and_opened_from_the_start_page(windows: app.Windows, tmp_path: Path) -> None:
    windows.show_start()
    start = windows.shown
    assert isinstance(start, StartWindow)

    start.choice.new_wanted.emit(tmp_path / "new.annotator")

    assert isinstance(windows.shown, MainWindow)
    assert str((tmp_path / "new.annotator").resolve()) in load_settings().recent


def test_a_recent_project_opens_with_a_click(windows: app.Windows, project_path: Path) -> None:
    windows.open(project_path, "first")
    assert windows.shown is not None
    windows.shown.close()
    windows.show_start()
    start = windows.shown
    assert isinstance(start, StartWindow)
    button = start.findChild(QPushButton, "recent_0")
    assert isinstance(button, QPushButton)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert isinstance(windows.shown, MainWindow)


def test_a_project_that_cannot_be_opened_is_said_on_the_start_page(windows: app.Windows, tmp_path: Path) -> None:
    windows.show_start()
    start = windows.shown
    assert isinstance(start, StartWindow)

    start.choice.open_wanted.emit(tmp_path / "gone.annotator")

    assert "gone.annotator" in start.banner.words


def test_the_sample_project_opens_with_its_spans(windows: app.Windows) -> None:
    windows.show_start()
    start = windows.shown
    assert isinstance(start, StartWindow)

    start.choice.sample_wanted.emit()

    assert isinstance(windows.shown, MainWindow)
    summaries = windows.shown.session.project.summaries(windows.shown.session.annotator.id)
    assert sum(summary.spans for summary in summaries) > 0


def test_a_crash_report_holds_no_article_text(hands: Hands) -> None:
    try:
        raise ValueError("Secretword in an article")
    except ValueError as error:
        on_exception(type(error), error, error.__traceback__)
        report = report_of(type(error), sys.exc_info()[2])

    box = hands.window.findChild(QMessageBox) or QApplication.activeWindow()
    assert isinstance(box, QMessageBox)
    assert "Secretword" not in report + box.text()
    assert "ValueError" in report
    box.close()


def test_a_refusal_that_nobody_caught_speaks_for_itself(hands: Hands) -> None:
    error = UserError("The project could not be read: try again.")

    on_exception(UserError, error, None)

    box = hands.window.findChild(QMessageBox) or QApplication.activeWindow()
    assert isinstance(box, QMessageBox)
    assert "The project could not be read: try again." in box.text() + box.informativeText()
    assert not (settings_folder() / "crash.txt").exists()
    box.close()
