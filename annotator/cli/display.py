"""Tells whether a window can be shown, and lets pictures be drawn where none can."""

import os
import sys

_PLATFORM = "QT_QPA_PLATFORM"
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")


def has_display() -> bool:
    """Tell whether there is a screen for a window; asked of the surroundings, without loading Qt."""
    if os.environ.get(_PLATFORM, "").split(":")[0] in _WITHOUT_SCREEN:
        return False
    if not needs_display_server():
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def needs_display_server() -> bool:
    """Tell whether windows come from a server that may be missing; Windows and macOS bring their own."""
    return sys.platform not in ("win32", "darwin", "cygwin")


def draw_without_screen() -> None:
    """Let Qt paint into memory; a server that is named but does not answer would end the process.

    On Windows and macOS the native platform stays: the one without a screen lacks their fonts.
    """
    if needs_display_server():
        os.environ.setdefault(_PLATFORM, "offscreen")
        # It says of each window that it knows no size hints, which is no news to anybody.
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
