"""What is no sound project of ours is refused by name, and nothing in it runs."""

import os
import random
import shutil
import sqlite3
import struct
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.checking import check
from annotator.services.project import Project
from annotator.storage.gate import check_one_name
from annotator.storage.migrations import schema_version


@contextmanager
def tampered(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as db:
        yield db
        db.commit()


HOSTILE = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM span; END",
    "view": "CREATE VIEW evil AS SELECT 1",
    "recursive view": "CREATE VIEW evil AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n",
    "table": "CREATE TABLE evil (x)",
    "index": "CREATE INDEX evil ON span (note)",
    "expression index": "CREATE INDEX evil ON span (abs(score))",
    "virtual table": "CREATE VIRTUAL TABLE evil USING fts5 (x)",
    "column": "ALTER TABLE span ADD COLUMN evil TEXT",
    "generated column": "ALTER TABLE span ADD COLUMN evil TEXT GENERATED ALWAYS AS (upper(note)) VIRTUAL",
    "missing table": "DROP TABLE draft",
    "missing index": "DROP INDEX span_label",
}


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("read_only", [True, False])
def test_a_foreign_schema_is_refused(path: Path, statement: str, *, read_only: bool) -> None:
    with tampered(path) as db:
        db.execute(statement)
    before = path.read_bytes()

    with pytest.raises(UserError, match="did not make or lacks"):
        Project.open(path, read_only=read_only)

    assert path.read_bytes() == before


def test_the_table_of_migrations_may_not_be_an_endless_view(path: Path) -> None:
    with tampered(path) as db:
        db.execute("DROP TABLE _sqlite_migrations")
        db.execute(HOSTILE["recursive view"].replace("evil", "_sqlite_migrations"))

    with pytest.raises(UserError, match="did not make"):
        Project.open(path)


def test_a_written_schema_that_lies_is_refused(path: Path) -> None:
    with tampered(path) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, 'note TEXT', 'note BLOB') WHERE name = 'span'")

    with pytest.raises(UserError):
        Project.open(path)


def test_thousands_of_tables_are_refused_quickly(path: Path) -> None:
    with tampered(path) as db:
        for number in range(2_000):
            db.execute(f"CREATE TABLE evil_{number} (x)")

    with pytest.raises(UserError, match="did not make"):
        Project.open(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"x", "no Annotator project"),
        (b"<html>" * 100, "no Annotator project"),
        (b"\x00" * 9999, "no"),
    ],
)
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.annotator"
    path.write_bytes(content)

    with pytest.raises(UserError, match=words):
        Project.open(path)

    assert path.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with tampered(path) as db:
        db.execute("CREATE TABLE t (x)")

    with pytest.raises(UserError, match="another program"):
        Project.open(path)


def test_a_newer_version_is_refused_and_named(path: Path) -> None:
    with tampered(path) as db:
        db.execute(f"PRAGMA user_version = {schema_version() + 1}")
    before = path.read_bytes()

    with pytest.raises(UserError, match=f"schema {schema_version() + 1}"):
        Project.open(path)

    assert path.read_bytes() == before


def test_a_project_that_was_not_made_completely_is_refused(path: Path) -> None:
    with tampered(path) as db:
        db.execute("PRAGMA user_version = 0")

    with pytest.raises(UserError, match="not made completely"):
        Project.open(path)


def test_nothing_at_all_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no project"):
        Project.open(tmp_path / "none.annotator")
    with pytest.raises(UserError, match="a folder or a device"):
        Project.open(tmp_path)
    with pytest.raises(UserError, match="cannot be used"):
        Project.open(tmp_path / "a\x00b")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX file systems")
def test_a_pipe_and_a_loop_of_links_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    with pytest.raises(UserError, match="a folder or a device"):
        Project.open(tmp_path / "pipe")
    with pytest.raises(UserError, match="cannot be reached"):
        Project.open(tmp_path / "loop")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read at its start")
def test_a_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UserError, match="cannot be read"):
        Project.open(Path("/proc/self/mem"))


def test_a_file_that_goes_away_while_it_is_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be reached"):
        check_one_name(tmp_path / "gone")


def test_a_truncated_project_is_refused_and_left_alone(path: Path) -> None:
    whole = path.read_bytes()
    for length in (len(whole) - 1, len(whole) - 4096, len(whole) // 2, 4096, 100, 99):
        path.write_bytes(whole[:length])

        with pytest.raises(UserError):
            Project.open(path)

        assert path.read_bytes() == whole[:length]


def test_a_page_size_of_64k_is_understood(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[16:18] = struct.pack(">H", 1)
    path.write_bytes(whole)

    with pytest.raises(UserError, match="cut off"):
        Project.open(path)


def test_flipped_bytes_never_end_in_a_traceback_and_are_never_silent(path: Path, tmp_path: Path) -> None:
    dice = random.Random(7)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        expected = _content(db)
    silent = []
    for trial in range(60):
        broken = bytearray(whole)
        for _ in range(dice.choice((1, 4, 64))):
            broken[dice.randrange(100, len(broken))] ^= 1 << dice.randrange(8)
        copy = tmp_path / "broken.annotator"
        copy.write_bytes(broken)
        try:
            found = not check(copy).ok
        except UserError:
            found = True
        if not found:
            with closing(sqlite3.connect(copy)) as db:
                silent += [trial] if _content(db) != expected else []
        assert copy.read_bytes() == broken

    assert silent == []


def _content(db: sqlite3.Connection) -> list[object]:
    return [
        db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in ("document", "span", "label", "change")
    ]


def test_a_damaged_record_is_told_in_a_sentence(path: Path) -> None:
    with tampered(path) as db:
        db.execute("UPDATE span SET fragments = 'nonsense'")

    with Project.open(path) as project, pytest.raises(UserError, match="damaged"):
        project.spans(project.document_ids()[0], project.annotators()[0].id)


def test_a_table_that_cannot_be_read_is_told_at_opening(path: Path) -> None:
    with tampered(path) as db:
        db.execute("UPDATE property SET value = CAST(x'ff' AS TEXT) WHERE name = 'uuid'")

    for read_only in (True, False):
        with pytest.raises(UserError):
            Project.open(path, read_only=read_only)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_project_in_wal_mode_is_brought_back_to_one_file(path: Path) -> None:
    with tampered(path) as db:
        assert db.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)

    Project.open(path, read_only=True).close()
    with Project.open(path) as project:
        assert project.file.db.execute("PRAGMA journal_mode").fetchone() == ("delete",)

    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_copy_of_a_project_is_another_replica(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    shutil.copy(path, copy)

    with Project.open(path) as one, Project.open(copy) as other:
        assert one.uuid == other.uuid
        first = one.ensure_annotator("third")
        other.ensure_annotator("third")
        replicas = {
            project.file.db.execute("SELECT replica FROM operation ORDER BY number DESC").fetchone()
            for project in (one, other)
        }

    assert first
    assert len(replicas) == 2
