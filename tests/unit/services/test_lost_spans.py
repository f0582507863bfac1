"""The alarm when spans are gone: silent for what operations deleted, loud for the rest."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan, RemoveSpans
from annotator.services.project import Project
from annotator.services.safety.backups import COUNT_FILE
from annotator.services.safety.lost_spans import count_now, remember_count, remembered_count, unexplained_loss
from annotator.storage.backup_places import backup_folder
from annotator.storage.rows import change, document_image

SPANS = 4


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "work.annotator") as made:
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(Document.of("abcdefgh " * 9)))])
        made.ensure_annotator("first")
        for number in range(SPANS):
            label(made, number)
        yield made


def label(project: Project, number: int) -> None:
    (document,), (first,) = project.document_ids(), project.annotators()
    project.execute(AddSpan(document, "PERSON", ((number * 9, number * 9 + 8),)), first.id)


def remove(project: Project, number: int) -> None:
    (document,), (first,) = project.document_ids(), project.annotators()
    spans = project.spans(document, first.id)
    project.execute(RemoveSpans(tuple(span.id for span in spans[:number])), first.id)


def test_deleting_spans_by_hand_raises_no_alarm(project: Project) -> None:
    before = count_now(project)

    remove(project, SPANS)

    assert unexplained_loss(project, before) == ""


def test_new_spans_raise_no_alarm(project: Project) -> None:
    before = count_now(project)

    label(project, SPANS)

    assert unexplained_loss(project, before) == ""


def test_spans_that_no_operation_deleted_raise_the_alarm_with_how_many(project: Project) -> None:
    before = count_now(project)
    path = project.path
    project.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM span WHERE id IN (SELECT id FROM span LIMIT 2)")

    with Project.open(path, read_only=True) as opened:
        assert unexplained_loss(opened, before).startswith("2 of 4 spans are gone and no operation deleted them")


def test_as_many_new_spans_do_not_hide_those_that_are_gone(project: Project) -> None:
    before = count_now(project)
    label(project, SPANS)
    path = project.path
    project.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM span WHERE id IN (SELECT id FROM span LIMIT 1)")

    with Project.open(path, read_only=True) as opened:
        assert unexplained_loss(opened, before).startswith("1 of 5 spans is gone")


def test_undo_and_redo_of_new_spans_raise_no_alarm(project: Project) -> None:
    before = count_now(project)
    label(project, SPANS)
    first = project.annotators()[0].id

    for step in (project.undo, project.redo, project.undo):
        step(first)
        assert unexplained_loss(project, before) == ""


def test_what_was_deleted_by_hand_does_not_excuse_what_is_gone_besides(project: Project) -> None:
    before = count_now(project)
    remove(project, 1)
    path = project.path
    project.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM span WHERE id IN (SELECT id FROM span LIMIT 1)")

    with Project.open(path, read_only=True) as opened:
        assert "1 of 4 spans is gone" in unexplained_loss(opened, before)


def test_an_older_version_in_the_place_of_the_file_raises_the_alarm(project: Project, tmp_path: Path) -> None:
    old = tmp_path / "old.annotator"
    shutil.copy(project.path, old)
    label(project, SPANS)
    before = count_now(project)

    with Project.open(old, read_only=True) as opened:
        assert "replaced by another version" in unexplained_loss(opened, before)


def test_another_project_under_the_same_name_raises_no_alarm(project: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other.annotator") as other:
        assert unexplained_loss(other, count_now(project)) == ""


def test_the_count_is_remembered_beside_the_backups(project: Project) -> None:
    remember_count(project)

    assert remembered_count(project.path) == count_now(project)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"project": 1, "operation": 2, "spans": "many"}'])
def test_a_count_that_cannot_be_read_is_no_count(project: Project, content: str) -> None:
    backup_folder(project.path).mkdir(exist_ok=True)
    (backup_folder(project.path) / COUNT_FILE).write_text(content, encoding="utf-8")

    assert remembered_count(project.path) is None
