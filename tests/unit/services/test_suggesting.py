"""Claims about suggestions in a project: kept, replaced, accepted, rejected, measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.document import Document, DocumentState, Metadata
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.operation import RecordKind
from annotator.model.suggestion import SuggestionId
from annotator.services.commands import AddSpan
from annotator.services.flow.states import set_states
from annotator.services.project import Project
from annotator.services.suggestions.accepting import accept
from annotator.services.suggestions.commands import AcceptSuggestions, RejectSuggestions
from annotator.services.suggestions.evaluating import evaluate
from annotator.services.suggestions.suggesting import open_suggestions, rejected_places, suggest_for, suggest_project
from annotator.storage.rows import change, document_image
from annotator.suggest.base import RULES

TEXT = "“The ferry sails at noon,” said Ana Moreno. The ferry arrived in Oslo on October 18."
OTHER = "Ana Moreno likes Oslo."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        documents = [Document.of(text, Metadata(language="en", title=text[:9])) for text in (TEXT, OTHER)]
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        yield made


@pytest.fixture
def first(project: Project) -> AnnotatorId:
    return project.ensure_annotator("first").id


def of(text: str) -> DocumentId:
    return Document.of(text).id


def labels(project: Project, document: DocumentId, annotator: AnnotatorId) -> list[str]:
    return [one.label for one in open_suggestions(project, document, annotator)]


def test_a_run_reports_what_it_found_by_layer_and_label(project: Project) -> None:
    report = suggest_project(project).as_json()

    assert report["documents"] == 2
    assert report["pipeline"] == "none"
    assert report["suggestions"] == {
        "entity": {"PERSON": 2, "GPE": 2, "DATE": 1},
        "quote": {"DIRECT": 1},
        "claim": {"CLAIM": 1},
        "helper": {"CUE": 1},
    }


def test_a_new_run_takes_the_place_of_the_old_one(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    once = open_suggestions(project, of(TEXT), first)

    suggest_project(project)

    assert open_suggestions(project, of(TEXT), first) == once


def test_a_run_of_one_layer_leaves_the_others_as_they_are(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    once = open_suggestions(project, of(TEXT), first)

    suggest_project(project, ["entity"])

    assert open_suggestions(project, of(TEXT), first) == once
    accept(project, "first", "quote")
    assert {relation.label for relation in project.relations(of(TEXT), first)} == {"speaker", "cue"}


def test_only_the_layers_asked_for_are_suggested(project: Project, first: AnnotatorId) -> None:
    suggest_project(project, ["claim"])

    assert labels(project, of(TEXT), first) == ["CLAIM"]


def test_labels_that_are_switched_off_are_not_suggested(project: Project) -> None:
    assert {span.label for span in suggest_for(project, of(TEXT)).spans}.isdisjoint({"MONEY", "QUANTITY"})


@pytest.mark.parametrize(("layers", "pipeline"), [(["nope"], "none"), ([], "nope")])
def test_an_unknown_layer_or_pipeline_is_refused(project: Project, layers: list[str], pipeline: str) -> None:
    with pytest.raises(UserError, match="nope"):
        suggest_project(project, layers, pipeline)


def test_accepting_a_quote_brings_its_speaker_and_cue(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    quote = next(one for one in open_suggestions(project, of(TEXT), first) if one.label == "DIRECT")

    project.execute(AcceptSuggestions((quote.id,)), first)

    spans = project.spans(of(TEXT), first)
    assert [span.label for span in spans] == ["DIRECT", "CUE", "PERSON"]
    assert {span.origin for span in spans} == {f"suggestion:{RULES}"}
    assert sorted(relation.label for relation in project.relations(of(TEXT), first)) == ["cue", "speaker"]
    assert project.state(of(TEXT), first) is DocumentState.IN_PROGRESS


def test_accepting_is_undone_in_one_step(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    accept(project, "first")

    project.undo(first)

    assert project.spans(of(TEXT), first) == ()
    assert "DIRECT" in labels(project, of(TEXT), first)


def test_what_is_labelled_already_is_neither_open_nor_doubled(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    start = TEXT.index("Ana")
    project.execute(AddSpan(of(TEXT), "PERSON", ((start, start + 10),)), first)

    report = accept(project, "first")

    assert [span.label for span in project.spans(of(TEXT), first)].count("PERSON") == 1
    assert report.relations == 2


def test_a_rejected_suggestion_does_not_come_back_here_but_does_elsewhere(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    person = next(one for one in open_suggestions(project, of(TEXT), first) if one.label == "PERSON")

    project.execute(RejectSuggestions((person.id,)), first)
    suggest_project(project)

    assert rejected_places(project, of(TEXT), first) == {person.place}
    assert "PERSON" not in labels(project, of(TEXT), first)
    assert "PERSON" in labels(project, of(OTHER), first)


def test_a_rejected_speaker_does_not_come_along_with_its_quote(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    person = next(one for one in open_suggestions(project, of(TEXT), first) if one.label == "PERSON")
    project.execute(RejectSuggestions((person.id,)), first)

    accept(project, "first", "quote")

    assert [relation.label for relation in project.relations(of(TEXT), first)] == ["cue"]


def test_a_rejection_is_one_annotators_alone_and_can_be_undone(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    second = project.ensure_annotator("second").id
    everything = tuple(one.id for one in open_suggestions(project, of(TEXT), first))

    project.execute(RejectSuggestions(everything), first)

    assert labels(project, of(TEXT), first) == []
    assert len(labels(project, of(TEXT), second)) == len(everything)
    project.undo(first)
    assert len(labels(project, of(TEXT), first)) == len(everything)


def test_only_what_is_sure_enough_is_accepted(project: Project) -> None:
    suggest_project(project)

    assert accept(project, "first", min_score=1.0).as_json() == {"accepted": {}, "relations": 0}


def test_accepting_an_unknown_layer_is_refused(project: Project) -> None:
    with pytest.raises(UserError, match="nope"):
        accept(project, "first", "nope")


def test_a_suggestion_that_a_new_run_dropped_cannot_be_accepted(project: Project, first: AnnotatorId) -> None:
    with pytest.raises(UserError, match="no longer there"):
        project.execute(AcceptSuggestions((SuggestionId("gone"),)), first)


def test_suggestions_measured_against_themselves_are_perfect(project: Project) -> None:
    suggest_project(project)
    accept(project, "first")

    found = evaluate(project, "first", RULES).as_json()

    assert found["speaker_accuracy"] == 1.0
    assert found["misses"] == []
    assert {figures["exact"]["f1"] for figures in found["labels"].values()} == {1.0}  # type: ignore[attr-defined]  # JSON


def test_an_article_that_is_done_without_spans_counts_what_is_proposed_there(project: Project) -> None:
    suggest_project(project)
    set_states(project, "first", state=DocumentState.DONE, named=())

    found = evaluate(project, "first", RULES)

    assert found.documents == 2
    assert found.labels["PERSON"].proposed == 2
    assert found.labels["PERSON"].wanted == 0


def test_every_miss_is_listed(tmp_path: Path) -> None:
    text = "word " * 250 + "in Oslo."
    document = Document.of(text, Metadata(language="en"))
    with Project.create(tmp_path / "many.annotator") as project:
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
        first = project.ensure_annotator("first").id
        for start in range(0, 1250, 5):
            project.execute(AddSpan(document.id, "ORG", ((start, start + 4),)), first)
        suggest_project(project)

        found = evaluate(project, "first", RULES)

    assert len(found.misses) == 250


def test_what_no_suggestion_touches_is_a_miss(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    project.execute(AddSpan(of(OTHER), "ORG", ((11, 16),)), first)

    found = evaluate(project, "first", RULES)

    assert [(miss["label"], miss["text"]) for miss in found.misses] == [("ORG", "likes")]
    assert found.as_json()["speaker_accuracy"] is None


@pytest.mark.parametrize(("gold", "against"), [("nobody", RULES), ("first", "nobody")])
def test_measuring_needs_an_annotator_and_a_source(
    project: Project, first: AnnotatorId, gold: str, against: str
) -> None:
    suggest_project(project)

    with pytest.raises(UserError, match="nobody"):
        evaluate(project, gold, against)
