"""doccano's rows: three shapes of labels, offsets in UTF-16, and the way there and back."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.formats import FORMATS
from annotator.formats.base import Fault, ForeignDocument, Item
from annotator.services.importing.run import ImportOptions, import_paths
from annotator.services.importing.sources import find_sources
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import carried, links_of, spans_of

DOCCANO = FORMATS.get("doccano")
ANNA = {"id": 7, "start_offset": 3, "end_offset": 7, "label": "PERSON"}
BOB = {"id": 9, "start_offset": 8, "end_offset": 11, "label": "PERSON"}
ROW = {"id": 1, "text": "😀 Anna Bob", "entities": [ANNA, BOB], "relations": [], "desk": "world"}


def read(folder: Path, *rows: object) -> list[Item]:
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return list(DOCCANO.read(path, path.name))


def document(folder: Path, row: object) -> ForeignDocument:
    (item,) = read(folder, row)
    assert isinstance(item, ForeignDocument)
    return item


def test_offsets_count_utf16_code_units(tmp_path: Path) -> None:
    assert [span.fragments for span in document(tmp_path, ROW).spans] == [((2, 6),), ((7, 10),)]


def test_label_triples_are_spans(tmp_path: Path) -> None:
    item = document(tmp_path, {"text": "Anna", "label": [[0, 4, "PERSON"]]})

    assert [(span.label, span.fragments) for span in item.spans] == [("PERSON", ((0, 4),))]


def test_annotations_of_old_versions_are_spans_with_numbers_for_labels(tmp_path: Path) -> None:
    old = {"start_offset": 0, "end_offset": 4, "label": 5, "user": 1}
    item = document(tmp_path, {"text": "Anna", "annotations": [old]})

    assert [(span.label, span.fragments) for span in item.spans] == [("5", ((0, 4),))]


def test_facts_beside_the_text_are_kept(tmp_path: Path) -> None:
    item = document(tmp_path, ROW | {"meta": {"page": 3}})

    assert item.metadata is not None
    assert item.metadata.extra == (("desk", "world"), ("page", "3"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"entities": [ANNA | {"label": ""}]}, "it has no “label”"),
        ({"entities": [ANNA | {"end_offset": 12}]}, "3-12 lies outside a text of 11 UTF-16 units"),
        ({"entities": [ANNA | {"end_offset": 3}]}, "it ends at 3, not after its start 3"),
        ({"relations": [{"from_id": 7, "type": "met"}]}, "it needs “type”, “from_id” and “to_id”"),
        ({"entities": [4]}, "the span is no object"),
    ],
)
def test_a_faulty_span_or_relation_is_told(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    assert [fault.reason for fault in document(tmp_path, ROW | change).faults] == [reason]


def test_real_rows_are_recognised_and_read(shared_samples: Path, tmp_path: Path) -> None:
    folder = shared_samples / "doccano"
    keep = ImportOptions(keep_good=True)

    assert {source.format.name for source in find_sources([folder]).files} == {"doccano"}
    with Project.create(tmp_path / "p.annotator") as project:
        linked = import_paths(project, [folder / "relation_import.jsonl"], keep)
        plain = import_paths(project, [folder / "sequence_labeling__example.jsonl"], keep)

    assert (linked.spans_added, linked.relations_added, linked.faults) == (4, 3, ())
    assert (plain.documents_added, plain.spans_added) == (2, 1)
    assert [fault.reason for fault in plain.faults] == ["it has no “text”"]


def test_a_line_that_is_no_object_is_told(tmp_path: Path) -> None:
    (item,) = read(tmp_path, [1])

    assert isinstance(item, Fault)


@settings(max_examples=15)
@given(nasty_projects())
def test_what_a_row_holds_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "doccano")

    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))
