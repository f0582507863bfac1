"""Opening and making project files: the settings, odd paths, one writer, read-only, full disks."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.errors import NotSaved, ProjectBusy, UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan, SetNote
from annotator.services.project import Project
from annotator.storage.connection import advice
from annotator.storage.database import DoesNotFit
from annotator.storage.migrations import APPLICATION_ID, schema_version
from annotator.storage.rows import change, document_image

NEEDS_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the names and links of POSIX file systems")


def pragma(db: Database, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def test_the_settings_that_every_promise_assumes(path: Path) -> None:
    with Project.open(path) as project:
        db = project.file.db
        found = {name: pragma(db, name) for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")}

        assert found == {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0}
        assert pragma(db, "cell_size_check") == 1
        assert pragma(db, "application_id") == APPLICATION_ID
        assert pragma(db, "user_version") == schema_version()
        assert project.uuid


def test_a_new_project_has_the_same_settings_before_it_is_closed(tmp_path: Path) -> None:
    with Project.create(tmp_path / "n.annotator") as project:
        assert pragma(project.file.db, "journal_mode") == "delete"
        assert pragma(project.file.db, "synchronous") == 3


def test_every_table_of_ours_is_strict_and_nothing_runs_by_itself(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        ours = db.execute("PRAGMA table_list").fetchall()
        loose = [
            name for _, name, kind, _, _, strict in ours if kind == "table" and not strict and name[:7] != "sqlite_"
        ]
        active = db.execute("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchall()

    assert loose == []
    assert active == []


def test_a_project_is_one_file_when_it_is_closed(path: Path) -> None:
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_an_engine_that_is_too_old_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))

    with pytest.raises(UserError, match="too old"):
        Project.create(tmp_path / "p.annotator")

    assert list(tmp_path.iterdir()) == []


def test_a_second_writer_is_refused_and_told_who_holds_the_project(path: Path) -> None:
    with Project.open(path):
        with pytest.raises(ProjectBusy, match=rf"process {os.getpid()}, since 20"):
            Project.open(path)
        with Project.open(path, read_only=True) as view:
            assert view.read_only
            assert len(view.document_ids()) == 1

    Project.open(path).close()


def test_another_process_is_refused_too(path: Path, repository: Path) -> None:
    script = "import sys; from pathlib import Path; from annotator.services.project import Project\n"
    script += "try: Project.open(Path(sys.argv[1]))\nexcept Exception as e: print(type(e).__name__)"
    with Project.open(path):
        done = subprocess.run(
            [sys.executable, "-c", script, str(path)], cwd=repository, capture_output=True, text=True, check=True
        )

    assert done.stdout.strip() == "ProjectBusy"


def test_a_lock_file_without_words_still_refuses(path: Path) -> None:
    with Project.open(path):
        path.with_name(path.name + ".lock").write_text("nonsense")

        with pytest.raises(ProjectBusy, match="not known"):
            Project.open(path)


@NEEDS_POSIX
def test_a_lock_file_that_is_a_link_is_not_followed(path: Path) -> None:
    precious = path.with_name("precious")
    precious.write_text("keep")
    path.with_name(path.name + ".lock").symlink_to(precious)

    with pytest.raises(UserError, match="cannot be locked"):
        Project.open(path)

    assert precious.read_text() == "keep"


def test_a_nameless_account_is_called_somebody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)

    with Project.open(path), pytest.raises(ProjectBusy, match="somebody on"):
        Project.open(path)


def test_a_project_open_read_only_refuses_to_change(path: Path) -> None:
    before = path.read_bytes()
    with Project.open(path, read_only=True) as project:
        (first,) = project.annotators()
        (span,) = project.spans(project.document_ids()[0], first.id)

        for act in (
            lambda: project.execute(SetNote(span.id, "x"), first.id),
            lambda: project.undo(first.id),
            lambda: project.ensure_annotator("third"),
            lambda: project.import_records("import", []),
        ):
            with pytest.raises(UserError, match="read-only"):
                act()

    assert path.read_bytes() == before


@NEEDS_POSIX
def test_a_project_in_a_read_only_folder_can_be_read(path: Path, repository: Path) -> None:
    script = """
