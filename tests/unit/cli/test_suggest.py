"""Claims about suggestions at the command line."""

from pathlib import Path

from annotator.suggest.base import RULES
from tests.unit.cli.conftest import Ask


def test_suggestions_are_counted_accepted_and_measured(annotator: Ask, sample: Path) -> None:
    suggested = annotator("suggest", sample, "--pipeline", "none", "--json").json
    accepted = annotator("accept", sample, "--annotator", "third", "--json").json
    measured = annotator("evaluate", sample, "--gold", "third", "--against", RULES, "--json").json

    assert set(suggested) >= {"documents", "suggestions", "pipeline", "seconds"}
    assert suggested["pipeline"] == "none"
    assert accepted["accepted"]["entity"] == suggested["suggestions"]["entity"]
    assert accepted["relations"] > 0
    assert set(measured) >= {"labels", "speaker_accuracy", "misses"}
    assert measured["labels"]["PERSON"]["exact"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_people_read_sentences(annotator: Ask, sample: Path) -> None:
    suggested = annotator("suggest", sample, "--pipeline", "none").out
    accepted = annotator("accept", sample, "--annotator", "third", "--layer", "quote", "--min-score", "0.9").out
    measured = annotator("evaluate", sample, "--gold", "first", "--against", RULES).out

    assert suggested.startswith("Suggested for ")
    assert accepted.startswith("third accepted ")
    assert "speakers: " in measured


def test_the_bundled_pipeline_reads_along_unless_told_otherwise(annotator: Ask, sample: Path) -> None:
    suggested = annotator("suggest", sample, "--json").json
    annotator("accept", sample, "--annotator", "third", "--json")
    measured = annotator("evaluate", sample, "--gold", "third", "--against", "pipeline:bundled@1", "--json").json

    assert suggested["pipeline"] == "bundled"
    assert suggested["suggestions"]["quote"]["INDIRECT"] > 0
    assert measured["labels"]["PERSON"]["exact"]["recall"] == 1.0


def test_an_unknown_pipeline_is_refused_with_the_names_there_are(annotator: Ask, sample: Path) -> None:
    answer = annotator("suggest", sample, "--pipeline", "nonsense")

    assert answer.code == 1
    assert "There is no pipeline nonsense: choose one of bundled, none" in answer.err


def test_an_unknown_layer_is_refused_in_a_sentence(annotator: Ask, sample: Path) -> None:
    answer = annotator("suggest", sample, "--layer", "nope")

    assert answer.code == 1
    assert "no layer nope" in answer.err
