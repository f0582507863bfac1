"""After a crash the unfinished write is taken back; a journal that does not belong is never played."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.checking import check
from annotator.services.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be copied there as a crash would")

_CRASH = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 5")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE document SET title = 'half written', text = upper(text)")
db.execute("UPDATE label SET definition = 'half written'")
db.execute("UPDATE operation SET words = 'half written'")
db.execute("INSERT INTO draft VALUES ('d', 'a', ?, 'now')", ["x" * 300_000])
os._exit(1)
"""


def crash(path: Path) -> Path:
    """Kill a writer in the middle of a unit; its journal stays."""
    subprocess.run([sys.executable, "-c", _CRASH, str(path)], check=False)
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    return journal


def titles(path: Path) -> list[str]:
    with Project.open(path, read_only=True) as project:
        return [project.document(one).title for one in project.document_ids()]


def test_an_unfinished_write_is_taken_back(path: Path) -> None:
    journal = crash(path)

    with Project.open(path) as project:
        assert project.notices == ()
        assert project.document(project.document_ids()[0]).title == "Ferry"

    assert not journal.exists()
    assert check(path).ok


def test_reading_after_a_crash_shows_the_sound_state_and_changes_nothing(path: Path) -> None:
    crash(path)
    before = path.read_bytes()

    with Project.open(path, read_only=True) as project:
        assert project.document(project.document_ids()[0]).title == "Ferry"
        assert "not closed well" in project.notices[0]
    assert check(path).ok

    assert path.read_bytes() == before


def test_a_journal_of_another_project_is_set_aside_and_told(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    with Project.create(other) as project:
        for number in range(9):
            project.ensure_annotator(f"stranger {number}")
    foreign = crash(other)
    shutil.copy(foreign, path.with_name(path.name + "-journal"))

    with Project.open(path) as project:
        assert "another project" in project.notices[0]
        assert [one.name for one in project.annotators()] == ["first"]

    assert check(path).ok
    assert path.with_name(path.name + "-journal.foreign-1").exists()


def test_a_journal_of_an_older_state_is_set_aside(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    old = crash(copy)
    with Project.open(path) as project:
        project.ensure_annotator("second")
        project.ensure_annotator("third")
    shutil.move(old, path.with_name(path.name + "-journal"))
    path.with_name(path.name + "-journal.foreign-1").touch()

    with Project.open(path) as project:
        assert len(project.annotators()) == 3

    assert path.with_name(path.name + "-journal.foreign-2").exists()


def test_a_foreign_journal_is_not_played_back_for_a_reader_either(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    old = crash(copy)
    with Project.open(path) as project:
        project.ensure_annotator("second")
        project.ensure_annotator("third")
    shutil.copy(old, path.with_name(path.name + "-journal"))

    with Project.open(path, read_only=True) as project:
        assert len(project.annotators()) == 3


@pytest.mark.parametrize("content", [b"", b"\x00" * 600, b"nonsense"])
def test_a_journal_that_holds_nothing_is_no_matter(path: Path, content: bytes) -> None:
    path.with_name(path.name + "-journal").write_bytes(content)

    assert titles(path) == ["Ferry"]
    with Project.open(path) as project:
        assert project.notices == ()
        assert len(project.annotators()) == 1


def test_a_journal_that_is_no_file_is_refused(path: Path) -> None:
    path.with_name(path.name + "-journal").mkdir()

    with pytest.raises(UserError, match="is no file"):
        Project.open(path)


def test_a_journal_cut_short_loses_nothing_that_was_acknowledged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        operations = db.execute("SELECT count(*) FROM operation").fetchone()
    journal = crash(path)
    journal.write_bytes(journal.read_bytes()[:28])

    try:
        Project.open(path).close()
    except UserError:
        return
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM operation").fetchone() == operations
