"""Kills the upgrade of an older project at random moments: it is as it was or wholly new, and a sound copy is kept.

Many: `python -m tests.reliability.killed_upgrade 50`.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan
from annotator.services.project import Project
from annotator.services.safety.backups import backups, contents
from annotator.services.search.label_all import LabelAll, Place
from annotator.storage.rows import change, document_image
from tests.reliability.next_version import bring_next_version
from tests.unit.merging.conftest import every_row

ROOT = Path(__file__).resolve().parents[2]
SPANS = 4_000
WORDS = "Ana Moreno sailed to Tallinn on Monday. "


def make_older(path: Path) -> None:
    """Make a project with so many spans that the upgrade takes a while."""
    with Project.create(path) as project:
        document = Document.of(WORDS * SPANS)
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
        first = project.ensure_annotator("first").id
        project.execute(AddSpan(document.id, "CLAIM", ((0, 38),)), first)
        for begin in range(0, SPANS, 1_000):
            starts = (number * len(WORDS) for number in range(begin, begin + 1_000))
            places = tuple(Place(document.id, start, start + 10) for start in starts)
            project.execute(LabelAll("PERSON", places), first)


def started(project: Path) -> subprocess.Popen[bytes]:
    """Open the project in a process of the next version; returns when it begins."""
    command = [sys.executable, "-m", "tests.reliability.next_version", str(project)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n", "the upgrade did not begin"
    return process


def upgraded(project: Path) -> float:
    """Upgrade whatever stands there to the end; returns the seconds that it took."""
    with started(project) as process:
        began = time.monotonic()
        process.communicate()
    assert process.returncode == 0, "the project does not open any more"
    return time.monotonic() - began


def state_of(project: Path) -> tuple[int, int | None]:
    """Read the version of a copy, an unfinished write taken back, and how many rows the new table has."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / project.name
        for end in ("", "-journal"):
            if Path(f"{project}{end}").exists():
                shutil.copy(f"{project}{end}", f"{copy}{end}")
        with closing(sqlite3.connect(copy)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            there = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'shouted'").fetchone()
            return version, db.execute("SELECT count(*) FROM shouted").fetchone()[0] if there else None


def trial(older: Path, lot: random.Random, longest_s: float) -> str:
    """Kill one upgrade; returns whether the old or the new version stands. Raises AssertionError for any other."""
    new = (2, contents(older).spans)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(shutil.copy(older, Path(folder) / "work.annotator"))
        with started(project) as process:
            time.sleep(lot.uniform(0, longest_s))
            process.kill()
        found = state_of(project)
        assert found in ((1, None), new), f"between the versions: {found}"
        kept = [one.path for one in backups(project)]
        assert kept or found != new, "upgraded without a copy"
        upgraded(project)
        assert state_of(project) == new
        assert every_row(project) == every_row(older), "the upgrade changed what was there"
        assert all(every_row(one.path) == every_row(older) for one in backups(project)), "a copy is not whole"
        assert len(backups(project)) == 1, "a second copy of the same was kept"
    return "new" if found == new else "old" if not kept else "old, copied already"


def trials(count: int, patch: pytest.MonkeyPatch) -> Counter[str]:
    """Kill so many upgrades; from the first on this process knows the next version too."""
    lot = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        older, spare = Path(folder) / "older.annotator", Path(folder) / "spare.annotator"
        make_older(older)
        bring_next_version(patch)
        shutil.copy(older, spare)
        longest = 1.2 * upgraded(spare)
        return Counter(trial(older, lot, longest) for _ in range(count))


if __name__ == "__main__":
    outcomes = trials(int(sys.argv[1]), pytest.MonkeyPatch())
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    print(f"upgrade: {outcomes.total()} kills: {told}, 0 between")
