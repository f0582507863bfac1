"""The real window on real projects, offscreen; a Qt warning, a leaked widget or timer fails the test."""

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import Windows, build
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.settings import load_settings, save_settings
from annotator.ui import slices
from annotator.ui.main_window import MainWindow
from tests.ui.hands import Hands

ROOT = Path(__file__).resolve().parents[2]
# The offscreen platform says so of fixed sizes and menus; it is no fault of the program.
HARMLESS = "This plugin does not support "


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application of this process."""
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication(["annotator"])


@pytest.fixture(autouse=True)
def no_qt_warning(qapp: QApplication) -> Iterator[None]:
    """Fail a test in which Qt complained."""
    said: list[str] = []

    def listen(kind: QtMsgType, _context: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(HARMLESS):
            said.append(message)

    before = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(before)
    assert not said, f"Qt said: {said}"


@pytest.fixture(autouse=True)
def no_widget_left_behind(qapp: QApplication, no_qt_warning: None) -> Iterator[None]:
    """Fail a test that leaves a window or a running timer."""
    yield
    _delete_what_waits()
    gc.collect()
    _delete_what_waits()
    windows = [widget for widget in qapp.topLevelWidgets() if widget.isWindow()]
    timers = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    for window in windows:
        window.close()
        window.deleteLater()
    _delete_what_waits()
    assert not windows, f"windows left behind: {windows}"
    assert not timers, f"timers left behind: {timers}"


def _delete_what_waits() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture(autouse=True)
def no_suggestions_on_opening(own_settings: None) -> None:
    """Keep suggestions out of tests about other things: they would come in the middle of any of them."""
    save_settings(replace(load_settings(), suggest=False))


@pytest.fixture(autouse=True)
def no_slice_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first slice of a small search hold all of it, however busy the machine is."""
    monkeypatch.setattr(slices, "SLICE_S", 10.0)


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """A project with the sample articles of this repository, nothing marked."""
    path = tmp_path / "news.annotator"
    with Project.create(path) as project:
        import_paths(project, sorted((ROOT / "seeds").glob("*.txt")))
    return path


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """Make a project of one article per given text."""

    def make(*texts: str) -> Path:
        path = tmp_path / "made.annotator"
        files = []
        for number, text in enumerate(texts):
            file = tmp_path / f"article {number}.txt"
            file.write_bytes(text.encode("utf-8"))
            files.append(file)
        with Project.create(path) as project:
            import_paths(project, files)
        return path

    return make


@pytest.fixture
def quick_clicks(qapp: QApplication) -> Iterator[None]:
    """Shorten the double-click interval, so that tests need not wait long between clicks."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(20)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.fixture
def open_window(qapp: QApplication, quick_clicks: None) -> Iterator[Callable[..., Hands]]:
    """Open projects in shown windows and close them again."""
    windows: list[MainWindow] = []

    def open_(path: Path, annotator: str | None = "first") -> Hands:
        window = build(path, annotator)
        assert isinstance(window, MainWindow)
        window.add_features()
        windows.append(window)
        window.resize(1280, 900)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        return Hands(window)

    yield open_
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def hands(open_window: Callable[..., Hands], project_path: Path) -> Hands:
    """The window on the sample articles."""
    return open_window(project_path)


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    """What holds the windows; none is left open."""
    holder = Windows()
    yield holder
    if holder.shown is not None:
        holder.shown.close()
        holder.shown.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
