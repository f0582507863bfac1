"""Claims about what no command expects: a bug, a damaged file, the keyboard."""

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Ask
from tests.unit.cli.test_bad_input import refused


def test_a_mistake_of_the_program_is_reported_without_a_word_of_the_article(
    annotator: Ask, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(("a", "quotation", "from", "the", "article"))

    def fail(*_: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr("annotator.cli.project_commands.information", fail)

    answer = annotator("info", empty)

    assert answer.code == 1
    assert "mistake of its own (RuntimeError)" in answer.err
    report = Path(answer.err.split(" lies in ")[1].strip().removesuffix("."))
    assert "RuntimeError" in report.read_text(encoding="utf-8")
    assert "in info" in report.read_text(encoding="utf-8")
    assert words not in report.read_text(encoding="utf-8") + answer.err


def test_a_mistake_is_told_where_no_report_can_be_written(
    annotator: Ask, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "file"))
    monkeypatch.setattr("annotator.cli.project_commands.information", None)

    assert "set ANNOTATOR_DEBUG=1" in annotator("info", empty).err


def test_a_damaged_project_gets_a_sentence(annotator: Ask, sample: Path) -> None:
    data = bytearray(sample.read_bytes())
    for start in range(40 * 4096, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    sample.write_bytes(data)

    answer = annotator("search", sample, "Lavrov")

    refused(answer, "annotator check")
    assert sample.read_bytes() == bytes(data)


def test_a_mistake_is_raised_for_whoever_debugs(annotator: Ask, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DEBUG", "1")
    monkeypatch.setattr("annotator.cli.project_commands.information", None)

    with pytest.raises(TypeError):
        annotator("info", empty)


def test_stopping_by_the_keyboard_ends_with_a_sentence(
    annotator: Ask, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("annotator.cli.project_commands.information", stop)

    answer = annotator("info", empty)

    assert answer.code == 130
    assert "Stopped." in answer.err
    assert "Traceback" not in answer.err
