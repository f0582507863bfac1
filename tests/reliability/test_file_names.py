"""A title or an annotator's name never leaves its place in an export."""

import random
from pathlib import Path

import pytest

from annotator.formats.safe_names import written_name
from tests.reliability.file_names import DEVICES, check_name, named


def test_no_title_or_name_leaves_its_folder() -> None:
    lot = random.Random(2)

    for _ in range(20_000):
        check_name(*named(lot))


@pytest.mark.parametrize(
    "name", ["CON", "nul.txt", "Com1", "lpt9.a.b", "\u202eevil", "~x", "Ж" * 300, "a" * 500, "%41", "."]
)
def test_a_name_is_one_harmless_file_that_can_be_made(tmp_path: Path, name: str) -> None:
    written = f"{written_name(name)}.json"

    (tmp_path / written).write_text("x")

    assert [one.name for one in tmp_path.iterdir()] == [written]
    assert written.partition(".")[0].upper() not in DEVICES
    assert "\u202e" not in written


def test_two_long_names_are_two_files() -> None:
    assert written_name("a" * 300 + "b") != written_name("a" * 300 + "c")
