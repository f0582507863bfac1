"""What is chosen for reading an import, and what comes in beside articles."""

import socket
import zipfile
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats.html_articles import HtmlFormat
from annotator.formats.reading_choices import ReadsWith
from annotator.model.document import ZoneKind
from annotator.services.importing.reading import preview_tables, spool_items, spooled
from annotator.services.importing.remembered_columns import remember_columns, remembered_columns
from annotator.services.importing.run import ImportFailed, ImportOptions, import_paths
from annotator.services.importing.sources import Choices
from annotator.services.importing.steps import SteppedImport
from annotator.services.project import Project
from annotator.settings import settings_folder

TABLE = "Kopf,Wortlaut\nA,One.\n"


def table(folder: Path, content: str = TABLE) -> Path:
    path = folder / "t.csv"
    path.write_text(content, encoding="utf-8")
    return path


def choices(**chosen: str) -> Choices:
    return Choices(tuple(chosen.items()))


def test_columns_are_chosen_for_all_files_or_for_one(project: Project, tmp_path: Path) -> None:
    path = table(tmp_path)
    single = Choices((("text", "Kopf"),), ((path, (("text", "Wortlaut"),)),))

    import_paths(project, [path], ImportOptions(choices=choices(text="Kopf")))
    import_paths(project, [path], ImportOptions(choices=single))

    assert [project.document(one).text for one in project.document_ids()] == ["A", "One."]


def test_a_choice_that_no_format_knows_is_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no option 'colour'"):
        import_paths(project, [table(tmp_path)], ImportOptions(choices=choices(colour="x")))


def test_formats_that_can_be_read_in_several_ways_say_so() -> None:
    assert isinstance(HtmlFormat(), ReadsWith)


def test_what_a_zip_holds_beside_articles_is_told_and_no_fault(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "An article.")
        archive.writestr("a.png", "x")

    report = import_paths(project, [path])

    assert report.documents_added == 1
    assert [one.reason for one in report.skipped] == ["no format reads .png files inside a ZIP"]


def test_of_a_faulty_bundle_the_good_part_comes_in_when_it_is_wanted(project: Project, tmp_path: Path) -> None:
    path = table(tmp_path, "title,text\nA,One.\nB,\nC,Two.\n")

    with pytest.raises(ImportFailed, match="line 3"):
        import_paths(project, [path])
    assert project.document_ids() == ()
    report = import_paths(project, [path], ImportOptions(keep_good=True))

    assert report.documents_added == 2
    assert [fault.place.line for fault in report.faults] == [3]


def test_metadata_of_the_file_count_more_than_proposed_ones(project: Project, tmp_path: Path) -> None:
    path = table(tmp_path, 'title,text,author\nA,"By Otto Ott\n\nText of the article.",Ann Smith\n')

    import_paths(project, [path])

    (identity,) = project.document_ids()
    assert project.document(identity).metadata.author == "Ann Smith"


def test_a_title_that_the_file_names_is_marked_where_it_opens_the_text(project: Project, tmp_path: Path) -> None:
    import_paths(project, [table(tmp_path, "title,text\nTest 1,First paragraph.\n")])

    (identity,) = project.document_ids()
    document = project.document(identity)
    assert [(zone.start, zone.end, zone.kind) for zone in document.zones] == [(0, 6, ZoneKind.TITLE)]


def test_an_import_in_steps_does_what_one_in_one_go_does(project: Project, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    path = table(tmp_path, "title,text\n" + "".join(f"T{n},Text {n}.\n" for n in range(30)))
    told: list[object] = []
    end = spool_items(told.append, str(spool), (path,), "", Choices())
    steps = SteppedImport(project, [path], spool, options=ImportOptions())

    count = 0
    while steps.step(0.0):
        count += 1

    assert (end.items, end.labels) == (30, ())
    assert told == [20]
    assert sum(len(part) for part in spooled(spool)) == 30
    assert count > 2
    assert (steps.items, steps.report.documents_added) == (30, 30)
    assert len(project.document_ids()) == 30


@pytest.mark.parametrize("steps_done", [0, 3])
def test_an_abandoned_import_leaves_nothing_behind(project: Project, tmp_path: Path, steps_done: int) -> None:
    spool = tmp_path / "spool"
    path = table(tmp_path, "title,text\n" + "".join(f"T{n},Text {n}.\n" for n in range(300)))
    spool_items(lambda _: None, str(spool), (path,), "", Choices())
    steps = SteppedImport(project, [path], spool, options=ImportOptions())
    for _ in range(steps_done):
        steps.step(0.0)

    steps.abandon()

    assert not steps.step(0.0)
    assert project.document_ids() == ()
    project.ensure_annotator("second")


def test_a_faulty_import_in_steps_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    path = table(tmp_path, "title,text\nA,One.\nB,\n")
    spool_items(lambda _: None, str(spool), (path,), "", Choices())
    steps = SteppedImport(project, [path], spool, options=ImportOptions())

    with pytest.raises(ImportFailed):
        while steps.step():
            pass

    assert project.document_ids() == ()


def test_columns_are_remembered_by_header(own_settings: None) -> None:
    assert remembered_columns(["a", "b"]) is None

    remember_columns(["a", "b"], {"text": "b"})

    assert remembered_columns(["a", "b"]) == {"text": "b"}
    assert remembered_columns(["b", "a"]) is None
    (settings_folder() / "columns.json").write_text("[", encoding="utf-8")
    assert remembered_columns(["a", "b"]) is None


def test_only_tables_that_can_be_read_are_previewed(tmp_path: Path) -> None:
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"x")

    assert list(preview_tables(lambda _: None, (table(tmp_path), broken, tmp_path / "none.csv"))) == [
        tmp_path / "t.csv"
    ]


def test_no_import_uses_the_network(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = tmp_path / "page.html"
    page.write_text('<base href="http://x.example/"><link href="http://x.example/a.css" rel="stylesheet"><p>Text.</p>')

    import_paths(project, [page])

    assert len(project.document_ids()) == 1
