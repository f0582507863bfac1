"""What a project says about pipelines is never loaded: not a path, not a package, not a pickle."""

import importlib
import pickle
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import spacy

from annotator.services.checking import check
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.services.suggestions.suggesting import suggest_project

CANARY = "canary_package"
NAMED = (CANARY, f"/somewhere/{CANARY}", f"{CANARY}.pkl", f"file:///somewhere/{CANARY}", f"spacy:{CANARY}@1")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was loaded, by whichever way."""
    seen: list[str] = []

    def refuse(*given: object, **_more: object) -> object:
        seen.append(repr(given)[:200])
        raise AssertionError(f"loaded {given!r}")

    real = importlib.import_module

    def watched(name: str, package: str | None = None) -> object:
        return refuse(name) if CANARY in name else real(name, package)

    monkeypatch.setattr(spacy, "load", refuse)
    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    monkeypatch.setattr(importlib, "import_module", watched)
    return seen


@pytest.mark.parametrize("named", NAMED)
def test_a_pipeline_that_a_project_names_is_not_loaded(
    tmp_path: Path, repository: Path, loaded: list[str], named: str
) -> None:
    path = tmp_path / "named.annotator"
    with Project.create(path) as project:
        import_paths(project, sorted((repository / "seeds").glob("*.txt")))
        suggest_project(project)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE suggestion_run SET source = ?, settings = ?", [named, f'{{"pipeline": "{named}"}}'])
        db.execute("UPDATE suggestion SET source = ?, rule = ?", [named, named])
        db.execute("INSERT OR REPLACE INTO property (name, value) VALUES ('pipeline', ?)", [named])

    with Project.open(path) as project:
        suggest_project(project)
        export(project, ExportRequest(tmp_path / "out.jsonl"))
    check(path)

    assert loaded == []
