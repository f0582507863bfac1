"""Claims about links from one article to another: formats of whole projects keep them, the others tell them."""

import json
from pathlib import Path

import pytest

from annotator.formats import FORMATS
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.formats.round_trips import ALL, held, links_of

ACROSS = ("jsonl", "w3c", "refi-qda", "parquet", "huggingface", "spacy")


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A project in which a span of the first article is linked to one of the second."""
    lines = [
        {"document": "a", "text": "Anna left.", "spans": [span("s1", 0, 4, "Anna")], "relations": [link("s1", "s2")]},
        {"document": "b", "text": "She is Anna.", "spans": [span("s2", 7, 11, "Anna"), span("s3", 0, 3, "She")]},
    ]
    path = tmp_path / "in.jsonl"
    common = {"schema": "annotator/1", "annotator": "first", "status": "done"}
    path.write_text("\n".join(json.dumps(common | line) for line in lines), encoding="utf-8")
    with Project.create(tmp_path / "linked.annotator") as project:
        import_paths(project, [path])
    return tmp_path / "linked.annotator"


def span(identity: str, start: int, end: int, text: str) -> dict[str, object]:
    return {"id": identity, "layer": "entity", "label": "PERSON", "start": start, "end": end, "text": text}


def link(start: str, end: str) -> dict[str, object]:
    return {"id": "r", "label": "speaker", "from": start, "to": end, "to_document": "b"}


@pytest.mark.parametrize("name", sorted(form.name for form in FORMATS if form.reads and form.writes))
def test_a_link_to_another_article_comes_back_or_is_told(name: str, linked: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{FORMATS.get(name).extensions[0]}"
    with Project.open(linked) as project:
        before = held(project, name)
        report = export(project, ExportRequest(out, name, ALL))
    with Project.create(tmp_path / "again.annotator") as project:
        brought = import_paths(project, [out])
        after = held(project, name)

    told = [one.ids for one in report.lost if one.kind == "relation"]
    assert (told, brought.relations_added) == (([], 1) if name in ACROSS else ([("r",)], 0))
    assert links_of(after) == links_of(before)
