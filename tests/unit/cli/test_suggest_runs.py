"""The command suggest in several processes, with term lists, broken off and taken up again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotator.model.document import Document, Metadata
from annotator.model.operation import RecordKind
from annotator.services.project import Project
from annotator.services.suggestions.runs import is_current, request_of
from annotator.storage.rows import change, document_image

TEXT = "“The ferry sails at noon,” said Ana Moreno. The ferry arrived in Oslo on October 18. It was the whole of it.\n"
ARTICLES = 12


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of some articles that take a while."""
    path = tmp_path / "p.annotator"
    with Project.create(path) as made:
        documents = [
            Document.of(f"Article {number}.\n\n" + TEXT * 40, Metadata(language="en", title=f"Article {number}"))
            for number in range(ARTICLES)
        ]
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
    return path


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "annotator", "suggest", *map(str, arguments), "--pipeline", "none", "--json"]


def run(*arguments: object) -> dict[str, object]:
    done = subprocess.run(command(*arguments), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def finished(path: Path) -> int:
    """Count the articles whose suggestions are done."""
    with Project.open(path, read_only=True) as project:
        request = request_of(project)
        return sum(is_current(project, project.document(one), request) for one in project.document_ids())


def test_several_processes_suggest_what_one_does(project: Path) -> None:
    together = run(project, "--jobs", 2)
    assert run(project, "--again")["suggestions"] == together["suggestions"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_keeps_what_it_finished_and_the_next_one_does_the_rest(project: Path, jobs: int) -> None:
    with subprocess.Popen(command(project, "--jobs", jobs), stdout=subprocess.DEVNULL) as running:
        until = time.monotonic() + 60
        while not _some_done(project) and time.monotonic() < until:
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    kept = finished(project)
    assert kept > 0
    run(project)
    assert finished(project) == ARTICLES


def test_ctrl_c_ends_a_run_that_keeps_what_it_finished(project: Path) -> None:
    with subprocess.Popen(
        command(project, "--jobs", 2), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        until = time.monotonic() + 60
        while not _some_done(project) and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)
        running.wait(100)
    assert running.returncode in (0, 130)
    assert finished(project) > 0


def test_a_term_list_is_kept_and_forgotten(project: Path, tmp_path: Path) -> None:
    terms = tmp_path / "ships.csv"
    terms.write_text("term,label\nferry,EVENT\nnoon,NOTHING\n", encoding="utf-8")
    with_terms = run(project, "--terms", terms)
    assert _events(with_terms) == ARTICLES * 80
    assert _events(run(project)) == ARTICLES * 80
    assert _events(run(project, "--forget-terms", "ships")) == 0


def test_a_term_list_that_is_not_there_is_said_in_a_sentence(project: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        command(project, "--terms", tmp_path / "none.csv"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "cannot be read" in json.loads(done.stdout)["error"]


def _events(report: dict[str, object]) -> int:
    suggestions = report["suggestions"]
    assert isinstance(suggestions, dict)
    return int(suggestions["entity"].get("EVENT", 0))


def _some_done(path: Path) -> bool:
    with Project.open(path, read_only=True) as project, project.file.reading() as db:
        return bool(db.execute("SELECT count(*) FROM suggested_document").fetchone()[0])
