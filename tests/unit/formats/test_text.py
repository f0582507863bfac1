"""Reading plain text files."""

import hashlib
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats.base import LARGEST_ARTICLE_BYTES, ForeignDocument
from annotator.formats.text import TextFormat

FORMAT = TextFormat()


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        list(FORMAT.read(path, path.name))
    assert path.name in str(caught.value)
    return str(caught.value)


def test_an_article_keeps_the_facts_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Жизнь".encode("utf-16"))

    (item,) = FORMAT.read(path, "sub/a.txt")

    assert isinstance(item, ForeignDocument)
    assert item.text == "Жизнь"
    assert item.metadata is not None
    assert item.metadata.source_file == "sub/a.txt"
    assert item.metadata.encoding
    assert item.metadata.raw_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert item.zones is None


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")

    assert "0 bytes" in refused(path)


def test_a_file_of_blanks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(" \n\t")

    assert "only blanks" in refused(path)


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)

    refused(path)


def test_a_file_above_50_mb_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(4 * LARGEST_ARTICLE_BYTES)

    assert "50 MB" in refused(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path)


def test_nothing_is_written_as_text(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="jsonl"):
        FORMAT.write([])
    with pytest.raises(UserError, match="cannot hold labels"):
        FORMAT.verify(tmp_path)
    assert FORMAT.companions() == ()
