"""Prodigy's rows: what is a label and what is not, and the way there and back."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotator.formats import FORMATS
from annotator.formats.base import Fault, ForeignDocument, Item
from annotator.model.document import DocumentState
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import ImportOptions, import_paths
from annotator.services.importing.sources import find_sources
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import ALL, carried, links_of, spans_of

PRODIGY = FORMATS.get("prodigy")
ANNA = {"start": 0, "end": 4, "label": "PERSON", "token_start": 0, "token_end": 0}
BOB = {"start": 9, "end": 12, "label": "PERSON", "token_start": 2, "token_end": 2}
ROW = {"text": "Anna met Bob", "spans": [ANNA, BOB], "answer": "accept", "_input_hash": 1, "_annotator_id": "first"}


def read(folder: Path, *rows: object) -> list[Item]:
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return list(PRODIGY.read(path, path.name))


def document(folder: Path, *rows: object) -> ForeignDocument:
    (item,) = read(folder, *rows)
    assert isinstance(item, ForeignDocument)
    return item


def test_a_rejected_row_brings_no_label(tmp_path: Path) -> None:
    item = document(tmp_path, ROW | {"answer": "reject"})

    assert (item.spans, item.status) == ((), DocumentState.DONE)


def test_a_span_that_was_rejected_in_an_accepted_row_is_no_label(tmp_path: Path) -> None:
    item = document(tmp_path, ROW | {"spans": [ANNA | {"answer": "reject"}, BOB]})

    assert [span.fragments for span in item.spans] == [((9, 12),)]


def test_an_ignored_text_is_skipped(tmp_path: Path) -> None:
    assert document(tmp_path, ROW | {"answer": "ignore"}).status is DocumentState.SKIPPED


def test_rows_of_one_text_and_annotator_become_one_item(tmp_path: Path) -> None:
    link = {"head_span": ANNA, "child_span": BOB, "label": "met"}
    item = document(tmp_path, ROW | {"answer": "ignore"}, ROW | {"spans": [BOB]}, ROW | {"relations": [link]})

    assert [span.fragments for span in item.spans] == [((9, 12),), ((0, 4),)]
    assert [(link.from_span, link.to_span) for link in item.relations] == [(item.spans[1].id, item.spans[0].id)]
    assert item.status is DocumentState.DONE


def test_rows_of_two_annotators_stay_apart(tmp_path: Path) -> None:
    assert len(read(tmp_path, ROW, ROW | {"_annotator_id": "second"})) == 2


def test_a_relation_is_found_by_its_last_token(tmp_path: Path) -> None:
    item = document(tmp_path, ROW | {"relations": [{"head": 0, "child": 2, "label": "met"}]})

    assert [(link.from_span, link.to_span) for link in item.relations] == [("0", "1")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": None}, "it has no “text”"),
        ({"answer": "maybe"}, "“answer” is 'maybe', not accept, reject or ignore"),
        ({"spans": ["x"]}, "a span is no object"),
    ],
)
def test_a_faulty_row_is_told(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    (item,) = read(tmp_path, ROW | change)

    assert isinstance(item, Fault)
    assert (item.place.line, item.reason) == (1, reason)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"spans": [BOB | {"label": ""}]}, "it has no “label”"),
        ({"spans": [BOB | {"end": 9}]}, "it ends at 9, not after its start 9"),
        ({"spans": [BOB | {"start": -1}]}, "it starts at -1, before the text"),
        ({"relations": [{"head": 1, "child": 2, "label": "met"}]}, "its head is no span"),
        ({"relations": [{"head": 0, "child": 2}]}, "it has no “label”"),
    ],
)
def test_a_faulty_span_or_relation_is_told(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    assert [fault.reason for fault in document(tmp_path, ROW | change).faults] == [reason]


def test_a_broken_line_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": \n' + json.dumps(ROW))

    first, second = PRODIGY.read(tmp_path / "a.jsonl", "a.jsonl")

    assert isinstance(first, Fault)
    assert isinstance(second, ForeignDocument)


def test_tokens_end_where_spans_end(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator") as project:
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps(ROW | {"spans": [ANNA | {"end": 2}]}))
        import_paths(project, [path])
        from_project = carried_rows(project, tmp_path / "out.jsonl")

    (row,) = from_project
    (span,) = row["spans"]
    assert row["tokens"][span["token_end"]]["end"] == span["end"] == 2
    assert [token["text"] for token in row["tokens"]] == ["An", "na", "met", "Bob"]


def carried_rows(project: Project, out: Path) -> list[dict[str, list[dict[str, Any]]]]:
    export(project, ExportRequest(out, "prodigy", ALL))
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_real_rows_bring_the_accepted_spans(shared_samples: Path, tmp_path: Path) -> None:
    folder = shared_samples / "prodigy"

    assert {source.format.name for source in find_sources([folder]).files} == {"prodigy"}
    with Project.create(tmp_path / "p.annotator") as project:
        products = import_paths(project, [folder / "reddit_product_ner_60.jsonl"])
        genes = import_paths(project, [folder / "bio_relations_40.jsonl"], ImportOptions(annotator="first"))

    # Two rows accept the same span: 15 answers, 14 spans.
    assert (products.documents_added, products.spans_added) == (55, 14)
    assert (genes.documents_added, genes.relations_added) == (40, 72)


@settings(max_examples=15)
@given(nasty_projects())
def test_what_a_row_holds_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "prodigy")

    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))
