"""Suggestions that wait leave the project as lines of a suggester, and come back as such."""

import json
from pathlib import Path

import pytest

from annotator.model.document import Document, Metadata, Role
from annotator.model.operation import RecordKind
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.services.suggestions.suggesting import suggest_project
from annotator.storage.rows import change, document_image

TEXT = "“The ferry sails at noon,” said Ana Moreno. The ferry arrived in Oslo on October 18."


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """An export of the suggestions of one article."""
    with Project.create(tmp_path / "p.annotator") as project:
        one = Document.of(TEXT, Metadata(language="en", title="Ferry"))
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one))])
        suggest_project(project)
        export(project, ExportRequest(tmp_path / "out.jsonl", scope=Scope(suggestions=True)))
    return tmp_path / "out.jsonl"


def test_each_source_is_a_line_with_its_spans_and_links(written: Path) -> None:
    (line,) = [json.loads(row) for row in written.read_text(encoding="utf-8").splitlines()]
    assert (line["annotator"], line["role"]) == ("rules@1", "suggester")
    assert ("PERSON", "Ana Moreno") in {(span["label"], span["text"]) for span in line["spans"]}
    assert {relation["label"] for relation in line["relations"]} >= {"speaker"}


def test_they_come_back_as_a_suggesters_and_as_nobodys_annotations(written: Path, tmp_path: Path) -> None:
    with Project.create(tmp_path / "q.annotator") as project:
        import_paths(project, [written])
        (one,) = project.annotators()
        assert (one.name, one.role) == ("rules@1", Role.SUGGESTER)
        export(project, ExportRequest(tmp_path / "again.jsonl", scope=Scope(suggestions=True)))
    assert (tmp_path / "again.jsonl").read_bytes() == written.read_bytes()


def test_the_default_export_holds_none(tmp_path: Path, written: Path) -> None:
    with Project.open(tmp_path / "p.annotator") as project:
        report = export(project, ExportRequest(tmp_path / "plain.jsonl"))
    assert report.spans == 0
