"""A span that was acknowledged survives the death of its process, and its operation with it.

Many, in pieces that can run side by side: `ANNOTATOR_KILLS=100 ANNOTATOR_KILLS_SEED=7 pytest -s` on this file.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.project import Project
from annotator.storage.rows import change, document_image

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9"),
]

RUNS = int(os.environ.get("ANNOTATOR_KILLS", "30"))
SEED = int(os.environ.get("ANNOTATOR_KILLS_SEED", "1"))
LONGEST_S = 0.25


def test_no_acknowledged_span_is_lost_when_its_process_is_killed(tmp_path: Path, repository: Path) -> None:
    project = tmp_path / "killed.annotator"
    _make(project)
    dice = random.Random(SEED)
    acknowledged: set[tuple[str, str]] = set()

    for run in range(RUNS):
        acknowledged |= _killed_after(dice.uniform(0, LONGEST_S), project, repository)
        Project.open(project).close()
        stored = _spans_with_their_operations(project)
        assert acknowledged <= stored, f"run {run} lost {len(acknowledged - stored)} acknowledged spans"
        assert len(stored) <= len(acknowledged) + run + 1, "a kill leaves at most one commit that was not acknowledged"

    print(f"{RUNS} kills, {len(acknowledged)} acknowledged spans, 0 lost")
    assert acknowledged
    assert check(project).problems == ()


def test_a_killed_holder_keeps_nobody_out(tmp_path: Path, repository: Path) -> None:
    project = tmp_path / "held.annotator"
    _make(project)
    _killed_after(0, project, repository)

    began = time.monotonic()
    Project.open(project).close()

    assert time.monotonic() - began < 10


def _make(path: Path) -> None:
    with Project.create(path) as project:
        document = Document.of("".join(chr(0x4E00 + number) for number in range(20_000)))
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])


def _killed_after(seconds: float, project: Path, repository: Path) -> set[tuple[str, str]]:
    command = [sys.executable, "-m", "tests.reliability.acknowledging", str(project)]
    with subprocess.Popen(command, cwd=repository, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(seconds)
        writer.kill()
        lines = [line for line in writer.stdout if line.endswith("\n")]
    return {(span, operation) for span, operation in (line.split() for line in lines)}


def _spans_with_their_operations(project: Path) -> set[tuple[str, str]]:
    """Read by plain SQLite what is stored; a span without its operation, or the other way round, fails."""
    with closing(sqlite3.connect(project)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        spans = {span for (span,) in connection.execute("SELECT id FROM span")}
        operations = set(
            connection.execute(
                "SELECT c.record, o.id FROM change c JOIN operation o ON o.id = c.operation WHERE c.kind = 'span'"
            )
        )
    assert spans == {span for span, _ in operations}
    return operations
