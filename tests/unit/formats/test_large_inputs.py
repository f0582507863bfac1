"""Files without an end: memory stays bounded, and the good part behind a long line is found again."""

import tracemalloc
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats import json_files
from annotator.formats.articles import bytes_of
from annotator.formats.base import Fault
from tests.unit.formats.read_articles import refusal

MEGABYTE = 1024**2


def test_a_line_without_end_is_never_held_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_files, "LARGEST_ARTICLE_BYTES", MEGABYTE)
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(64):
            file.write(b"a" * MEGABYTE)
        file.write(b'"}\n{"text": "b"}\n')

    tracemalloc.start()
    found = list(json_files.json_lines(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * MEGABYTE
    assert isinstance(found[0], Fault)
    assert not isinstance(found[1], Fault)


def test_a_file_above_the_limit_is_refused_without_reading_more_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(1024 * MEGABYTE)

    tracemalloc.start()
    with pytest.raises(UserError, match="larger than 1 MB"):
        bytes_of(path, MEGABYTE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 4 * MEGABYTE


@pytest.mark.parametrize("form", ["csv-articles", "json-articles", "html", "eml"])
def test_bytes_that_are_no_text_are_refused(form: str) -> None:
    assert "made" in refusal(form, bytes(range(1, 32)) * 200)
