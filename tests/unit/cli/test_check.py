"""Claims about `annotator check`: it tells every kind of damage and changes nothing."""

import sqlite3
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Ask

DAMAGE = {
    "a span's text": "UPDATE span SET text = 'x' || substr(text, 2) WHERE id = (SELECT min(id) FROM span)",
    "a span's place": 'UPDATE span SET "end" = "end" + 100000 WHERE id = (SELECT min(id) FROM span)',
    "a label": "UPDATE span SET label = 'ORG', layer = 'entity' WHERE id = (SELECT min(id) FROM span)",
    "an article": "UPDATE document SET text = text || '!' WHERE number = 1",
    "a relation's end": "UPDATE relation SET to_span = 'nowhere' WHERE id = (SELECT min(id) FROM relation)",
    "a lost span": "DELETE FROM span WHERE id = (SELECT min(from_span) FROM relation)",
}


def test_a_sound_project_is_told_so(annotator: Ask, sample: Path) -> None:
    before = sample.read_bytes()

    answer = annotator("check", sample, "--json")

    assert (answer.code, answer.err) == (0, "")
    assert answer.json == {"ok": True, "problems": []}
    assert annotator("check", sample).out == f"{sample} is sound.\n"
    assert sample.read_bytes() == before


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_told_with_exit_1_and_nothing_changed(annotator: Ask, sample: Path, name: str) -> None:
    connection = sqlite3.connect(sample)
    assert connection.execute(DAMAGE[name]).rowcount == 1
    connection.commit()
    connection.close()
    before = sample.read_bytes()

    answer = annotator("check", sample, "--json")

    assert answer.code == 1
    assert answer.json["ok"] is False
    assert all(list(one) == ["kind", "where", "detail"] for one in answer.json["problems"])
    assert answer.json["problems"]
    assert "problem" in answer.err
    assert sample.read_bytes() == before


def test_damaged_pages_are_told(annotator: Ask, sample: Path) -> None:
    data = bytearray(sample.read_bytes())
    for start in range(40 * 4096, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    sample.write_bytes(data)

    answer = annotator("check", sample, "--json")

    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert "mistake of its own" not in answer.err
    assert sample.read_bytes() == bytes(data)


def test_what_is_no_project_gets_a_sentence(annotator: Ask, tmp_path: Path) -> None:
    answer = annotator("check", tmp_path / "nowhere.annotator")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("There is no project at ")
