"""Claims about a project that an older version of the program made: kept as it was, upgraded whole or not at all."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from annotator.errors import DamagedProject, NotSaved, UserError
from annotator.model.annotation import Span
from annotator.services.checking import check
from annotator.services.commands import SetNote
from annotator.services.merging.run import merge
from annotator.services.project import Project
from annotator.services.safety.backups import backups, contents, restore
from annotator.services.safety.salvaging import salvage
from annotator.storage.backup_places import backup_folder
from tests.reliability.every_write import DOCUMENTS, make_world
from tests.reliability.faults import CODES, FAULT, let_connections_fail
from tests.reliability.next_version import bring_next_version
from tests.unit.merging.conftest import every_row


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project as it was made before the program knew one version more."""
    path = tmp_path / "older.annotator"
    make_world(path)
    monkeypatch.undo()
    bring_next_version(monkeypatch)
    yield path
    FAULT.disarm()


def version_of(path: Path) -> tuple[int, int | None]:
    """Read the version of a file and how many rows its new table has, past the program."""
    with closing(sqlite3.connect(path)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        there = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'shouted'").fetchone()
        return version, db.execute("SELECT count(*) FROM shouted").fetchone()[0] if there else None


def spans_of(project: Project) -> list[Span]:
    return [span for one in DOCUMENTS for who in project.annotators() for span in project.spans(one.id, who.id)]


def test_it_is_upgraded_when_it_is_opened_and_kept_as_it_was(older: Path) -> None:
    before = older.read_bytes()

    with Project.open(older) as project:
        told, spans = project.notices, spans_of(project)
        project.execute(SetNote(spans[0].id, "after"), spans[0].annotator)

    (kept,) = backups(older)
    assert kept.reason == "before-upgrade"
    assert kept.path.read_bytes() == before
    assert version_of(older) == (2, len(spans))
    assert len(told) == 1
    assert str(kept.path) in told[0]
    assert check(older).ok
    with Project.open(older) as project:
        assert project.notices == ()
    assert len(backups(older)) == 1


def test_nothing_is_lost_or_changed_by_it(older: Path, tmp_path: Path) -> None:
    with Project.open(Path(shutil.copy(older, tmp_path / "other.annotator")), read_only=True) as project:
        words, spans = [project.document(one.id).text for one in DOCUMENTS], spans_of(project)

    with Project.open(older) as project:
        assert [project.document(one.id).text for one in DOCUMENTS] == words
        assert spans_of(project) == spans
    assert every_row(older) == every_row(backups(older)[0].path)


def test_reading_leaves_the_file_as_it_is(older: Path) -> None:
    before = older.read_bytes()

    with Project.open(older, read_only=True) as project:
        assert spans_of(project)
        with pytest.raises(UserError, match="read-only"):
            project.ensure_annotator("somebody")
    assert check(older).ok
    assert contents(older).spans > 0

    assert older.read_bytes() == before
    assert not backup_folder(older).exists()


def test_an_error_at_any_statement_leaves_the_old_or_the_new(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_connections_fail(monkeypatch)
    spare = Path(shutil.copy(older, older.with_name("spare.annotator")))
    with Project.open(older, read_only=True) as project:
        spans = len(spans_of(project))
    outcomes = set()

    for at in count(1):
        shutil.copy(spare, older)
        FAULT.arm(at, CODES[at % len(CODES)])
        try:
            Project.open(older).close()
            told = ""
        except UserError as refusal:
            told = str(refusal)
        FAULT.disarm()
        found = version_of(older)
        assert found in ((1, None), (2, spans)), f"at {FAULT.struck[:60]!r}"
        assert told.endswith(".") or found[0] == 2, f"at {FAULT.struck[:60]!r}: {told}"
        assert all(contents(one.path).spans == spans for one in backups(older)), "a copy that is not sound has a name"
        outcomes.add((found[0], bool(told)))
        if not FAULT.struck:
            assert not told
            break

    assert len(backups(older)) == 1
    # After the upgrade the project is opened, and that may fail too.
    assert outcomes == {(1, True), (2, True), (2, False)}
    assert not list(backup_folder(older).glob(".*"))


def test_it_waits_for_a_place_for_the_copy(older: Path) -> None:
    before = older.read_bytes()
    backup_folder(older).write_text("in the way", encoding="utf-8")

    with pytest.raises(NotSaved, match="which an older Annotator made"):
        Project.open(older)

    assert older.read_bytes() == before


def test_a_damaged_one_is_left_alone(older: Path) -> None:
    with closing(sqlite3.connect(older)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM document WHERE id = ?", [DOCUMENTS[0].id])
    before = older.read_bytes()

    with pytest.raises(DamagedProject, match="restore a backup"):
        Project.open(older)

    assert older.read_bytes() == before
    assert backups(older) == ()


def test_damaged_pages_are_told_as_damage_however_it_is_opened(older: Path) -> None:
    with closing(sqlite3.connect(older)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'span'").fetchone()
        ((size,),) = (db.execute("PRAGMA page_size").fetchone(),)
    with older.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    before = older.read_bytes()

    for read_only in (True, False):
        with pytest.raises(DamagedProject, match="restore a backup"):
            Project.open(older, read_only=read_only)
    assert not check(older).ok

    assert older.read_bytes() == before


@pytest.mark.parametrize(
    "foreign",
    ["CREATE TRIGGER mine AFTER INSERT ON span BEGIN SELECT 1; END", "CREATE TABLE shouted (span, words)"],
)
def test_one_with_something_foreign_in_it_is_refused(older: Path, foreign: str) -> None:
    with closing(sqlite3.connect(older)) as db, db:
        db.execute(foreign)
    before = older.read_bytes()

    for read_only in (True, False):
        with pytest.raises(DamagedProject, match="did not make"):
            Project.open(older, read_only=read_only)

    assert older.read_bytes() == before


def test_a_backup_of_before_is_put_back_and_upgraded_anew(older: Path) -> None:
    with Project.open(older) as project:
        spans = spans_of(project)
        project.execute(SetNote(spans[0].id, "after"), spans[0].annotator)

    restore(older, backups(older)[0].path)
    with Project.open(older) as project:
        assert spans_of(project) == spans

    assert version_of(older) == (2, len(spans))


def test_an_older_copy_is_merged(older: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(older, tmp_path / "copy.annotator"))
    with Project.open(older) as project:
        me = project.annotators()[0].id
        merge(project, [copy], me)
        assert check(older).ok

    assert version_of(copy) == (1, None)


def test_salvage_asks_to_open_it_once(older: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="open it once"):
        salvage(older, tmp_path / "saved.annotator")


def test_an_unfinished_write_of_the_older_program_is_taken_back_first(older: Path, tmp_path: Path) -> None:
    with Project.open(older, read_only=True) as project:
        spans = spans_of(project)
    torn = tmp_path / "torn.annotator"
    with closing(sqlite3.connect(older, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("DELETE FROM operation")
        db.execute("UPDATE span SET note = hex(randomblob(2000))")
        for name in ("", "-journal"):
            shutil.copy(f"{older}{name}", f"{torn}{name}")
        db.execute("ROLLBACK")

    for read_only in (True, False):
        with Project.open(torn, read_only=read_only) as project:
            assert spans_of(project) == spans
    assert version_of(torn) == (2, len(spans))
