"""ZIP files of others: nothing in them is trusted, and what unpacks to too much is refused."""

import zipfile
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats import zip_files
from annotator.formats.zip_files import open_zip


def packed(folder: Path, **members: bytes) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def test_more_members_than_a_project_needs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_files, "MOST_MEMBERS", 2)
    path = packed(tmp_path, a=b"1", b=b"2", c=b"3")

    with pytest.raises(UserError, match="unpacks to more than"), open_zip(path):
        pass


def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_files, "LARGEST_SUM_BYTES", 1_000_000)
    path = packed(tmp_path, a=b"0" * 600_000, b=b"0" * 600_000)

    assert path.stat().st_size < 10_000
    with pytest.raises(UserError, match="unpacks to more than"), open_zip(path):
        pass


def test_a_member_above_the_size_of_an_article_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_files, "LARGEST_ARTICLE_BYTES", 1_000)
    path = packed(tmp_path, a=b"0" * 1_001)

    with open_zip(path) as files, pytest.raises(UserError, match="larger than 50 MB"):
        files.read("a")


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, a=b"1")
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    path.write_bytes(bytes(data))

    with open_zip(path) as files, pytest.raises(UserError, match="locked by a password"):
        files.read("a")


def test_a_member_that_breaks_off_is_refused_while_it_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a", b"Anna")
    path.write_bytes(path.read_bytes().replace(b"Anna", b"Otto", 1))

    with open_zip(path) as files, pytest.raises(UserError, match="is broken"), files.stream("a") as file:
        file.read()
