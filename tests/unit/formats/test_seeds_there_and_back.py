"""The sample articles with two annotators' work through every format that reads and writes."""

from pathlib import Path

import pytest

from annotator.formats import FORMATS
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.formats.round_trips import ALL, held, links_of, spans_of

BOTH_WAYS = sorted(form.name for form in FORMATS if form.reads and form.writes)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_what_a_format_holds_of_the_samples_comes_back(name: str, repository: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{FORMATS.get(name).extensions[0]}"
    with Project.create(tmp_path / "a.annotator") as project:
        import_paths(project, [repository / "seeds" / "annotations.jsonl"])
        before = held(project, name)
        report = export(project, ExportRequest(out, name, ALL))
    with Project.create(tmp_path / "b.annotator") as project:
        brought = import_paths(project, [out])
        after = held(project, name)

    assert {line.annotator for line in before} == {"first", "second"}
    assert (brought.documents_added, brought.spans_moved, brought.faults) == (5, 0, ())
    assert brought.spans_added == report.spans
    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))
