"""Claims about `annotator train`."""

from pathlib import Path

from annotator.services.project import Project
from annotator.suggest.pipelines import find_pipeline
from tests.unit.cli.conftest import Ask


def test_a_pipeline_is_learnt_and_suggests_in_its_own_name(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "learnt"

    learnt = annotator("train", sample, out, "--annotator", "first", "--json").json
    suggested = annotator("suggest", sample, "--pipeline", out, "--json").json

    assert set(learnt) >= {"out", "source", "layer", "paragraphs", "held_out", "labels"}
    assert learnt["source"] == find_pipeline(str(out)).source
    assert {"n", "f1", "rules_and_memory_f1", "takes_over", "sentence"} == set(learnt["labels"]["PERSON"])
    assert suggested["pipeline"] == str(out)
    assert suggested["suggestions"]["entity"]["PERSON"] > 0


def test_without_a_name_it_must_be_clear_whose_spans(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    answer = annotator("train", sample, tmp_path / "learnt")

    assert answer.code == 1
    assert "--annotator or --gold" in answer.err
    assert not (tmp_path / "learnt").exists()


def test_gold_is_asked_for_before_there_is_any(annotator: Ask, tmp_path: Path) -> None:
    Project.create(tmp_path / "p.annotator").close()

    answer = annotator("train", tmp_path / "p.annotator", tmp_path / "learnt", "--gold")

    assert answer.code == 1
    assert "no gold spans yet" in answer.err
