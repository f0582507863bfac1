"""A backup is whole and sound, and restoring one loses nothing."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import FileIO
from pathlib import Path

import pytest

from annotator.errors import ProjectBusy, UserError
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan
from annotator.services.project import Project
from annotator.services.safety.backups import (
    back_up,
    backups,
    contents,
    copy_verified,
    restore,
    rotate,
)
from annotator.storage.backup_places import backup_folder
from annotator.storage.rows import change, document_image
from annotator.storage.totals import Totals

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "Ana Moreno sailed to Tallinn on Monday. " * 50


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "work.annotator") as made:
        document = Document.of(TEXT)
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
        made.ensure_annotator("first")
        yield made


def label(project: Project, number: int) -> None:
    (document,), (first,) = project.document_ids(), project.annotators()
    assert project.execute(AddSpan(document, "PERSON", ((number * 40, number * 40 + 10),)), first.id)


def test_a_backup_holds_everything(project: Project) -> None:
    label(project, 0)

    made = back_up(project, "by-hand", now=NOW)

    assert made.path.parent == backup_folder(project.path)
    assert contents(made.path) == Totals(documents=1, spans=1, annotators=1)
    assert check(made.path).ok


def test_backups_are_listed_newest_first(project: Project) -> None:
    for hours in (0, 2, 1):
        back_up(project, "automatic", now=NOW + timedelta(hours=hours))

    assert [one.at.hour for one in backups(project.path)] == [14, 13, 12]


def test_two_backups_in_one_second_are_two(project: Project) -> None:
    first, second = back_up(project, now=NOW), back_up(project, now=NOW)

    assert first.path != second.path
    assert len(backups(project.path)) == 2


def test_foreign_files_in_the_folder_are_left_alone(project: Project) -> None:
    back_up(project, now=NOW)
    note = backup_folder(project.path) / "read me.txt"
    note.write_text("mine")

    rotate(project.path, NOW + timedelta(days=900))

    assert note.read_text() == "mine"
    assert len(backups(project.path)) == 1


def test_old_backups_are_thinned_after_a_new_one_stands(project: Project) -> None:
    for hours in range(5):
        back_up(project, now=NOW + timedelta(hours=hours))

    back_up(project, now=NOW + timedelta(days=30))

    assert [one.at for one in backups(project.path)] == [NOW + timedelta(days=30), NOW + timedelta(hours=4)]


def test_a_damaged_project_gives_no_backup(project: Project) -> None:
    label(project, 0)
    with project.file.unit() as db:
        db.execute("UPDATE span SET note = 'altered'")

    with pytest.raises(UserError, match="damaged"):
        back_up(project)

    assert backups(project.path) == ()
    assert list(backup_folder(project.path).iterdir()) == []


def test_a_backup_made_while_spans_are_saved_is_whole(project: Project) -> None:
    done = threading.Event()
    made: list[Path] = []
    refused: list[UserError] = []

    def copy_again_and_again() -> None:
        with Project.open(project.path, read_only=True) as reading:
            while not (done.is_set() and made) and not refused:
                target = project.path.with_name(f"copy{len(made)}.annotator")
                try:
                    copy_verified(reading, target)
                    made.append(target)
                except UserError as refusal:
                    refused.append(refusal)

    thread = threading.Thread(target=copy_again_and_again)
    thread.start()
    for number in range(40):
        label(project, number)
    done.set()
    thread.join()

    assert refused == []
    assert all(check(path).ok for path in made)


def test_restoring_puts_the_backup_in_place_and_keeps_what_was_there(project: Project) -> None:
    label(project, 0)
    saved = back_up(project, now=NOW).path
    label(project, 1)
    path = project.path
    project.close()

    report = restore(path, saved, now=NOW)

    assert report.before == Totals(1, 2, 1)
    assert report.after == Totals(1, 1, 1)
    assert contents(path) == report.after
    assert report.kept_aside is not None
    assert contents(report.kept_aside) == report.before


def test_a_restored_project_goes_on_as_another_replica(project: Project) -> None:
    saved = back_up(project, now=NOW).path
    path, before = project.path, project.reader(project.annotators()[0].id)
    with before.file.reading() as db:
        (replica,) = db.execute("SELECT value FROM property WHERE name = 'replica'").fetchone()
    project.close()

    restore(path, saved)

    with Project.open(path) as again, again.file.reading() as db:
        assert db.execute("SELECT value FROM property WHERE name = 'replica'").fetchone() != (replica,)


def test_a_damaged_backup_is_refused_and_nothing_moves(project: Project) -> None:
    saved = back_up(project, now=NOW).path
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 0xFF
    saved.write_bytes(data)
    path = project.path
    project.close()
    before = path.read_bytes()

    with pytest.raises(UserError):
        restore(path, saved)

    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["work.annotator", "work.annotator.backups"]


def test_a_project_that_is_open_is_not_replaced(project: Project) -> None:
    saved = back_up(project, now=NOW).path

    with pytest.raises(ProjectBusy):
        restore(project.path, saved)


def test_a_deleted_project_comes_back(project: Project) -> None:
    saved = back_up(project, now=NOW).path
    path = project.path
    project.close()
    path.unlink()

    report = restore(path, saved)

    assert (report.before, report.kept_aside) == (None, None)
    assert check(path).ok


def test_a_disk_that_takes_only_the_first_part_of_a_piece_gets_the_rest(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Path.open

    class Sparing(FileIO):
        def write(self, data: bytes, /) -> int:
            return super().write(memoryview(data)[:1000])

    def opened(path: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        return Sparing(path, mode) if mode == "x+b" else honest(path, mode, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", opened)
    copy_verified(project, tmp_path / "copy.annotator")

    assert (tmp_path / "copy.annotator").read_bytes() == project.path.read_bytes()
