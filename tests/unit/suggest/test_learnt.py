"""Claims about the voice of a learnt pipeline beside the rules."""

import json
from pathlib import Path

from annotator.model.document import Document, Metadata
from annotator.suggest.learnt import Learnt
from annotator.suggest.pipelines import find_pipeline, open_pipeline
from annotator.suggest.rules import Rules
from annotator.suggest.voices import open_voice
from tests.unit.suggest.parsing import small_pipeline

TEXT = "“The Petrel sails at noon,” said Ana Moreno in Oslo."


def spans(folder: Path, labels: list[str], names: tuple[tuple[str, str], ...]) -> set[tuple[str, str, str]]:
    pipeline = open_pipeline(find_pipeline(str(small_pipeline(folder / "p", names))))
    voice = Learnt(pipeline, Rules(), {"layer": "entity", "takes_over": labels})
    found = voice.suggest(Document.of(TEXT, Metadata(language="en")))
    assert {span.source for span in found.spans} == {pipeline.name}
    return {(span.label, TEXT[span.start : span.end], span.rule) for span in found.spans if span.layer == "entity"}


def test_labels_that_were_learnt_better_are_spoken_for_by_what_was_learnt(tmp_path: Path) -> None:
    found = spans(tmp_path, ["GPE"], (("Petrel", "GPE"),))

    assert ("GPE", "Petrel", "learnt") in found
    assert not any(text == "Oslo" for _, text, _ in found)


def test_other_labels_are_left_to_the_rules(tmp_path: Path) -> None:
    found = spans(tmp_path, [], (("Petrel", "GPE"),))

    assert {(label, text) for label, text, _ in found} == {("PERSON", "Ana Moreno"), ("GPE", "Oslo")}


def test_what_was_learnt_stands_over_what_the_rules_say_of_the_same_words(tmp_path: Path) -> None:
    found = spans(tmp_path, ["FAC"], (("Ana Moreno", "FAC"),))

    assert {(label, text) for label, text, _ in found} == {("FAC", "Ana Moreno"), ("GPE", "Oslo")}


def test_a_speaker_that_both_found_keeps_its_quote(tmp_path: Path) -> None:
    pipeline = open_pipeline(find_pipeline(str(small_pipeline(tmp_path / "p", (("Ana Moreno", "PERSON"),)))))
    voice = Learnt(pipeline, Rules(), {"layer": "entity", "takes_over": ["PERSON"]})

    found = voice.suggest(Document.of(TEXT, Metadata(language="en")))

    assert [TEXT[one.to_span.start : one.to_span.end] for one in found.links if one.label == "speaker"] == [
        "Ana Moreno"
    ]


def test_a_folder_of_several_learnt_layers_speaks_for_all_of_them_under_its_own_name(tmp_path: Path) -> None:
    for layer, label, words in (("entity", "FAC", "Petrel"), ("claim", "CLAIM", "sails at noon")):
        meta = small_pipeline(tmp_path / "all" / layer, ((words, label),)) / "meta.json"
        learnt = {"layer": layer, "takes_over": [label]}
        meta.write_text(json.dumps({**json.loads(meta.read_text("utf-8")), "annotator": learnt}), "utf-8")

    found = open_voice(str(tmp_path / "all")).suggest(Document.of(TEXT, Metadata(language="en")))

    assert {(span.label, TEXT[span.start : span.end]) for span in found.spans if span.rule == "learnt"} == {
        ("FAC", "Petrel"),
        ("CLAIM", "sails at noon"),
    }
    assert {span.source for span in found.spans} == {"pipeline:all@3.1.0"}
