"""After a crash the unfinished write is taken back; a journal that does not belong is never played."""

import shutil
import sqlite3
import struct
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


def written_journal(before: bytes, after: bytes) -> bytes:
    """Make the journal that lies there when a writer dies after its last page and before its commit."""
    size, nonce = int.from_bytes(before[16:18], "big"), 12345
    pages = [
        number for number in range(len(before) // size) if _page(before, number, size) != _page(after, number, size)
    ]
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(
        ">IIIII", len(pages), nonce, len(before) // size, 512, size
    )
    records = [
        struct.pack(">I", number + 1)
        + _page(before, number, size)
        + struct.pack(">I", nonce + sum(_page(before, number, size)[size - 200 : 0 : -200]))
        for number in reversed(pages)
    ]
    return header.ljust(512, b"\x00") + b"".join(records)


def _page(content: bytes, number: int, size: int) -> bytes:
    return content[number * size : (number + 1) * size]


def states_of(path: Path) -> tuple[bytes, bytes, bytes]:
    """Read the file as it is, after one more operation, and after two."""
    contents = [path.read_bytes()]
    for name in ("second", "third"):
        with Project.open(path) as project:
            project.ensure_annotator(name)
        contents.append(path.read_bytes())
    return (contents[0], contents[1], contents[2])


def test_a_writer_that_died_before_its_commit_has_its_last_operation_taken_back(path: Path) -> None:
    _, before, after = states_of(path)
    path.with_name(path.name + "-journal").write_bytes(written_journal(before, after))

    with Project.open(path) as project:
        assert project.notices == ()
        assert [one.name for one in project.annotators()] == ["first", "second"]

    assert path.read_bytes()[100:] == before[100:]


def test_a_whole_journal_of_an_older_state_is_set_aside(path: Path) -> None:
    oldest, before, after = states_of(path)
    path.with_name(path.name + "-journal").write_bytes(written_journal(oldest, before))

    with Project.open(path) as project:
        assert "another project or time" in project.notices[0]
        assert len(project.annotators()) == 3

    assert path.read_bytes() == after


def test_a_whole_journal_cut_short_is_not_played(path: Path) -> None:
    _, before, after = states_of(path)
    path.with_name(path.name + "-journal").write_bytes(written_journal(before, after)[:3000])

    with Project.open(path) as project:
        assert len(project.annotators()) == 3


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


def test_a_journal_that_cannot_be_moved_or_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    old = crash(copy)
    with Project.open(path) as project:
        project.ensure_annotator("second")
        project.ensure_annotator("third")
    shutil.move(old, path.with_name(path.name + "-journal"))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch, pytest.raises(UserError, match="could not be moved away"):
        patch.setattr(Path, "rename", refuse)
        Project.open(path)
    with monkeypatch.context() as patch, pytest.raises(UserError, match="could not be examined"):
        patch.setattr(Path, "lstat", refuse)
        Project.open(path)
    with monkeypatch.context() as patch, pytest.raises(UserError, match="could not be copied"):
        patch.setattr(shutil, "copyfile", refuse)
        Project.open(path, read_only=True)


def test_a_crash_in_a_project_that_was_damaged_before_is_not_blamed_on_its_journal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE span SET note = 'changed by another program'")
        db.commit()
    journal = crash(path)

    with Project.open(path) as project:
        assert ["is damaged" in notice for notice in project.notices] == [True]
        assert project.document(project.document_ids()[0]).title == "Ferry"

    assert not journal.exists()


def test_pages_that_were_torn_while_they_were_written_come_back(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        roots = [root for (root,) in db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'operation'")]
        (size,) = db.execute("PRAGMA page_size").fetchone()
    crash(path)
    content = bytearray(path.read_bytes())
    for root in roots:
        content[(root - 1) * size : root * size] = bytes(size)
    path.write_bytes(content)

    with Project.open(path) as project:
        assert project.notices == ()
        assert project.document(project.document_ids()[0]).title == "Ferry"


def test_a_crash_in_a_hostile_file_runs_nothing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE VIEW evil AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n")
        db.commit()
    crash(path)

    with pytest.raises(UserError, match="evil"):
        Project.open(path)


@pytest.mark.parametrize("header", ["<no sector size>", "<other magic in the second part>", "<cut in a record>"])
def test_a_broken_journal_ends_in_the_old_state_or_is_told_before_work_starts(path: Path, header: str) -> None:
    journal = crash(path)
    content = bytearray(journal.read_bytes())
    if header == "<no sector size>":
        content[20:24] = bytes(4)
    elif header == "<cut in a record>":
        content = content[:3000]
    else:
        content[12:16] = bytes(4)
    journal.write_bytes(content)

    with Project.open(path) as project:
        assert "is damaged" in "".join(project.notices) or "half written" not in titles(path)


def test_a_journal_that_is_no_file_is_refused(path: Path) -> None:
    path.with_name(path.name + "-journal").mkdir()

    with pytest.raises(UserError, match="is no file"):
        Project.open(path)


def test_a_journal_cut_short_loses_nothing_that_was_acknowledged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        operations = db.execute("SELECT count(*) FROM operation").fetchone()
    journal = crash(path)
    journal.write_bytes(journal.read_bytes()[:28])

    Project.open(path).close()

    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM operation").fetchone() == operations
