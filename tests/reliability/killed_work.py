"""Kills imports, merges, restores and exports at random moments, the first two in the window too: all or nothing.

Many: `python -m tests.reliability.killed_work 50`, or of some commands only: `... 50 export merge`.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotator.services.checking import check
from annotator.services.project import Project
from annotator.services.safety.backups import back_up
from tests.reliability.damaged_files import Content, content, make_project

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 300
NAMES = ("import", "merge", "restore", "export", "import in the window", "merge in the window")
COMMAND, WINDOW = "annotator", "tests.reliability.working_window"


@dataclass(frozen=True, slots=True)
class Work:
    """One program to be killed: its arguments, what it may change, and whether it says when it begins."""

    arguments: tuple[str, ...]
    state: Callable[[], object]
    settings: Path

    @property
    def is_told(self) -> bool:
        """Whether a line on stdout says that the work begins."""
        return self.arguments[0] == WINDOW

    def started(self) -> subprocess.Popen[bytes]:
        """Start it; a window takes long to open, so its work is waited for."""
        command = [sys.executable, "-m", *self.arguments]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "ANNOTATOR_SETTINGS": str(self.settings)}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self.is_told:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n", "the window did not begin"
        return process


def works(folder: Path) -> dict[str, Work]:
    """Make a project and what each command needs."""
    project, other = folder / "work.annotator", folder / "other.annotator"
    make_project(project)
    shutil.copy(project, other)
    with Project.open(other) as copy:
        first = copy.ensure_annotator("second")
        copy.remember_annotator(first.id)
    articles = folder / "articles"
    articles.mkdir()
    for number in range(ARTICLES):
        (articles / f"{number}.txt").write_text(f"Article {number}\n\nBen Okafor stayed in Riga. " * 30)
    with Project.open(project, read_only=True) as opened:
        saved = back_up(opened)
    with Project.open(project) as opened:
        opened.ensure_annotator("third")  # what the backup does not know
    out, settings = folder / "out.jsonl", folder / "settings"

    def now() -> Content:
        return content(project)

    def exported() -> object:
        return out.read_bytes() if out.exists() else None

    return {
        "import": Work((COMMAND, "import", str(project), str(articles)), now, settings),
        "merge": Work((COMMAND, "merge", str(project), str(other)), now, settings),
        "restore": Work((COMMAND, "restore", str(project), str(saved.path)), now, settings),
        "export": Work((COMMAND, "export", str(project), str(out), "--all"), exported, settings),
        "import in the window": Work((WINDOW, "import", str(project), str(articles)), now, settings),
        "merge in the window": Work((WINDOW, "merge", str(project), str(other)), now, settings),
    }


def duration(name: str) -> float:
    """Time one run of a command that nobody kills, in seconds."""
    with tempfile.TemporaryDirectory() as holder:
        work = works(Path(holder))[name]
        before, began = work.state(), time.monotonic()
        with work.started() as process:
            began = time.monotonic() if work.is_told else began
            process.communicate()
        assert process.returncode == 0, f"{name} does not work at all"
        assert work.state() != before, f"{name} changes nothing"
        return time.monotonic() - began


def trial(name: str, lot: random.Random, longest_s: float) -> str:
    """Kill one command once; returns whether the old or the new state stands. Raises AssertionError for any other."""
    with tempfile.TemporaryDirectory() as holder:
        folder = Path(holder)
        work = works(folder)[name]
        before = work.state()
        with work.started() as process:
            time.sleep(lot.uniform(0 if work.is_told else longest_s / 4, longest_s))
            process.kill()
        project = folder / "work.annotator"
        assert project.exists(), f"{name} left no project"
        Project.open(project).close()
        assert check(project).ok, f"{name}: {check(project).problems[:2]}"
        after = work.state()
        if after == before:
            return "old"
        with work.started() as process:
            process.communicate()
        assert work.state() == after, f"a killed {name} left half of its work"
        return "new"


def main() -> None:
    """Run as many kills of each command as the first argument says; the others name the commands, else all."""
    lot = random.Random(1)
    for name in sys.argv[2:] or NAMES:
        longest = 1.2 * duration(name)
        outcomes = Counter(trial(name, lot, longest) for _ in range(int(sys.argv[1])))
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        print(f"{name}: {outcomes.total()} kills: {told}, 0 between", flush=True)


if __name__ == "__main__":
    main()
