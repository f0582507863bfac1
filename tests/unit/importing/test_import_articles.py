"""Importing files and folders of articles."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import ForeignDocument, Item, Place
from annotator.formats.jsonl import JsonlFormat
from annotator.services.importing.run import ImportOptions, import_paths
from annotator.services.project import Project


def refused(project: Project, path: Path, **options: str) -> str:
    with pytest.raises(UserError) as caught:
        import_paths(project, [path], ImportOptions(**options))  # type: ignore[arg-type]  # texts only
    assert project.document_ids() == ()
    return str(caught.value)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def operations(project: Project) -> int:
    (count,) = project.file.db.execute("SELECT count(*) FROM operation").fetchone()
    return int(count)


def test_the_real_seeds_come_in_with_a_title_and_zones_inside_their_text(project: Project, shared_seeds: Path) -> None:
    report = import_paths(project, [shared_seeds])

    assert report.documents_added == 5
    for identity in project.document_ids():
        document = project.document(identity)
        assert document.title
        assert document.metadata.source_file.endswith(".txt")
        assert all(zone.end <= len(document.text) for zone in document.zones)


def test_a_folder_is_walked_in_sorted_order_and_what_is_no_article_is_skipped(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("b.txt", "a/z.txt", "a.txt"):
        write(folder / name, f"An article called {name}.")
    write(folder / "picture.png", "x")
    write(folder / "noextension", "x")
    (folder / "empty.txt").touch()

    report = import_paths(project, [folder])

    names = [project.document(identity).metadata.source_file for identity in project.document_ids()]
    assert names == ["a.txt", "b.txt", "a/z.txt"]
    assert [Path(one.path).name for one in report.skipped] == ["noextension", "picture.png", "empty.txt"]
    assert all(one.reason for one in report.skipped)


def test_the_same_text_twice_is_one_document_and_said_so(project: Project, tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt", "One article.\n")
    write(tmp_path / "in/b.txt", "One article.\r\n")

    report = import_paths(project, [tmp_path / "in"])

    assert (report.documents_added, report.documents_known) == (1, 1)
    assert len(project.document_ids()) == 1


def test_importing_again_adds_nothing_and_writes_no_operation(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One article.")
    import_paths(project, [path])
    before = operations(project)

    report = import_paths(project, [path])

    assert (report.documents_added, report.documents_known) == (0, 1)
    assert operations(project) == before


def test_an_import_is_one_operation(project: Project, tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path / f"in/{number}.txt", f"Article number {number}.")
    before = operations(project)

    import_paths(project, [tmp_path / "in"])

    assert operations(project) == before + 1


def test_a_dry_run_tells_and_writes_nothing(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One article.")

    report = import_paths(project, [path], ImportOptions(dry_run=True))

    assert report.documents_added == 1
    assert project.document_ids() == ()


def test_a_named_file_of_any_extension_is_read_as_text(project: Project, tmp_path: Path) -> None:
    report = import_paths(project, [write(tmp_path / "article.html.bak", "One article.")])

    assert report.documents_added == 1


def test_odd_file_names_are_fine(project: Project, tmp_path: Path) -> None:
    for name in ("a b.txt", "жизнь.txt", "😀.TXT", "it's #1 100%?.txt", "-x.txt"):
        write(tmp_path / "in" / name, f"An article called {name}.")

    report = import_paths(project, [tmp_path / "in"])

    assert (report.documents_added, report.skipped) == (5, ())


def test_a_missing_path_is_a_sentence(project: Project, tmp_path: Path) -> None:
    assert "There is no file or folder" in refused(project, tmp_path / "no.txt")
    assert "cannot be used" in refused(project, Path("a\x00b"))


def test_one_unusable_path_stops_the_whole_import(project: Project, tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", "One article.")
    binary = tmp_path / "b.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)

    with pytest.raises(UserError, match=r"b\.txt"):
        import_paths(project, [good, binary])

    assert project.document_ids() == ()


def test_a_folder_without_articles_is_a_sentence(project: Project, tmp_path: Path) -> None:
    write(tmp_path / "in/picture.png", "x")

    assert "holds no article" in refused(project, tmp_path / "in")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a FIFO")
def test_what_is_no_file_is_a_sentence_and_never_waited_for(project: Project, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in/pipe.txt")
    write(tmp_path / "in/a.txt", "One article.")

    assert "neither a file nor a folder" in refused(project, tmp_path / "in/pipe.txt")
    report = import_paths(project, [tmp_path / "in"])
    assert [one.reason for one in report.skipped] == ["it is no regular file"]


def test_a_named_format_takes_only_its_files_from_a_folder(project: Project, tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt", "One article.")
    write(tmp_path / "in/b.jsonl", '{"text": "Another one."}')

    report = import_paths(project, [tmp_path / "in"], ImportOptions(format="jsonl"))

    assert report.documents_added == 1
    assert Path(report.skipped[0].path).name == "a.txt"


def test_an_unknown_format_is_a_sentence(project: Project, tmp_path: Path) -> None:
    assert "choose one of jsonl, " in refused(project, write(tmp_path / "a.txt", "x"), format="word")


def test_progress_is_told_and_may_cancel(project: Project, tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / f"in/{number}.txt", f"Article number {number}.")

    class Cancelled(Exception):
        """What the window raises."""

    def progress(items: int) -> None:
        if items == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_paths(project, [tmp_path / "in"], progress=progress)

    assert project.document_ids() == ()


def test_a_folder_whose_files_are_all_unreadable_is_a_sentence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").touch()
    (tmp_path / "in/b.jsonl").touch()

    words = refused(project, tmp_path / "in")

    assert "There is nothing to import" in words
    assert "a.txt is empty" in words
    assert "b.jsonl holds nothing" in words


def test_an_empty_data_file_is_a_sentence(project: Project, tmp_path: Path) -> None:
    assert "holds nothing to import" in refused(project, write(tmp_path / "a.jsonl", "\n"))


def test_a_named_data_file_with_another_extension_is_known_by_its_first_bytes(project: Project, tmp_path: Path) -> None:
    import_paths(project, [write(tmp_path / "data.json", '\ufeff {"text": "One article."}')])

    assert project.document(project.document_ids()[0]).text == "One article."


def test_a_folder_that_may_not_be_read_is_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in/a.txt", "One article.")
    listed = os.scandir

    def deny(path: str) -> object:
        if Path(path) == tmp_path / "in":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", deny)

    assert "cannot be read (Permission denied)" in refused(project, tmp_path / "in")


def test_a_named_file_that_may_not_be_read_is_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.unknown", "One article.")

    def deny(self: Path, mode: str) -> object:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", deny)
        words = refused(project, path)

    assert "cannot be read (Permission denied)" in words


class WrittenOnly(JsonlFormat):
    """A format that cannot be imported."""

    name = "written"
    reads = False


def test_a_format_that_is_only_written_is_a_sentence(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS._built_in, "written", WrittenOnly())

    assert "only written" in refused(project, write(tmp_path / "a.txt", "x"), format="written")


class HalfReadable(JsonlFormat):
    """Breaks off in the middle, like a disk that is pulled out."""

    name = "half"
    extensions = (".half", ".broken")

    def read(self, path: Path, name: str) -> Iterator[Item]:
        yield ForeignDocument(Place(str(path)), "One article.")
        raise UserError(f"The file {path} cannot be read any further: try again.")


def test_a_file_that_breaks_off_in_the_middle_stops_the_import_even_in_a_folder(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS._built_in, "half", HalfReadable())
    write(tmp_path / "in/a.half", "x")

    assert "any further" in refused(project, tmp_path / "in")
