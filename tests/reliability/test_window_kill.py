"""A span that was painted survives the window's death at any moment."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.settings import load_settings, save_settings

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9"),
]

RUNS = int(os.environ.get("ANNOTATOR_KILLS", "30"))
LONGEST_S = 0.6


def test_no_painted_span_is_lost_when_the_window_is_killed(
    tmp_path: Path, shared_seeds: Path, repository: Path
) -> None:
    dice = random.Random(30)
    acknowledged = 0

    for run in range(RUNS):
        project = tmp_path / f"{run}.annotator"
        with Project.create(project) as made:
            import_paths(made, [shared_seeds])
        spans = _label_until_killed(project, repository, dice.uniform(0, LONGEST_S))
        acknowledged += len(spans)
        lost = spans - _stored(project)
        assert not lost, f"run {run} lost {len(lost)} of {len(spans)} painted spans"

    print(f"{RUNS} kills, {acknowledged} painted spans, 0 lost")
    assert acknowledged > 0


def _label_until_killed(project: Path, repository: Path, after_s: float) -> set[str]:
    # A background process would hold the window's stdout open for a moment after it was killed.
    save_settings(replace(load_settings(), suggest=False))
    command = [sys.executable, "-m", "tests.reliability.labelling_window", str(project)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=repository, env=environment, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
        time.sleep(after_s)
        window.kill()
        return {line.strip() for line in window.stdout if line.endswith("\n")}


def _stored(project: Path) -> set[str]:
    with Project.open(project) as opened:
        first = opened.annotator("first")
        assert first
        return {span.id for document in opened.document_ids() for span in opened.spans(document, first.id)}


def test_the_file_of_a_killed_window_is_whole(tmp_path: Path, shared_seeds: Path, repository: Path) -> None:
    project = tmp_path / "killed.annotator"
    with Project.create(project) as made:
        import_paths(made, [shared_seeds])
    _label_until_killed(project, repository, LONGEST_S / 2)
    _stored(project)

    with sqlite3.connect(project) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
