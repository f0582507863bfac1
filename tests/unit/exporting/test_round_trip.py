"""Export, import into a new project, export: the same bytes, whatever is in the project."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from annotator.resources import resource_path
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects

SCHEMA = Draft202012Validator(json.loads(resource_path("annotator-1.schema.json").read_text(encoding="utf-8")))
ALL = Scope(everything=True)


def exported(project: Project, out: Path) -> bytes:
    export(project, ExportRequest(out, scope=ALL))
    return out.read_bytes()


@settings(max_examples=60)
@given(nasty_projects())
def test_a_second_project_gives_the_same_bytes_and_every_line_is_valid(nasty: NastyProject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Project.create(folder / "a.annotator") as project:
            project.import_records("nasty", nasty.changes())
            first = exported(project, folder / "a.jsonl")
            again = import_paths(project, [folder / "a.jsonl"])
        with Project.create(folder / "b.annotator") as project:
            report = import_paths(project, [folder / "a.jsonl"])
            second = exported(project, folder / "b.jsonl")

    assert second == first
    assert (report.spans_added, report.relations_added) == (len(nasty.spans), len(nasty.relations))
    assert (report.documents_added, report.faults, report.warnings) == (len(nasty.documents), (), ())
    assert (again.documents_added, again.spans_added, again.relations_added) == (0, 0, 0)
    for line in first.decode().split("\n")[:-1]:
        record = json.loads(line)
        SCHEMA.validate(record)
        for span in record["spans"]:
            assert record["text"][span["start"] : span["end"]] == span["text"]
