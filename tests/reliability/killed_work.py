"""Kills imports, merges, restores and exports at random moments: the project is as before or as after, never between.

Many: `python -m tests.reliability.killed_work 50`, or of some commands only: `... 50 export merge`.
"""

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


@dataclass(frozen=True, slots=True)
class Work:
    """One command to be killed: its arguments, and the files that it may change."""

    arguments: tuple[str, ...]
    state: Callable[[], object]


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
    out = folder / "out.jsonl"

    def now() -> Content:
        return content(project)

    def exported() -> object:
        return out.read_bytes() if out.exists() else None

    return {
        "import": Work(("import", str(project), str(articles)), now),
        "merge": Work(("merge", str(project), str(other)), now),
        "restore": Work(("restore", str(project), str(saved.path)), now),
        "export": Work(("export", str(project), str(out), "--all"), exported),
    }


def duration(name: str) -> float:
    """Time one run of a command that nobody kills, in seconds."""
    with tempfile.TemporaryDirectory() as holder:
        work = works(Path(holder))[name]
        began = time.monotonic()
        subprocess.run(_command(work), cwd=ROOT, check=True, capture_output=True)
        return time.monotonic() - began


def trial(name: str, lot: random.Random, longest_s: float) -> str:
    """Kill one command once; returns whether the old or the new state stands. Raises AssertionError for any other."""
    with tempfile.TemporaryDirectory() as holder:
        folder = Path(holder)
        work = works(folder)[name]
        before = work.state()
        command = _command(work)
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(lot.uniform(longest_s / 4, longest_s))
            process.kill()
        project = folder / "work.annotator"
        assert project.exists(), f"{name} left no project"
        Project.open(project).close()
        assert check(project).ok, f"{name}: {check(project).problems[:2]}"
        after = work.state()
        if after == before:
            return "old"
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        assert work.state() == after, f"a killed {name} left half of its work"
        return "new"


def _command(work: Work) -> list[str]:
    return [sys.executable, "-m", "annotator", *work.arguments]


def main() -> None:
    """Run as many kills of each command as the first argument says; the others name the commands, else all."""
    lot = random.Random(1)
    for name in sys.argv[2:] or ("import", "merge", "restore", "export"):
        longest = 1.2 * duration(name)
        outcomes = Counter(trial(name, lot, longest) for _ in range(int(sys.argv[1])))
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        print(f"{name}: {outcomes.total()} kills: {told}, 0 between", flush=True)


if __name__ == "__main__":
    main()
