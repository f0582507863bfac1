"""`annotator agreement --json` keeps its keys whatever there is to compare, and gives nulls for what is undefined."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from annotator.cli.program import program
from annotator.model.annotation import Span
from annotator.model.document import Document, DocumentState, Metadata
from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.resources import seed_path
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, span_image, state_image

PAIR = {
    *("a", "b", "documents", "spans_a", "spans_b", "exact", "boundary", "overlap", "overlap_any", "iou50"),
    *("character", "gate", "labels", "macro_f1", "token", "unitizing", "confusion", "classes", "label_only", "semeval"),
    *("attributes", "relations", "f1_interval", "jackknife_se", "reasons"),
}
COUNTS = {"tp", "n_a", "n_b", "precision", "recall", "f1"}
SCOPE = {"pairs", "mean", "all_annotators", "labels"}
EVERYBODY = {"documents", "fleiss_kappa", "alpha_nominal", "u_alpha", "u_alpha_binary", "cu_alpha", "reasons"}

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a project: the text, and for each annotator the spans of each article that she finished."""

    def make_(text: str, *work: dict[int, list[tuple[int, int]]], articles: int = 1) -> Path:
        path = tmp_path / "made.annotator"
        with Project.create(path) as project:
            documents = [Document.of(f"{text} {n}", Metadata(title=str(n))) for n in range(articles)]
            project.import_records(
                "articles", (change(RecordKind.DOCUMENT, None, document_image(d)) for d in documents)
            )
            for number, of in enumerate(work):
                who = project.ensure_annotator(f"annotator {number}").id
                for place, found in of.items():
                    one = documents[place]
                    spans = [
                        Span(SpanId(f"{number}-{place}-{n}"), one.id, "entity", "PERSON", who, ((a, b),), one.text[a:b])
                        for n, (a, b) in enumerate(found)
                    ]
                    state = change(RecordKind.DOCUMENT_STATE, None, state_image(one.id, who, DocumentState.DONE))
                    made = (change(RecordKind.SPAN, None, span_image(span)) for span in spans)
                    project.import_records("work", (state, *made))
        return path

    return make_


def figures(path: Path) -> dict[str, Any]:
    """Run the command as a script does; it must succeed and print one JSON value with the keys of the contract."""
    result = CliRunner().invoke(program, ["agreement", str(path), "--bootstrap", "50", "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert set(found) == {"documents", "annotators", "scopes"}
    assert next(iter(found["scopes"])) == "all"
    for of in found["scopes"].values():
        assert set(of) == SCOPE
        assert set(of["mean"]) >= {"exact_f1", "overlap_f1", "boundary_f1", "token_kappa"}
        assert set(of["all_annotators"]) == EVERYBODY
        for pair in of["pairs"]:
            assert set(pair) == PAIR
            assert set(pair["exact"]) == COUNTS
            assert pair["exact"]["f1"] is not None or pair["reasons"]
    return found


def test_the_sample_has_every_key(tmp_path: Path) -> None:
    with Project.create(tmp_path / "sample.annotator") as project:
        import_paths(project, [seed_path("annotations.jsonl")])

    assert figures(tmp_path / "sample.annotator")["documents"] == 5


def test_an_empty_project_compares_nobody(make: Make) -> None:
    found = figures(make("Nobody has been here.", articles=0))

    assert (found["documents"], found["annotators"], found["scopes"]["all"]["pairs"]) == (0, [], [])


def test_one_annotator_is_no_pair(make: Make) -> None:
    found = figures(make("Ana met Ben.", {0: [(0, 3)]}))

    assert (found["annotators"], found["scopes"]["all"]["pairs"]) == (["annotator 0"], [])


def test_no_common_article_gives_nulls_and_says_why(make: Make) -> None:
    pair = figures(make("Ana met Ben.", {0: [(0, 3)]}, {1: [(0, 3)]}, articles=2))["scopes"]["entity"]["pairs"][0]

    assert (pair["documents"], pair["exact"]["f1"]) == (0, None)
    assert pair["reasons"]["documents"] == "no document was done by both"


def test_two_who_found_nothing_have_no_figure(make: Make) -> None:
    pair = figures(make("Ana met Ben.", {0: []}, {0: []}))["scopes"]["all"]["pairs"][0]

    assert (pair["documents"], pair["exact"]["f1"], pair["gate"]["f1_average"]) == (1, None, None)


def test_a_text_without_words_has_no_token_figures(make: Make) -> None:
    path = make("… — …", {0: [(0, 1)]}, {0: [(0, 1)]})

    pair = figures(path)["scopes"]["entity"]["pairs"][0]

    assert pair["exact"]["f1"] == 1
    assert pair["token"]["cohen_kappa"] is None or -1 <= pair["token"]["cohen_kappa"] <= 1


def test_forty_annotators_are_780_pairs(make: Make) -> None:
    found = figures(make("Ana met Ben.", *({0: [(0, 3)]} for _ in range(40))))

    assert len(found["scopes"]["entity"]["pairs"]) == 780
    assert found["scopes"]["entity"]["mean"]["exact_f1"] == 1


def test_ten_thousand_spans_in_an_article_are_compared(make: Make) -> None:
    text = "Ana met Ben. " * 5_000
    mine = [(at, at + 3) for at in range(0, 65_000, 13)] + [(at + 8, at + 11) for at in range(0, 65_000, 13)]
    hers = [(a, b + 1) if a % 5 == 0 else (a, b) for a, b in mine]

    pair = figures(make(text, {0: mine}, {0: hers}))["scopes"]["entity"]["pairs"][0]

    assert (pair["spans_a"], pair["overlap"]["tp"]) == (10_000, 10_000)
    assert pair["exact"]["tp"] == sum(a % 5 != 0 for a, _ in mine)
