"""The command line in this process, and as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from annotator.cli.program import run

ROOT = Path(__file__).resolve().parents[3]
# Modules are loaded before the rights are given up: where Python lies, nobody may look.
_AS_USER = """
import importlib, os, pkgutil, sys
import annotator
for room in ("cli", "formats", "services", "storage", "settings"):
    within = importlib.import_module(f"annotator.{room}")
    for module in pkgutil.walk_packages(getattr(within, "__path__", ()), f"annotator.{room}."):
        importlib.import_module(module.name)
from annotator.cli.program import run
os.setgroups([]); os.setgid(int(sys.argv[1])); os.setuid(int(sys.argv[1]))
sys.exit(run(sys.argv[2:]))
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout; fails when there is none or more."""
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def annotator(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command in this process."""

    def ask(*arguments: object) -> Answer:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return ask


@pytest.fixture
def process(tmp_path: Path) -> Ask:
    """Run `python -m annotator` in a folder of its own, without a display."""

    def ask(*arguments: object, user: int | None = None, **surroundings: str) -> Answer:
        unset = ("DISPLAY", "WAYLAND_DISPLAY", "ANNOTATOR_DEBUG")
        variables = {name: value for name, value in os.environ.items() if name not in unset}
        program = ("-m", "annotator") if user is None else ("-c", _AS_USER, str(user))
        done = subprocess.run(
            [sys.executable, *program, *map(str, arguments)],
            cwd=tmp_path,
            env={**variables, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **surroundings},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=100,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    return ask


@pytest.fixture
def empty(tmp_path: Path, annotator: Ask) -> Path:
    """A project without articles."""
    path = tmp_path / "empty.annotator"
    assert annotator("new", path).code == 0
    return path


@pytest.fixture
def sample(tmp_path: Path, annotator: Ask) -> Path:
    """A project with the sample articles and what two annotators marked in them."""
    path = tmp_path / "sample.annotator"
    assert annotator("new", path).code == 0
    assert annotator("import", path, ROOT / "seeds" / "annotations.jsonl").code == 0
    return path


def line(text: str = "Lavrov met Choe.", **more: object) -> str:
    """Write one JSON line with a text and whatever else is given."""
    return json.dumps({"text": text, **more}, ensure_ascii=False) + "\n"


def span(start: int, end: int, text: str, label: str = "PERSON") -> dict[str, object]:
    """Write one span as a JSON line has it."""
    return {"layer": "entity", "label": label, "start": start, "end": end, "text": text}
