"""Measures the time from starting Python to the first painted window of a project."""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
LIMIT_S = 1.0
MEASURE = """
import sys, time
from pathlib import Path
begun = float(sys.argv[2])
from PySide6.QtWidgets import QApplication
from annotator.app import build
window = build(Path(sys.argv[1]), "first")
window.show()
window.grab()
took = time.time() - begun
assert "spacy" not in sys.modules
window.close()
print(took)
"""
PREPARE = """
import sys
from pathlib import Path
from annotator.resources import seed_path
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
with Project.create(Path(sys.argv[1])) as project:
    import_paths(project, sorted(seed_path().glob("*.txt")))
"""
START = """
import subprocess, sys, time
print(subprocess.run([sys.executable, "-c", sys.argv[1], sys.argv[2], repr(time.time())],
                     check=True, capture_output=True, text=True).stdout)
"""


def seconds_to_first_window(project: Path, environment: dict[str, str]) -> float:
    """Start the program once and read the time it took."""
    command = [sys.executable, "-c", START, MEASURE, str(project)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=ROOT)
    return float(done.stdout)


def main() -> int:
    """Print the median of some warm starts; 1 when it is above the limit."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "start.annotator"
        environment = os.environ | {"ANNOTATOR_SETTINGS": folder, "PYTHONPATH": str(ROOT)}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        subprocess.run([sys.executable, "-c", PREPARE, str(project)], check=True, env=environment, cwd=ROOT)
        seconds_to_first_window(project, environment)
        times = [seconds_to_first_window(project, environment) for _ in range(RUNS)]
    median = statistics.median(times)
    print(f"start to first painted window: median {median:.2f} s, slowest {max(times):.2f} s, limit {LIMIT_S:.1f} s")
    return 0 if median <= LIMIT_S else 1


if __name__ == "__main__":
    sys.exit(main())
