"""Takes the pictures of the guide and the README from the real window on the sample project."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "resources" / "help"
THEMES = ("light", "dark")
SPANS_ONWARD = 6  # a span in the upper part of the article is selected, so that the inspector has something to show

# Qt starts in a process of its own, with settings that are nobody's.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
application = QApplication([])
from annotator.app import build
window = build(Path(sys.argv[1]), "first")
window.resize(1280, 900)
window.show()
QTest.qWaitForWindowExposed(window)
window.findChild(QAction, "view." + sys.argv[2]).trigger()
for _ in range(int(sys.argv[4])):
    window.findChild(QAction, "span.next").trigger()
QTest.qWait(200)
assert window.grab().save(sys.argv[3], "PNG")
window.close()
"""


def main() -> None:
    """Make the sample project, then take one picture of it in each theme."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # Without a display the demo opens no window that somebody would have to close.
        hidden = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment = hidden | {"ANNOTATOR_SETTINGS": folder, "QT_QPA_PLATFORM": "offscreen"}
        demo = [sys.executable, "-m", "annotator", "demo", "--out", folder]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=ROOT)
        project = next(Path(folder).glob("*.annotator"))
        for theme in THEMES:
            picture = PICTURES / f"screenshot-{theme}.png"
            command = [sys.executable, "-c", PROGRAM, str(project), theme, str(picture), str(SPANS_ONWARD)]
            subprocess.run(command, check=True, env=environment, cwd=ROOT)
            print(f"wrote {picture.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
