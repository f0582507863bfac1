"""What runs in the background process, and what comes before it: rescue copies and backups before big deletions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import AddSpan, RemoveSpans
from annotator.services.document_commands import RemoveDocument
from annotator.services.project import Project
from annotator.services.safety import jobs as safety_jobs
from annotator.services.safety.backups import backups
from annotator.services.safety.bulk_deletes import MANY_SPANS, deletes_many
from annotator.services.safety.rescuing import rescue
from annotator.storage.rows import change, document_image
from annotator.storage.totals import Totals


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "work.annotator") as made:
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(Document.of("abcdefgh " * 9)))])
        made.ensure_annotator("first")
        made.execute(adding(made, 0), made.annotators()[0].id)
        yield made


def adding(project: Project, number: int) -> AddSpan:
    (document,) = project.document_ids()
    return AddSpan(document, "PERSON", ((number * 9, number * 9 + 8),))


def quiet(_told: object) -> None:
    """Take what a job reports."""


def test_removing_more_than_fifty_spans_counts_as_much(project: Project) -> None:
    def removing(count: int) -> RemoveSpans:
        return RemoveSpans(tuple(SpanId(str(number)) for number in range(count)))

    with project.file.reading():
        reader = project.reader(project.annotators()[0].id)
        assert not deletes_many(removing(MANY_SPANS), reader)
        assert deletes_many(removing(MANY_SPANS + 1), reader)
        assert not deletes_many(RemoveDocument(project.document_ids()[0]), reader)
        assert not deletes_many(adding(project, 1), reader)


def test_a_rescue_copy_holds_everything_and_the_change_that_came_too_late(project: Project) -> None:
    (document,), (first,) = project.document_ids(), project.annotators()

    saved = rescue(project, adding(project, 1), "first")

    assert saved.parent == project.path.parent
    assert check(saved).ok
    with Project.open(saved, read_only=True) as opened:
        assert [span.start for span in opened.spans(document, first.id)] == [0, 9]
    assert len(project.spans(document, first.id)) == 1


def test_a_second_rescue_leaves_the_first_as_it_is(project: Project) -> None:
    first, second = rescue(project, None, "first"), rescue(project, None, "first")

    assert first != second
    assert check(first).ok
    assert check(second).ok


def test_a_backup_that_cannot_be_opened_is_counted_as_unknown(project: Project, tmp_path: Path) -> None:
    good = safety_jobs.make_backup(quiet, project.path, "by-hand").path
    bad = tmp_path / "bad.annotator"
    bad.write_bytes(b"SQLite format 3\0" + bytes(100))
    told: list[object] = []

    safety_jobs.count_backups(told.append, [good, bad])

    counted = {one.path: one.contents for one in told if isinstance(one, safety_jobs.Counted)}
    assert counted[bad] is None
    assert counted[good] == Totals(documents=1, spans=1, annotators=1)


def test_put_back_restores_what_was_there(project: Project) -> None:
    made = safety_jobs.make_backup(quiet, project.path, "by-hand")
    (document,), (first,) = project.document_ids(), project.annotators()
    project.execute(adding(project, 1), first.id)
    path = project.path
    project.close()

    safety_jobs.put_back(quiet, path, made.path)

    with Project.open(path, read_only=True) as opened:
        assert len(opened.spans(document, first.id)) == 1


def test_shared_work_merges_back_without_a_change(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "mine.annotator-exchange"
    safety_jobs.share_work(quiet, project.path, out, "first")

    looked = safety_jobs.look_at_merge(quiet, project.path, [out])

    assert looked.questions == ()
    assert [one for one in backups(project.path) if "merge" in one.path.name] == []


def test_checking_and_saving_what_is_readable_leave_the_project_as_it_is(project: Project, tmp_path: Path) -> None:
    path = project.path
    project.close()
    before = path.read_bytes()

    assert safety_jobs.find_problems(quiet, path).ok
    safety_jobs.save_readable(quiet, path, tmp_path / "saved.annotator")

    assert path.read_bytes() == before
    assert check(tmp_path / "saved.annotator").ok
