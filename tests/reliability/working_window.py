"""Imports or merges in the real window and says “ready” on stdout just before it begins; it is killed from outside.

Run as a process of its own: `python -m tests.reliability.working_window import PROJECT FILES`
or `merge PROJECT OTHER`.
"""

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest

from annotator.app import build
from annotator.settings import load_settings, save_settings
from annotator.ui.dialogs.import_dialog import ImportDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.safety.merge_dialog import MergeDialog
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until


def main(work: str, project: Path, given: Path) -> None:
    """Do the work by its dialog, to its end."""
    # The reading along in the background would only slow the trial down.
    save_settings(replace(load_settings(), suggest=False))
    window = build(project, "first")
    assert isinstance(window, MainWindow)
    window.add_features()
    window.show()
    QTest.qWaitForWindowActive(window)
    hands = Hands(window)
    hands.action(f"project.{work}").trigger()
    dialog = window.findChild(ImportDialog if work == "import" else MergeDialog)
    assert isinstance(dialog, ImportDialog | MergeDialog)
    dialog.add_paths([given])
    if isinstance(dialog, ImportDialog):
        print("ready", flush=True)
        dialog.run()
        assert wait_until(lambda: not dialog.is_running)
    else:
        assert wait_until(lambda: dialog.outcome.text() or dialog.problem.text())
        print("ready", flush=True)
        dialog.merge.click()
        assert wait_until(lambda: dialog.outcome.text().startswith(("Merged:", "Nothing new")))
    dialog.reject()
    window.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
