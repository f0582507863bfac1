"""A backup beside somebody who saves without a pause is sound, and so is a copy of what lies on the disk."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.checking import check
from annotator.services.project import Project
from annotator.storage.copying import copy_through, copy_to
from annotator.storage.still_copy import still_copy
from tests.reliability.backups_while_writing import fault_of_backup, made, somebody_saving, spans_in

pytestmark = pytest.mark.reliability
BACKUPS = 20


def test_backups_beside_a_writer_hold_all_that_was_saved_before(tmp_path: Path) -> None:
    project = made(tmp_path, "busy")

    with somebody_saving(project):
        faults = [fault_of_backup(project) for _ in range(BACKUPS)]

    assert not any(faults)
    assert spans_in(project) > BACKUPS
    assert not list(tmp_path.glob("**/.*.part*"))


def test_a_copy_ends_though_the_writer_never_pauses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path, "busy")
    monkeypatch.setattr("annotator.storage.copying.PASSES", 0)

    with somebody_saving(project), Project.open(project, read_only=True) as opened:
        before = spans_in(project)
        copy_to(opened.file.db, tmp_path / "copy.annotator")

    assert check(tmp_path / "copy.annotator").ok
    assert spans_in(tmp_path / "copy.annotator") >= before


def test_nobody_waits_for_a_copy_of_a_still_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path, "still")
    with closing(sqlite3.connect(project)) as writer, Project.open(project, read_only=True) as opened:
        writer.execute("BEGIN EXCLUSIVE")  # would keep every other connection out

        copy_to(opened.file.db, tmp_path / "copy.annotator")
        writer.rollback()

    assert check(tmp_path / "copy.annotator").ok


def test_a_copy_waits_until_an_unfinished_write_is_over(tmp_path: Path) -> None:
    project = made(tmp_path, "writing")
    with (
        closing(sqlite3.connect(project, check_same_thread=False)) as writer,
        Project.open(project, read_only=True) as opened,
    ):
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE document SET title = 'half done'")
        later = threading.Timer(0.2, writer.rollback)
        later.start()

        copy_to(opened.file.db, tmp_path / "copy.annotator")
        later.join()

    assert check(tmp_path / "copy.annotator").ok


def test_what_was_taken_away_underneath_is_copied_through_its_connection(tmp_path: Path) -> None:
    project = made(tmp_path, "gone")
    with Project.open(project) as opened:
        made(tmp_path, "another").replace(project)
        copy_through(opened.file.db, tmp_path / "copy.annotator")
        uuid = opened.file.db.execute("SELECT value FROM property WHERE name = 'uuid'").fetchone()

    with Project.open(tmp_path / "copy.annotator") as copy:
        assert copy.file.db.execute("SELECT value FROM property WHERE name = 'uuid'").fetchone() == uuid


@pytest.mark.parametrize("copy", [copy_to, copy_through])
def test_a_copy_that_cannot_be_written_is_told(tmp_path: Path, copy: object) -> None:
    project = made(tmp_path, "sound")
    assert callable(copy)

    with Project.open(project) as opened, pytest.raises(UserError, match="could not be copied"):
        copy(opened.file.db, tmp_path / "no folder" / "copy.annotator")


def test_a_file_that_is_never_still_is_not_lent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made(tmp_path, "busy")
    monkeypatch.setattr("annotator.storage.still_copy._PAUSE_S", 0)
    project.with_name(project.name + "-journal").write_bytes(b"under way")

    with still_copy(project) as copy:
        assert copy is None
