"""Claims about the demo: it does the main job anew each time and touches nothing that it did not make."""

import json
import struct
from pathlib import Path

import pytest

from annotator.errors import ProjectBusy, UserError
from annotator.model.document import Role
from annotator.services.commands import AddSpan, RemoveSpans
from annotator.services.demo import DemoPlaces, agreement_of, make_demo
from annotator.services.project import Project
from tests.unit.cli.conftest import ROOT, Ask


def png_size(path: Path) -> tuple[int, int]:
    """Read the size of a picture from its first bytes; fails when it is no PNG."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", head[16:24])
    return (width, height)


def test_the_demo_does_everything_without_a_display(process: Ask, tmp_path: Path) -> None:
    answer = process("demo")

    places = DemoPlaces(tmp_path / "demo-output")
    assert (answer.code, answer.err) == (0, "")
    assert "There is no display" in answer.out
    lines = [json.loads(line) for line in places.export.read_text("utf-8").splitlines()]
    for annotator in ("first", "second"):
        spans = sum(len(line["spans"]) for line in lines if line["annotator"] == annotator)
        assert f"{annotator}: {spans} spans" in answer.out
    assert all(line["text"][one["start"] : one["end"]] == one["text"] for line in lines for one in line["spans"])
    assert "suggested, entity: PERSON " in answer.out
    assert min(png_size(places.picture)) >= 600


def test_a_second_run_keeps_what_was_labelled_by_hand(tmp_path: Path) -> None:
    places = make_demo(tmp_path / "out").places
    with Project.open(places.project) as project:
        actor = project.ensure_annotator("third", Role.ANNOTATOR)
        project.execute(AddSpan(project.document_ids()[0], "PERSON", ((0, 6),)), actor.id)

    again = make_demo(tmp_path / "out")

    assert (again.imported.documents_added, again.imported.spans_added) == (0, 0)
    assert {one.annotator.name: one.spans for one in again.information.annotators}["third"] == 1


def test_agreement_is_computed_from_the_spans_that_are_there(tmp_path: Path) -> None:
    report = make_demo(tmp_path / "out")
    with Project.open(report.places.project) as project:
        first, second = (project.ensure_annotator(name).id for name in ("first", "second"))
        document = project.document_ids()[0]
        theirs = {(one.label, one.fragments) for one in project.spans(document, second)}
        shared = next(one for one in project.spans(document, first) if (one.label, one.fragments) in theirs)
        project.execute(RemoveSpans((shared.id,)), first)
        after = agreement_of(project)

    assert after[0].scope == report.agreement[0].scope == "all"
    assert after[0].exact_f1 < report.agreement[0].exact_f1 < 1


def test_any_folder_of_articles_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("An envoy spoke.", encoding="utf-8")
    (folder / "b.bin").write_bytes(b"\x00")

    report = make_demo(tmp_path / "out", folder)

    assert report.information.documents == 1
    assert [Path(one.path).name for one in report.imported.skipped] == ["b.bin"]
    assert (report.annotator, report.agreement) == (None, ())
    assert report.places.export.is_file()


def test_the_real_articles_go_through_the_demo(tmp_path: Path, shared_seeds: Path) -> None:
    report = make_demo(tmp_path / "out", shared_seeds)

    assert report.information.documents == len(list(shared_seeds.glob("*.txt")))


@pytest.mark.parametrize("name", ["demo.annotator", "demo.jsonl", "demo.png", "demo.json"])
def test_a_file_that_the_demo_did_not_make_stays(tmp_path: Path, name: str) -> None:
    foreign = tmp_path / name
    foreign.write_text("mine", encoding="utf-8")

    with pytest.raises(UserError, match="did not make"):
        make_demo(tmp_path)

    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [(name, "mine")]


def test_articles_that_cannot_be_used_leave_no_trace(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file or folder"):
        make_demo(tmp_path / "out", tmp_path / "missing")

    assert not (tmp_path / "out").exists()


def test_a_folder_of_broken_articles_leaves_no_project(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_bytes(b"")

    with pytest.raises(UserError, match="nothing to import"):
        make_demo(tmp_path / "out", tmp_path / "articles")

    assert not (tmp_path / "out" / "demo.annotator").exists()


def test_a_demo_that_is_open_elsewhere_is_refused_and_kept(tmp_path: Path) -> None:
    places = make_demo(tmp_path / "out").places

    with Project.open(places.project), pytest.raises(ProjectBusy):
        make_demo(tmp_path / "out")

    assert places.project.is_file()


def test_a_place_that_is_a_file_gets_a_sentence(annotator: Ask, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")

    answer = annotator("demo", "--out", tmp_path / "out")

    assert (answer.code, answer.out) == (1, "")
    assert "choose another folder with --out" in answer.err


def test_render_draws_the_named_article_in_each_theme(process: Ask, sample: Path, tmp_path: Path) -> None:
    before = sample.read_bytes()

    for theme in ("light", "dark"):
        answer = process(
            "render", sample, "--document", "glass", "--annotator", "first", "--theme", theme, "--out", f"{theme}.png"
        )
        assert (answer.code, answer.err) == (0, "")

    assert png_size(tmp_path / "light.png") == png_size(tmp_path / "dark.png")
    assert (tmp_path / "light.png").read_bytes() != (tmp_path / "dark.png").read_bytes()
    assert sample.read_bytes() == before


def test_render_changes_no_preference(process: Ask, sample: Path, tmp_path: Path) -> None:
    preferences = tmp_path / "preferences"

    process(
        "render",
        sample,
        "--document",
        "glass",
        "--out",
        "p.png",
        "--theme",
        "dark",
        ANNOTATOR_SETTINGS=str(preferences),
    )

    assert (tmp_path / "p.png").is_file()
    assert not preferences.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--document", "no such title", "--out", "p.png"), "There is no article"),
        (("--document", "o", "--out", "p.png"), "name one of them by its id"),
        (("--document", "glass", "--annotator", "nobody", "--out", "p.png"), "there is first, second"),
        (("--document", "glass", "--out", "no/p.png"), "There is no folder"),
    ],
)
def test_a_picture_that_cannot_be_drawn_gets_a_sentence(
    annotator: Ask, sample: Path, more: tuple[str, ...], words: str
) -> None:
    answer = annotator("render", sample, *more)

    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err


def test_the_sample_annotations_come_with_their_articles() -> None:
    texts = {path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")}
    lines = (ROOT / "seeds" / "annotations.jsonl").read_text("utf-8").splitlines()

    assert {json.loads(line)["text"] for line in lines} == texts
