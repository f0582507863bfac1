"""Where a project file may stand: odd names, other files in the way, links."""

import os
import sys
from pathlib import Path

import pytest

from annotator.errors import ProjectBusy, UserError
from annotator.services.project import Project
from annotator.storage.database import ProjectFile

NEEDS_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the names and links of POSIX file systems")


NAMES = [
    "a b",
    "Ж",
    "한글",
    "😀",
    "e\u0301",
    'it\'s "q"',
    "a#b",
    "a?mode=ro",
    "a%41b",
    "a\nb",
    "file:x",
    "a\\b",
    "x" * 247,
]


@NEEDS_POSIX
@pytest.mark.parametrize("name", NAMES)
def test_odd_names_work(tmp_path: Path, name: str) -> None:
    with Project.create(tmp_path / name) as project:
        project.ensure_annotator("first")

    with Project.open(tmp_path / name) as project:
        assert project.annotator("first")
    assert [one.name for one in tmp_path.iterdir()] == [name]


@NEEDS_POSIX
def test_a_name_of_bytes_that_are_no_utf8_works(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.annotator")
    try:
        path.touch()
    except OSError:
        pytest.skip("this file system knows UTF-8 names only")
    path.unlink()

    Project.create(path).close()

    Project.open(path).close()


@pytest.mark.parametrize("name", ["x" * 248, "x" * 300, "é" * 124, "a\x00b"])
def test_names_that_cannot_be_are_refused_before_any_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        Project.create(tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"):
        Project.create(tmp_path / "none" / "p.annotator")

    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    dangling = tmp_path / "dangling"
    dangling.symlink_to(dangling)

    for taken in (path, tmp_path, dangling):
        with pytest.raises(UserError, match="already a file"):
            Project.create(taken)

    assert path.read_bytes() == before
    assert dangling.is_symlink()


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.annotator"

    def link(source: Path, target: Path) -> None:
        path.write_bytes(b"somebody else's")
        raise FileExistsError(17, "File exists")

    monkeypatch.setattr(os, "link", link)

    with pytest.raises(UserError, match="could not be made"):
        Project.create(path)

    assert path.read_bytes() == b"somebody else's"


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)

    Project.create(tmp_path / "p.annotator").close()

    Project.open(tmp_path / "p.annotator").close()


def test_a_creation_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Project, scheme: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "_begin", fail)

    with pytest.raises(KeyboardInterrupt):
        Project.create(tmp_path / "p.annotator")

    assert list(tmp_path.iterdir()) == []


@NEEDS_POSIX
def test_a_second_name_of_the_file_is_refused_for_writing(path: Path) -> None:
    other = path.with_name("other.annotator")
    os.link(path, other)

    with pytest.raises(UserError, match="second name"):
        Project.open(other)

    Project.open(other, read_only=True).close()
    other.unlink()
    Project.open(path).close()


@NEEDS_POSIX
def test_the_second_name_that_a_killed_creation_left_is_removed(path: Path) -> None:
    left = path.with_name(".annotator-0123456789ab.new")
    os.link(path, left)
    stranger = path.with_name(".annotator-stranger.new")
    stranger.touch()

    Project.open(path).close()

    assert not left.exists()
    assert stranger.exists()


@NEEDS_POSIX
def test_a_symbolic_link_is_followed_once(path: Path) -> None:
    link = path.with_name("link.annotator")
    link.symlink_to(path)

    with Project.open(link) as project:
        assert project.path == path
        with pytest.raises(ProjectBusy):
            Project.open(path)


def test_the_file_that_is_made_is_only_ours_to_place(tmp_path: Path) -> None:
    file = ProjectFile.create(tmp_path / "p.annotator")

    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.annotator", "p.annotator.lock"]
    file.close()
