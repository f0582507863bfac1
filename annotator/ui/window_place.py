"""Remembers where the window was and how its panes stood."""

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QMainWindow

from annotator.settings import settings_folder

FIRST_SIZE = QSize(1280, 900)
# Raised when panes are added or renamed, so that an old layout is not forced on new panes.
LAYOUT_VERSION = 1


def restore_place(window: QMainWindow) -> None:
    """Put the window where it was last, or at a usual size."""
    window.resize(FIRST_SIZE)
    stored = _stored()
    geometry, layout = stored.value("geometry"), stored.value("layout")
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
    if isinstance(layout, QByteArray):
        window.restoreState(layout, LAYOUT_VERSION)


def keep_place(window: QMainWindow) -> None:
    """Write down where the window is."""
    stored = _stored()
    stored.setValue("geometry", window.saveGeometry())
    stored.setValue("layout", window.saveState(LAYOUT_VERSION))
    stored.sync()


def _stored() -> QSettings:
    return QSettings(str(settings_folder() / "window.ini"), QSettings.Format.IniFormat)
