"""What happens when the program has a bug: a plain message, a report without article text, no lost work."""

import faulthandler
import logging
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator import __version__
from annotator.settings import settings_folder
from annotator.ui.dialogs.form import tell

LOG = logging.getLogger("annotator")
MESSAGE = (
    "Something in the program went wrong. Everything that was shown as saved is saved. "
    "You can go on; if it happens again, close the program and open the project anew. "
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
    if sys.stderr is not None:
        faulthandler.enable()
    sys.excepthook = on_exception
    qInstallMessageHandler(_on_qt_message)
    return before


def on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write a report and tell of it; an interrupt ends the program as usual."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    text = report_of(kind, trace)
    where = _write(text)
    LOG.error("%s", text)
    if QApplication.instance() is not None:
        show_message(where)


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Describe an error by its type and places in our code only: its message may quote an article."""
    lines = [f"annotator {__version__}, Python {platform.python_version()}, {platform.system()}", kind.__name__]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def show_message(where: str) -> QMessageBox:
    """Open the message over whatever window is active."""
    return tell(QApplication.activeWindow(), "Something went wrong", MESSAGE.format(report=where))


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