import os, sys
from pathlib import Path
from annotator.errors import UserError
from annotator.services.project import Project
import annotator.services.commands, filelock
if os.getuid() == 0: os.setuid(65534)
path = Path(sys.argv[1])
try: Project.open(path); print("opened")
except UserError as error: print("refused")
with Project.open(path, read_only=True) as project: print(len(project.document_ids()))
"""
    # Beside the tests' own folders, which nobody else may enter.
    shelf = Path(tempfile.mkdtemp(prefix="annotator-test-"))
    try:
        copy = Path(shutil.copy(path, shelf))
        copy.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        shelf.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", script, str(copy)], cwd=repository, capture_output=True, text=True, check=False
        )
    finally:
        shelf.chmod(0o755)
        shutil.rmtree(shelf)
    if "ModuleNotFoundError" in done.stderr or "PermissionError" in done.stderr:
        pytest.skip("nobody may read the program here")

    assert done.stdout.split() == ["refused", "1"], done.stderr


def test_a_file_replaced_underneath_is_noticed_before_anything_is_acknowledged(path: Path) -> None:
    with Project.open(path) as project:
        first = project.annotators()[0].id
        document = project.document_ids()[0]
        other = path.with_name("other")
        shutil.copy(path, other)
        other.replace(path)
        before = path.read_bytes()

        with pytest.raises(NotSaved, match="replaced"):
            project.execute(AddSpan(document, "PERSON", ((20, 26),)), first)

        assert path.read_bytes() == before


@NEEDS_POSIX
def test_a_file_deleted_during_a_unit_is_noticed_before_the_commit(path: Path) -> None:
    with Project.open(path) as project:
        with pytest.raises(NotSaved, match="deleted"), project.file.unit() as db:
            db.execute("UPDATE span SET note = 'x'")
            path.unlink()

        assert [span.note for span in _spans(project)] == [""]


def test_a_unit_inside_a_unit_is_a_bug_that_harms_nothing(path: Path) -> None:
    with Project.open(path) as project, project.file.unit() as db:
        db.execute("UPDATE property SET value = 'kept' WHERE name = 'created_at'")
        with pytest.raises(RuntimeError), project.file.unit():
            raise AssertionError("never reached")
        assert db.conn.in_transaction

    with Project.open(path) as project:
        assert project.file.db.execute("SELECT value FROM property WHERE name = 'created_at'").fetchone() == ("kept",)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (sqlite3.OperationalError("boom"), NotSaved),
        (sqlite3.IntegrityError("boom"), DoesNotFit),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "no"), UserError),
        (ZeroDivisionError("boom"), ZeroDivisionError),
    ],
)
def test_whatever_goes_wrong_inside_a_unit_nothing_is_written(
    path: Path, error: Exception, expected: type[Exception]
) -> None:
    with Project.open(path) as project:
        with pytest.raises(expected), project.file.unit() as db:
            db.execute("UPDATE span SET note = 'x'")
            raise error

        assert not project.file.db.conn.in_transaction
        assert [span.note for span in _spans(project)] == [""]


def test_a_full_disk_is_told_and_saving_goes_on_when_there_is_room(path: Path) -> None:
    with Project.open(path) as project:
        db = project.file.db
        db.execute(f"PRAGMA max_page_count = {pragma(db, 'page_count')}")
        document = Document.of("a long text " * 50_000)
        records = [change(RecordKind.DOCUMENT, None, document_image(document))]

        with pytest.raises(NotSaved, match="disk is full"):
            project.import_records("import", records)
        assert len(project.document_ids()) == 1
        assert not db.conn.in_transaction

        db.execute("PRAGMA max_page_count = 100000")
        project.import_records("import", records)
        assert len(project.document_ids()) == 2


def test_another_program_that_holds_the_file_is_named_and_nothing_is_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.storage.connection.BUSY_TIMEOUT_S", 0.01)
    with Project.open(path) as project, closing(sqlite3.connect(path)) as other:
        first, document = project.annotators()[0].id, project.document_ids()[0]
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(NotSaved, match="another program"):
            project.execute(AddSpan(document, "PERSON", ((20, 26),)), first)

        other.execute("ROLLBACK")
        assert project.execute(AddSpan(document, "PERSON", ((20, 26),)), first)


def test_a_read_that_fails_is_told_in_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.storage.connection.BUSY_TIMEOUT_S", 0.01)
    with Project.open(path) as project, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(UserError, match="another program"):
            project.document_ids()


@pytest.mark.parametrize("code", ["FULL", "BUSY", "READONLY", "IOERR", "CORRUPT", "NOTADB", "CANTOPEN"])
def test_every_failure_of_the_disk_has_its_advice(code: str) -> None:
    error = sqlite3.OperationalError("raw words")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{code}")

    assert "raw words" not in advice(error)
    assert "raw words" in advice(sqlite3.OperationalError("raw words"))


@pytest.mark.parametrize("at", range(1, 14))
def test_a_failure_at_any_statement_leaves_the_state_from_before(
    path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Raise at the nth statement of one command: the record and its operation come together or not at all."""
    with Project.open(path) as project:
        first, document = project.annotators()[0].id, project.document_ids()[0]
        project.undo_words(first)
        command, count = AddSpan(document, "PERSON", ((20, 26),)), 0
        plain = Database.execute

        def failing(self: Database, sql: str, parameters: object = None) -> sqlite3.Cursor:
            nonlocal count
            count += sql != "ROLLBACK"
            if count == at and sql != "ROLLBACK":
                raise sqlite3.OperationalError("disk I/O error")
            return plain(self, sql) if parameters is None else plain(self, sql, parameters)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(Database, "execute", failing)
            try:
                saved = project.execute(command, first)
            except NotSaved:
                saved = None

        assert (len(_spans(project)) == 2) == (saved is not None)
        assert not project.file.db.conn.in_transaction
        if saved is None:
            assert project.execute(command, first)


def _spans(project: Project):  # type: ignore[no-untyped-def]  # a short cut of this file
    return project.spans(project.document_ids()[0], project.annotators()[0].id)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_project_that_another_program_keeps_to_itself_is_busy_and_not_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    monkeypatch.setattr("annotator.storage.connection.BUSY_TIMEOUT_S", 0.05)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(ProjectBusy, match="another program is using the file"):
            Project.open(path, read_only=read_only)

    Project.open(path).close()
