"""Claims about the projects kept of every shipped version of the schema: they open, whole, and work goes on."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import SetNote
from annotator.services.project import Project
from annotator.storage.migrations import schema_version
from tests.reliability.every_write import DOCUMENTS

SHIPPED = sorted((Path(__file__).parents[2] / "golden" / "projects").glob("schema-*.annotator.gz"))


@pytest.fixture(params=SHIPPED, ids=lambda path: path.name.partition(".")[0])
def shipped(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "news.annotator"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        return {kind.value: db.execute(f"SELECT * FROM {kind.value} ORDER BY id").fetchall() for kind in RecordKind}


def test_there_is_one_of_every_version() -> None:
    assert [path.name for path in SHIPPED] == [f"schema-{n}.annotator.gz" for n in range(1, schema_version() + 1)]


def test_it_is_read_as_it_was_written_and_work_goes_on(shipped: Path) -> None:
    written = rows(shipped)
    assert written["document"]
    assert written["span"]

    with Project.open(shipped) as project:
        assert rows(shipped) == written
        first = project.annotator("first")
        assert first
        span = project.spans(DOCUMENTS[0].id, first.id)[0]
        assert span.text == DOCUMENTS[0].text[span.start : span.end]
        project.execute(SetNote(span.id, "years later"), first.id)
        project.undo(first.id)

    assert rows(shipped) == written
    assert check(shipped).ok
