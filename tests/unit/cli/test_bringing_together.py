"""Claims about share, merge, backup, restore and salvage on the command line: keys, sentences, exit codes."""

import shutil
from pathlib import Path

import pytest

from annotator.services.commands import AddSpan
from annotator.services.project import Project
from tests.unit.cli.conftest import Ask


def works(path: Path, name: str, start: int) -> None:
    with Project.open(path) as project:
        who = project.ensure_annotator(name).id
        document = project.document_ids()[0]
        text = project.document(document).text
        assert text[start : start + 4].strip()
        project.execute(AddSpan(document, "MONEY", ((start, start + 4),)), who)


@pytest.fixture
def copies(sample: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of the sample in which two people worked."""
    one, other = (Path(shutil.copy(sample, tmp_path / f"{name}.annotator")) for name in ("one", "other"))
    works(one, "first", 0)
    works(other, "second", 0)
    return one, other


def counts(annotator: Ask, path: Path) -> object:
    told = annotator("backup", path, path.with_name(f"count-{len(list(path.parent.iterdir()))}.annotator"), "--json")
    return told.json["spans"]


def test_a_dry_run_tells_and_changes_nothing(annotator: Ask, sample: Path, copies: tuple[Path, Path]) -> None:
    before = sample.read_bytes()

    answer = annotator("merge", sample, *copies, "--dry-run", "--json")

    assert (answer.code, answer.err) == (0, "")
    assert set(answer.json) == {"documents", "operations", "siblings", "per_annotator"}
    assert answer.json["documents"]["added"] == 0
    assert answer.json["per_annotator"]["second"] == {"spans": 1, "documents": 1}
    assert sample.read_bytes() == before


def test_merging_twice_adds_once(annotator: Ask, sample: Path, copies: tuple[Path, Path]) -> None:
    first = annotator("merge", sample, *copies, "--json")
    held = counts(annotator, sample)

    again = annotator("merge", sample, *copies, "--json")

    assert (first.code, again.code) == (0, 0)
    assert first.json["operations"]["added"] > 0
    assert again.json["operations"]["added"] == 0
    assert counts(annotator, sample) == held


def test_the_order_of_merges_does_not_matter(
    annotator: Ask, sample: Path, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    turned = Path(shutil.copy(sample, tmp_path / "turned.annotator"))

    annotator("merge", sample, *copies)
    annotator("merge", turned, *reversed(copies))

    assert counts(annotator, sample) == counts(annotator, turned)


def test_shared_work_is_merged(annotator: Ask, sample: Path, copies: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "work.annotator-exchange"

    shared = annotator("share", copies[1], out, "--annotator", "second", "--json")
    merged = annotator("merge", sample, out, "--json")

    assert shared.json["annotators"] == ["second"]
    assert merged.json["per_annotator"]["second"]["spans"] == 1


def test_sharing_somebody_unknown_is_refused(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    answer = annotator("share", sample, tmp_path / "out.annotator-exchange", "--annotator", "nobody")

    assert (answer.code, answer.out) == (1, "")
    assert "has no annotator nobody" in answer.err
    assert not (tmp_path / "out.annotator-exchange").exists()


def test_a_cut_exchange_file_is_refused_whole(
    annotator: Ask, sample: Path, copies: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "work.annotator-exchange"
    annotator("share", copies[0], out)
    out.write_bytes(out.read_bytes()[:-20])
    before = sample.read_bytes()

    answer = annotator("merge", sample, out)

    assert answer.code == 1
    assert "nothing was merged" in answer.err
    assert sample.read_bytes() == before


def test_a_backup_is_restored_and_the_rest_kept(annotator: Ask, sample: Path) -> None:
    made = annotator("backup", sample, "--json")
    works(sample, "second", 0)

    answer = annotator("restore", sample, made.json["backup"], "--json")

    assert (made.code, answer.code) == (0, 0)
    assert set(answer.json) == {"before", "after", "kept_aside"}
    assert answer.json["before"]["spans"] == answer.json["after"]["spans"] + 1
    assert Path(answer.json["kept_aside"]).exists()


def test_a_backup_never_goes_over_a_file(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.annotator"
    there.write_text("mine", encoding="utf-8")

    answer = annotator("backup", sample, there)

    assert answer.code == 1
    assert "already a file" in answer.err
    assert there.read_text(encoding="utf-8") == "mine"


def test_what_can_be_read_is_saved_into_a_new_project(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    new = tmp_path / "saved.annotator"

    answer = annotator("check", sample, "--salvage", new, "--json")

    assert answer.code == 0
    assert answer.json["lost"] == []
    assert annotator("check", new).code == 0
