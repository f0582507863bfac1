"""Tells whether a window can be shown, and lets pictures be drawn where none can."""

import os
import socket
import sys
from pathlib import Path

_PLATFORM = "QT_QPA_PLATFORM"
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")
_OF_A_SERVER = ("", "xcb", "wayland", "wayland-egl")
_X_SOCKETS = Path("/", "tmp", ".X11-unix")  # fixed by X itself
_PATIENCE_S = 1.0


def has_display() -> bool:
    """Tell whether there is a screen for a window; asked of the surroundings, without loading Qt.

    A display server that is named but does not answer would end the process: Qt aborts.
    """
    platform = os.environ.get(_PLATFORM, "").split(":")[0].split(";")[0]
    if platform in _WITHOUT_SCREEN:
        return False
    if not needs_display_server() or platform not in _OF_A_SERVER:
        return True
    return _wayland_answers(os.environ.get("WAYLAND_DISPLAY", "")) or _x_answers(os.environ.get("DISPLAY", ""))


def needs_display_server() -> bool:
    """Tell whether windows come from a server that may be missing; Windows and macOS bring their own."""
    return sys.platform not in ("win32", "darwin", "cygwin")


def draw_without_screen() -> None:
    """Let Qt paint into memory, so that the picture is the same with and without a screen.

    On Windows and macOS the native platform stays: the one without a screen lacks their fonts.
    """
    if needs_display_server():
        os.environ.setdefault(_PLATFORM, "offscreen")
        # It says of each window that it knows no size hints, which is no news to anybody.
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")


def _wayland_answers(name: str) -> bool:
    return bool(name) and _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), name)))


def _x_answers(display: str) -> bool:
    host, _, number = display.rpartition(":")
    screen = number.split(".")[0]
    if not screen.isdigit():
        return False
    if host not in ("", "unix"):
        return True  # on another machine, whom only X itself may ask
    place = str(_X_SOCKETS / f"X{screen}")
    return _answers(place) or _answers(f"\0{place}")


def _answers(place: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.settimeout(_PATIENCE_S)
        try:
            door.connect(place)
        except OSError:
            return False
    return True
