"""Fixtures of the tests that ask other programs: an export of the samples by two annotators, and somebody to ask."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.base import Line
from annotator.services.exporting.run import ExportReport, ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.formats.round_trips import ALL, held

Asking = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def asking(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """Ask a library of the readers' environment, which `make test` makes, about some files."""
    python = Path(os.environ.get("ANNOTATOR_READERS") or repository / ".venv-readers/bin/python")
    if not python.is_file():
        reason = "the other programs that read our exports are not installed: `make test` does it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    home = tmp_path_factory.mktemp("home")
    alone = {"HOME": str(home), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "NO_COLOR": "1"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COVERAGE", "HF_"))}

    def ask(question: str, *files: Path) -> dict[str, Any]:
        command = [str(python), str(Path(__file__).with_name("asking.py")), question, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept | alone, timeout=300)
        assert done.returncode == 0, done.stderr[-4000:]
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    return ask


@pytest.fixture(scope="module")
def samples(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the sample articles as two annotators labelled them."""
    path = tmp_path_factory.mktemp("samples") / "samples.annotator"
    with Project.create(path) as project:
        import_paths(project, [repository / "seeds" / "annotations.jsonl"])
    return path


def exported(samples: Path, out: Path, name: str, **options: str) -> tuple[ExportReport, list[Line]]:
    """Export everything; returns the report and the lines that the format holds of it."""
    with Project.open(samples) as project:
        return export(project, ExportRequest(out, name, ALL, tuple(options.items()))), held(project, name)
