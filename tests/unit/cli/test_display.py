"""Claims about when a window is tried: never on a display that does not answer, because Qt would abort."""

import socket
import sys
from pathlib import Path

import pytest

from annotator.cli.display import draw_without_screen, has_display

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems always have a display")

NAMES = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_LOGGING_RULES")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_server_there_is_no_display() -> None:
    assert not has_display()


@pytest.mark.parametrize("display", [":987", "unix:987.0", "nonsense", ":"])
def test_a_server_that_does_not_answer_is_no_display(monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.setenv("DISPLAY", display)

    assert not has_display()


def test_a_server_on_another_machine_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "localhost:10.0")

    assert has_display()


def test_a_wayland_server_that_answers_is_a_display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert not has_display()

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()

        assert has_display()


@pytest.mark.parametrize(("platform", "there"), [("offscreen", False), ("minimal", False), ("eglfs", True)])
def test_a_named_platform_decides(monkeypatch: pytest.MonkeyPatch, platform: str, there: bool) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)

    assert has_display() is there


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_bring_their_own(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr("annotator.cli.display.sys.platform", system)

    draw_without_screen()

    assert has_display()


def test_pictures_are_drawn_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_LOGGING_RULES", "")

    draw_without_screen()

    assert not has_display()
    monkeypatch.delenv("QT_QPA_PLATFORM")
