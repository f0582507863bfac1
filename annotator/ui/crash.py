"""What happens when the program has a bug: a plain message, a report without article text, no lost work."""

import faulthandler
import logging
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator import __version__
from annotator.errors import UserError
from annotator.settings import settings_folder
from annotator.ui.dialogs.form import tell

LOG = logging.getLogger("annotator")
MESSAGE = (
    "Something in the program went wrong. Everything that was shown as saved is saved. "
    "You can go on; if it happens again, close the program and open the project anew. "
    "The report lies in {report} and holds no article text."
)
ENDED = (
    "The program ended unexpectedly the last time. Everything that was shown as saved is saved. "
    "The report lies in {report} and holds no article text."
)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def install_crash_hook() -> Hook:
    """Send every uncaught exception and every message of Qt to the report; gives back the hook set before."""
    before = sys.excepthook
    _watch_for_native_crashes()
    sys.excepthook = on_exception
    qInstallMessageHandler(_on_qt_message)
    return before


def what_ended_last_time() -> str:
    """Say that the program was ended by a crash the last time, once; nothing when it was not."""
    path = _native_report()
    try:
        if path.stat().st_size == 0:
            return ""
        kept = path.with_name("native-crash-before.txt")
        path.replace(kept)
    except OSError:
        return ""
    return ENDED.format(report=kept)


def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write a report and tell of it; an interrupt ends the program, and a refusal speaks for itself."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if isinstance(error, UserError) and QApplication.instance() is not None:
        # No fault of the program: a list could not be read just then, say.
        show_message(str(error))
        return
    text = report_of(kind, trace)
    where = _write(text)
    LOG.error("%s", text)
    if QApplication.instance() is not None:
        show_message(MESSAGE.format(report=where))


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Describe an error by its type and places in our code only: its message may quote an article."""
    lines = [f"annotator {__version__}, Python {platform.python_version()}, {platform.system()}", kind.__name__]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def show_message(sentences: str) -> QMessageBox:
    """Open a message over whatever window is active."""
    return tell(QApplication.activeWindow(), "Something went wrong", sentences)


def _watch_for_native_crashes() -> None:
    """Let a crash below Python leave its places in a file, which the next start finds."""
    path = _native_report()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Kept open as long as the program runs: nothing can be opened while it crashes.
        _KEPT.append(path.open("a", encoding="utf-8"))
        faulthandler.enable(_KEPT[-1])
    except OSError:
        if sys.stderr is not None:
            faulthandler.enable()


def _native_report() -> Path:
    return settings_folder() / "native-crash.txt"


_KEPT: list[TextIO] = []


def _write(text: str) -> str:
    path = settings_folder() / "crash.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError:
        return "no file, because the settings folder cannot be written,"
    return str(path)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
