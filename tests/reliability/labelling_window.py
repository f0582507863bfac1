"""Labels word after word by key events in the real window, and says so on stdout once each span is painted.

Run as a process of its own: `python -m tests.reliability.labelling_window PROJECT`; it is killed from outside.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest

from annotator.app import build
from annotator.ui.main_window import MainWindow


class Paints(QObject):
    """Counts the paint events of the article."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count and let pass."""
        self.count += event.type() is QEvent.Type.Paint
        return False


def main() -> None:
    """Label until killed; one line per acknowledged span: its id."""
    window = build(Path(sys.argv[1]), "first")
    assert isinstance(window, MainWindow)
    window.add_features()
    window.resize(1280, 900)
    window.show()
    QTest.qWaitForWindowActive(window)
    paints = Paints()
    window.view.viewport().installEventFilter(paints)
    window.view.setFocus()
    print("ready", flush=True)
    while True:
        QTest.keyClick(window.view, Qt.Key.Key_Space)
        before = window.session.spans
        QTest.keyClick(window.view, Qt.Key.Key_1)
        if window.session.spans == before:
            return
        painted = paints.count
        while paints.count == painted:
            QTest.qWait(1)
        known = {span.id for span in before}
        for span in window.session.spans:
            if span.id not in known:
                print(span.id, flush=True)


if __name__ == "__main__":
    main()
