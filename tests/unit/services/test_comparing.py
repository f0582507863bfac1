"""Agreement is computed from the stored project: who is done, with which spans and links."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.metrics.pair_figures import Figures
from annotator.model.document import DocumentState, Role
from annotator.resources import seed_path
from annotator.services.agreement.comparing import compare
from annotator.services.agreement.disagreements import disagreements
from annotator.services.commands import AddSpan, RemoveSpans, SetState
from annotator.services.importing.run import import_paths
from annotator.services.project import Project


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    """The sample project with the finished work of two annotators."""
    with Project.create(tmp_path / "sample.annotator") as project:
        import_paths(project, [seed_path("annotations.jsonl")])
        yield project


def pair(figures: Figures, scope: str = "entity") -> Figures:
    return figures["scopes"][scope]["pairs"][0]  # type: ignore[no-any-return]  # JSON


def test_removing_one_agreed_span_lowers_the_figure(sample: Project) -> None:
    before = pair(compare(sample))
    second = sample.annotator("second")
    first = sample.annotator("first")
    assert first and second
    document = sample.document_ids()[0]
    theirs = {(one.label, one.fragments) for one in sample.spans(document, first.id)}
    agreed = next(
        one
        for one in sample.spans(document, second.id)
        if one.layer == "entity" and (one.label, one.fragments) in theirs
    )

    sample.execute(RemoveSpans((agreed.id,)), second.id)

    after = pair(compare(sample))
    assert after["exact"]["tp"] == before["exact"]["tp"] - 1
    assert after["exact"]["f1"] < before["exact"]["f1"]
    assert len(disagreements(sample)["clusters"]) > 0


def test_a_document_that_one_is_not_done_with_leaves_the_pair(sample: Project) -> None:
    second = sample.annotator("second")
    assert second

    sample.execute(SetState(sample.document_ids()[0], DocumentState.IN_PROGRESS), second.id)

    assert pair(compare(sample))["documents"] == 4


def test_gold_is_compared_only_when_named(sample: Project) -> None:
    gold = sample.ensure_annotator("gold", Role.GOLD)
    document = sample.document_ids()[0]
    sample.execute(AddSpan(document, "PERSON", ((0, 6),)), gold.id)
    sample.execute(SetState(document, DocumentState.DONE), gold.id)

    assert compare(sample)["annotators"] == ["first", "second"]
    assert pair(compare(sample, ("gold", "first")))["documents"] == 1


def test_one_layer_can_be_asked_for(sample: Project) -> None:
    assert list(compare(sample, layers=("quote",))["scopes"]) == ["all", "quote"]
    assert {one["layer"] for one in disagreements(sample, layers=("quote",))["clusters"]} == {"quote"}


@pytest.mark.parametrize(("names", "layers"), [(("nobody",), ()), ((), ("nothing",))])
def test_unknown_names_and_layers_are_refused(sample: Project, names: tuple[str, ...], layers: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        compare(sample, names, layers)


def test_disagreements_quote_the_text_at_their_place(sample: Project) -> None:
    for one in disagreements(sample)["clusters"]:
        text = sample.document(one["document"]).text
        assert one["surface"] == text[one["start"] : one["end"]]
        assert all(p["text"] == text[p["fragments"][0][0] : p["fragments"][-1][1]] for p in one["proposals"])
        assert one["state"] == "open"


def test_a_document_that_only_one_has_finished_has_no_disagreement(sample: Project) -> None:
    second = sample.annotator("second")
    assert second
    for document in sample.document_ids():
        sample.execute(SetState(document, DocumentState.SKIPPED), second.id)

    assert disagreements(sample)["clusters"] == []


def test_a_document_that_nobody_has_finished_counts_for_nothing(sample: Project) -> None:
    for name in ("first", "second"):
        annotator = sample.annotator(name)
        assert annotator
        sample.execute(SetState(sample.document_ids()[0], DocumentState.SKIPPED), annotator.id)

    assert compare(sample)["documents"] == 4
