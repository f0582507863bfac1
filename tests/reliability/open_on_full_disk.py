"""Opens projects on disks without a free byte: at the command line and in the window, nothing ends but in a sentence.

Needs root for small file systems of its own: `python -m tests.reliability.open_on_full_disk 24`.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.reliability.disk_full import small_disk

ROOT = Path(__file__).resolve().parents[2]
SMALLEST_KB, STEP_KB = 1_100, 40
COMMANDS = ("info", "check", "suggest", "backup", "export", "share", "import", "agreement")


def trial(kilobytes: int) -> None:
    """Open one project on a full disk; raises AssertionError."""
    with small_disk(kilobytes) as disk:
        path = disk / "full.annotator"
        with Project.create(path) as project:
            import_paths(project, sorted((ROOT / "seeds").glob("*.txt")))
            project.ensure_annotator("first")
        # Preferences and temporary files mostly lie on the same disk.
        settings, temporary = disk / "settings", disk / "temporary"
        settings.mkdir()
        temporary.mkdir()
        places = {"ANNOTATOR_SETTINGS": str(settings), "TMPDIR": str(temporary)}
        _fill(disk / "filler")
        before = hashlib.sha256(path.read_bytes()).hexdigest()
        for command in COMMANDS:
            more = {"export": [disk / "out.jsonl"], "share": [disk / "work"], "import": [ROOT / "README.md"]}
            _says(["-m", "annotator", command, path, *more.get(command, [])], places)
        for who in ("first", "second"):
            _says(["-m", "tests.reliability.open_on_full_disk", "window", path, who], places, 0)
        assert hashlib.sha256(path.read_bytes()).hexdigest() == before, "something was half written"


def _fill(filler: Path) -> None:
    for size in (4096, 1):
        try:
            with filler.open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(size))
        except OSError:
            continue


def _says(arguments: list[object], places: dict[str, str], *wanted: int) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **places}
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    told = f"{arguments}: {done.returncode}, {done.stderr}"
    assert done.returncode in (wanted or (0, 1)), told
    assert "Traceback" not in done.stderr, told


def look(path: Path, who: str) -> None:
    """Open the window, label, close it; raises AssertionError when the screen shows what is not saved."""
    # Late: only this process has a window.
    from PySide6.QtTest import QTest

    from annotator.app import build
    from annotator.ui.main_window import MainWindow
    from tests.ui.hands import Hands

    window = build(path, who)
    assert isinstance(window, MainWindow)
    window.add_features()
    window.show()
    QTest.qWait(200)
    hands = Hands(window)
    hands.drag(0, 5)
    hands.action("label.entity.PERSON").trigger()
    assert "full" in window.banner.words, window.banner.words
    assert hands.view.shown_spans() == ()
    assert window.close()
    QTest.qWait(200)


def main(count: int) -> None:
    """Fill as many disks, each a little larger."""
    for number in range(count):
        trial(SMALLEST_KB + STEP_KB * number)
    print(f"{count} full disks, {len(COMMANDS)} commands and two windows on each: 0 signals, 0 tracebacks, 0 changes")


if __name__ == "__main__":
    if sys.argv[1] == "window":
        look(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]))
