"""What a restore brings back is row for row what the backup holds, whatever was done before and after it."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan, RemoveSpans, SetNote
from annotator.services.project import Project
from annotator.services.safety.backups import back_up, restore
from annotator.storage.rows import change, document_image

TRIALS = 20
TEXT = "Ana Moreno sailed to Tallinn on Monday. " * 30
Rows = dict[str, list[tuple[object, ...]]]


def rows(path: Path) -> Rows:
    """Every row of every table, but for where a copy stands and its own name, and the index of words, made anew."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = [name for name in tables if "_fts_" not in name]
        found = {name: sorted(db.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in kept}
    found["property"] = [row for row in found["property"] if row[0] not in {"replica", "place"}]
    return found


def work(project: Project, lot: random.Random, steps: int) -> None:
    """Label, note, delete and undo at random."""
    first = project.annotators()[0].id
    for _ in range(steps):
        document = lot.choice(project.document_ids())
        spans = project.spans(document, first)
        kind = lot.choice(("label", "label", "note", "delete", "undo"))
        start = lot.randrange(len(TEXT) - 20)
        try:
            if kind == "label" or not spans:
                project.execute(AddSpan(document, "CLAIM", ((start, start + lot.randrange(1, 20)),)), first)
            elif kind == "note":
                project.execute(SetNote(lot.choice(spans).id, f"note {start}"), first)
            elif kind == "delete":
                project.execute(RemoveSpans((lot.choice(spans).id,)), first)
            else:
                project.undo(first)
        except UserError:
            continue  # the same words cannot bear one label twice


@pytest.mark.parametrize("seed", range(TRIALS))
def test_a_restored_project_equals_its_backup_row_for_row(tmp_path: Path, seed: int) -> None:
    lot, path = random.Random(seed), tmp_path / "work.annotator"
    with Project.create(path) as project:
        documents = [Document.of(f"{number} {TEXT}") for number in range(3)]
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        project.ensure_annotator("first")
        work(project, lot, lot.randrange(15))
        saved = back_up(project).path
        work(project, lot, lot.randrange(15))
    then, before = rows(saved), rows(path)

    report = restore(path, saved)
    Project.open(path).close()

    assert rows(path) == then
    assert report.kept_aside is not None
    assert rows(report.kept_aside) == before
    assert check(path).ok
