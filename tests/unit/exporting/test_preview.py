"""Before an export: the same figures and losses as after it, and nothing written."""

from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services.exporting.preview import preview, previews
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.run import import_paths
from annotator.services.project import Project

ALL = Scope(everything=True)


@pytest.mark.parametrize("name", ["brat", "conll", "label-studio", "csv", "jsonl"])
def test_a_preview_says_what_the_export_then_says(name: str, repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    request = ExportRequest(folder / "out", name, ALL)
    lines: list[int] = []
    with Project.create(tmp_path / "p.annotator") as project:
        import_paths(project, [repository / "seeds" / "annotations.jsonl"])

        before = preview(project, request, progress=lines.append)
        untouched = list(folder.iterdir())
        after = export(project, request)

    assert untouched == []
    assert before.lost == after.lost
    assert (before.documents, before.spans, before.relations) == (after.documents, after.spans, after.relations)
    assert lines == list(range(1, before.lines + 1))
    assert before.as_json()["lost"] == after.as_json()["lost"]


def test_a_preview_in_steps_ends_with_everything(repository: Path, tmp_path: Path) -> None:
    request = ExportRequest(tmp_path / "out", "conll", ALL)
    with Project.create(tmp_path / "p.annotator") as project:
        import_paths(project, [repository / "seeds" / "annotations.jsonl"])

        steps = list(previews(project, request, every=3))

        assert [step.lines for step in steps] == [3, 6, 9, 10]
        assert steps[-1] == preview(project, request)


def test_a_request_that_cannot_be_met_is_refused_before(tmp_path: Path) -> None:
    with (
        Project.create(tmp_path / "p.annotator") as project,
        pytest.raises(UserError, match="has no option 'colour'"),
    ):
        preview(project, ExportRequest(tmp_path / "out", "jsonl", ALL, (("colour", "red"),)))
