"""Claims about annotated files in a ZIP: they bring the same as alone, and are never taken for bare articles."""

import json
import zipfile
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import ImportFailed, ImportOptions, import_paths
from annotator.services.importing.sources import Choices
from annotator.services.project import Project
from tests.unit.formats.round_trips import ALL, held, links_of, spans_of

LINE = {"schema": "annotator/1", "text": "Anna met Bob.", "annotator": "first"}
ANNA = {"layer": "entity", "label": "PERSON", "start": 0, "end": 4, "text": "Anna"}
INSIDE = ("jsonl", "prodigy", "label-studio", "w3c", "refi-qda", "parquet")


def zipped(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return path


@pytest.mark.parametrize("name", INSIDE)
def test_what_a_format_brings_alone_it_brings_in_a_zip(name: str, repository: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{FORMATS.get(name).extensions[0]}"
    with Project.create(tmp_path / "a.annotator") as project:
        import_paths(project, [repository / "seeds" / "annotations.jsonl"])
        before = held(project, name)
        export(project, ExportRequest(out, name, ALL))
    with zipfile.ZipFile(tmp_path / "out-in.zip", "w") as archive:
        archive.write(out, f"folder/{out.name}")
        archive.writestr("beside.txt", "An article alone.")
    with Project.create(tmp_path / "b.annotator") as project:
        report = import_paths(project, [tmp_path / "out-in.zip"])
        after = [line for line in held(project, name) if line.annotator]

    assert (report.documents_added, report.spans_moved) == (6, 0)
    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))


def test_a_fault_names_the_file_in_the_zip_and_its_line(tmp_path: Path) -> None:
    wrong = json.dumps(LINE | {"spans": [ANNA | {"end": 400}]})
    path = zipped(tmp_path / "a.zip", in__jsonl=f"{json.dumps(LINE)}\n{wrong}\n")

    with Project.create(tmp_path / "p.annotator") as project, pytest.raises(ImportFailed) as failed:
        import_paths(project, [path])

    assert f"{path}: in.jsonl, line 2: span PERSON 0-400" in str(failed.value)


def test_a_choice_counts_for_the_files_in_a_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__csv="Kopf,Wortlaut\nA,One.\n", b__json='{"Wortlaut": "Two."}')

    with Project.create(tmp_path / "p.annotator") as project:
        import_paths(project, [path], ImportOptions(choices=Choices((("text", "Wortlaut"),))))
        texts = [project.document(one).text for one in project.document_ids()]

    assert texts == ["One.", "Two."]


def test_json_that_nobody_can_read_is_not_taken_for_a_text(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000, encoding="utf-8")

    with Project.create(tmp_path / "p.annotator") as project:
        with pytest.raises(UserError, match="nested too deeply"):
            import_paths(project, [path])
        assert project.document_ids() == ()
