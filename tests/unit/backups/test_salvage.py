"""What can be read of a damaged project is saved into a new one, and the rest is listed."""

import random
import sqlite3
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan, LinkSpans
from annotator.services.project import Project
from annotator.services.safety.backups import contents
from annotator.services.safety.salvaging import salvage
from annotator.storage.rows import change, document_image

TEXT = "Ana Moreno sailed to Tallinn on Monday. " * 120


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "work.annotator"
    with Project.create(made) as project:
        documents = [Document.of(f"{number} {TEXT}") for number in range(3)]
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        first = project.ensure_annotator("first").id
        for document in documents:
            for number in range(20):
                project.execute(AddSpan(document.id, "CLAIM", ((number * 40 + 2, number * 40 + 12),)), first)
        one, other = project.spans(documents[0].id, first)[:2]
        project.execute(LinkSpans(one.id, other.id, "supports"), first)
    return made


def test_a_sound_project_is_saved_whole(path: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.annotator"
    before = path.read_bytes()

    report = salvage(path, new)

    assert report.lost == ()
    assert contents(new) == contents(path)
    assert report.saved["relation"] == 1
    assert check(new).ok
    assert path.read_bytes() == before


def test_an_altered_row_is_taken_from_the_journal(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE span SET note = 'altered' WHERE rowid = 5")
    db.close()

    report = salvage(path, tmp_path / "new.annotator")

    assert report.lost == ()
    assert contents(tmp_path / "new.annotator").spans == 60


def test_an_altered_row_without_a_journal_is_lost_and_told(path: Path, tmp_path: Path) -> None:
    with sqlite3.connect(path) as db:
        (record,) = db.execute("SELECT id FROM span WHERE rowid = 5").fetchone()
        db.execute("UPDATE span SET note = 'altered' WHERE rowid = 5")
        db.execute("DELETE FROM change WHERE record = ?", [record])
    db.close()

    report = salvage(path, tmp_path / "new.annotator")

    assert (("span", record) in {(one.kind, one.where) for one in report.lost}) is True
    assert check(tmp_path / "new.annotator").ok


@pytest.mark.parametrize("seed", range(12))
def test_damaged_pages_never_crash_and_what_is_saved_is_sound(path: Path, tmp_path: Path, seed: int) -> None:
    lot = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(3):
        at = lot.randrange(4096 * 2, len(data))
        data[at : at + 400] = bytes(400) if lot.random() < 0.5 else lot.randbytes(len(data[at : at + 400]))
    path.write_bytes(data)
    new = tmp_path / "new.annotator"

    try:
        salvage(path, new)
    except UserError as refusal:
        assert "restore a backup" in str(refusal)
        assert not new.exists()
    else:
        assert check(new).ok


def test_a_file_without_structure_is_refused(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes(4000) + data[4100:])

    with pytest.raises(UserError, match="restore a backup"):
        salvage(path, tmp_path / "new.annotator")
