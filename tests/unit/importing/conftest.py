"""An empty project and a way to write data files."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.services.project import Project

Lines = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        yield made


@pytest.fixture
def lines(tmp_path: Path) -> Lines:
    """Write records as a JSONL file."""

    def write(*records: object, name: str = "a.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return path

    return write
