"""Every kind of damage is found, named and left as it was."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.operation import Image, RecordKind
from annotator.services.checking import CheckReport, Problem, check
from annotator.services.commands import LinkSpans
from annotator.services.document_commands import RemoveDocument
from annotator.storage.records import image_of
from annotator.storage.rows import change, document_image, row_hash, zone_image
from tests.unit.services.conftest import MEETS, Desk


@pytest.fixture
def damaged(desk: Desk, tmp_path: Path) -> Path:
    """A project with spans and a link of the first and a span of the second, closed."""
    ana, ben = desk.add("Ana Moreno"), desk.add("Ben Okafor")
    desk.act(LinkSpans(ana, ben, MEETS))
    desk.add("Monday", "DATE", desk.second)
    desk.project.close()
    return Path(shutil.copy(desk.project.path, tmp_path / "damaged.annotator"))


def tamper(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def kinds(path: Path) -> set[str]:
    before = path.read_bytes()
    report = check(path)
    assert path.read_bytes() == before
    assert report.ok == (not report.problems)
    return {problem.kind for problem in report.problems}


def test_a_sound_project_has_no_problems(damaged: Path) -> None:
    assert check(damaged).as_json() == {"ok": True, "problems": []}


def test_a_report_as_json() -> None:
    report = CheckReport((Problem("hash", "span 1", "changed"),))

    assert report.as_json() == {"ok": False, "problems": [{"kind": "hash", "where": "span 1", "detail": "changed"}]}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE span SET note = 'x'", {"hash", "journal"}),
        ("UPDATE span SET hash = 'x'", {"hash"}),
        ("UPDATE document SET author = 'x'", {"hash", "journal"}),
        ("UPDATE document SET text = text || ' more'", {"text", "hash", "journal", "words"}),
        ('UPDATE zone SET "end" = 10000', {"zone", "hash", "journal"}),
        ("UPDATE span SET text = upper(text)", {"offset", "hash", "journal"}),
        ("UPDATE span SET fragments = '[[0,2],[1,10]]' WHERE \"start\" = 0", {"fragments", "hash", "journal"}),
        ("UPDATE span SET fragments = '[[0,9]]' WHERE \"start\" = 0", {"fragments", "hash", "journal"}),
        ("UPDATE span SET fragments = 'nonsense' WHERE \"start\" = 0", {"fragments", "hash", "journal"}),
        ("UPDATE span SET fragments = '[]' WHERE \"start\" = 0", {"fragments", "hash", "journal"}),
        ("UPDATE span SET label = 'ORG', layer = 'claim'", {"label", "hash", "journal"}),
        ("DELETE FROM label WHERE name = 'PERSON'", {"label", "reference", "journal"}),
        ("DELETE FROM relation_label WHERE name = 'meets'", {"label", "reference", "journal"}),
        ('DELETE FROM span WHERE "start" = 0', {"reference", "journal"}),
        ("DELETE FROM relation", {"journal"}),
        (
            "UPDATE relation SET annotator = (SELECT id FROM annotator WHERE name = 'second')",
            {"relation", "hash", "journal"},
        ),
        ("INSERT INTO document_fts (document_fts) VALUES ('delete-all')", {"words"}),
        ("UPDATE change SET \"after\" = 'nonsense' WHERE kind = 'span'", {"journal"}),
        ("UPDATE bulk_change SET payload = x'00'", {"journal"}),
        ("UPDATE span SET note = CAST(x'ff' AS TEXT)", {"unreadable"}),
    ],
)
def test_damage_is_found(damaged: Path, statement: str, expected: set[str]) -> None:
    tamper(damaged, statement)

    assert expected <= kinds(damaged)


def test_a_change_with_the_right_hash_is_found_by_the_journal(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as db:
        db.row_factory = sqlite3.Row
        row = dict(db.execute("SELECT * FROM span").fetchone())
        forged: Image = {**image_of(row), "note": "forged"}
        db.execute("UPDATE span SET note = 'forged', hash = ? WHERE id = ?", [row_hash(forged), row["id"]])
        db.commit()

    assert kinds(damaged) == {"journal"}


def test_pages_that_contradict_each_other_are_found(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'span_label'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    content = bytearray(damaged.read_bytes())
    content[(root - 1) * size : (root - 1) * size + 8] = bytes([10, 0, 0, 0, 0, 0, 0, 0])
    damaged.write_bytes(content)

    assert "integrity" in kinds(damaged)


def test_an_import_that_was_removed_and_imported_again_is_sound(desk: Desk) -> None:
    document = desk.project.document(desk.document)
    desk.act(RemoveDocument(document.id))
    records = [change(RecordKind.DOCUMENT, None, document_image(document))]
    records += [change(RecordKind.ZONE, None, zone_image(document.id, zone)) for zone in document.zones]
    desk.project.import_records("again", records)
    desk.project.close()

    assert check(desk.project.path).ok


def test_a_project_may_be_checked_while_it_is_open(desk: Desk) -> None:
    desk.add("Ana Moreno")

    assert check(desk.project.path).ok


def test_a_file_that_is_cut_off_is_a_problem(damaged: Path) -> None:
    damaged.write_bytes(damaged.read_bytes()[:-4096])

    report = check(damaged)

    assert not report.ok
    assert [one.kind for one in report.problems] == ["file"]
