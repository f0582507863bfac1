"""Goes through every action of the window, looks at all that opens, and provokes an error; for others to watch.

Run as a process of its own: `python -m tests.reliability.walking_window PROJECT`. Prints what a label showed as markup.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QToolTip, QWidget

from annotator.actions import ACTIONS
from annotator.app import Windows
from annotator.ui.crash import install_crash_hook
from annotator.ui.main_window import MainWindow

# They leave the project, or end the window; the rest is gone through.
LEFT_OUT = {"window.close", "document.delete", "help.guide"}
LOOK_MS = 40


def main(project: Path) -> None:
    """Walk through the window."""
    app = QApplication(["annotator"])
    install_crash_hook()
    windows = Windows()
    windows.open(project, "first")
    window = windows.shown
    assert isinstance(window, MainWindow)
    window.add_features()
    window.show()
    for number in range(window.documents.view.model().rowCount()):
        window.documents.view.clicked.emit(window.documents.view.model().index(number, 0))
        select_first(window)
        look(app)
    walked = 0
    for spec in ACTIONS:
        action = window.findChild(QAction, spec.id)
        if spec.id in LEFT_OUT or action is None or not action.isEnabled():
            continue
        walked += 1
        select_first(window)
        action.trigger()
        look(app)
        leave(app, window)
    QTimer.singleShot(0, fail)
    look(app)
    leave(app, window)
    print(f"walked {walked}", flush=True)
    window.close()


def select_first(window: MainWindow) -> None:
    """Have a span selected where there is one."""
    spans = window.session.spans
    window.session.select_span(spans[0].id if spans else None)


def fail() -> None:
    """Raise an error that quotes an article."""
    raise ValueError("Canaryword in the message of an error")


def look(app: QApplication) -> None:
    """Paint whatever is open, show every hint, and tell of labels that would read markup."""
    # Not QTest.qWait: it gives an error of a slot to its caller, which the program's own loop does not.
    loop = QEventLoop()
    QTimer.singleShot(LOOK_MS, loop.quit)
    loop.exec()
    for top in app.topLevelWidgets():
        if not top.isVisible():
            continue
        top.grab()
        if "Canaryword" in top.windowTitle():
            print(f"title {top.windowTitle()}", flush=True)
        for label in top.findChildren(QLabel):
            if label.textFormat() is not Qt.TextFormat.PlainText and "<img" in label.text():
                print(f"markup in {label.objectName()} of {type(label.parent()).__name__}", flush=True)
        for part in top.findChildren(QWidget):
            if "Canaryword" in part.toolTip():
                QToolTip.showText(QPoint(10, 10), part.toolTip())
                QTest.qWait(1)


def leave(app: QApplication, window: MainWindow) -> None:
    """Close what was opened above the window."""
    for top in app.topLevelWidgets():
        if top is window or not top.isVisible():
            continue
        if isinstance(top, QDialog):
            top.reject()
        elif isinstance(top, QMenu):
            top.close()
    window.pages.show_article()
    QTest.qWait(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
