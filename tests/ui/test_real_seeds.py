"""Claims about the five real articles: each imports, shows, takes spans by hand and leaves without a wrong offset."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.ui.hands import Hands

# Places where offsets go wrong: marks of both kinds, dashes, dots without a blank, hyphens, amounts, NBSP, edges.
TRICKY = (
    r"\A\s*\S+",
    r"\S+\s*\Z",
    r"[“\"][^”\"]{3,60}[”\"]",
    r"‘[^’]{2,30}’",
    r"\w+’s|\w+'s",
    r"\w+-\w+",
    r"--? \w+",
    r"\$?\d[\d,.]*\d",
    r"\[[^\]]+\]",
    r"\w+\.\w+",
    r"\S+\n+\S+",
)


@pytest.fixture
def seeds_project(tmp_path: Path, shared_seeds: Path) -> Path:
    path = tmp_path / "seeds.annotator"
    with Project.create(path) as project:
        report = import_paths(project, [shared_seeds])
        assert report.as_json()["documents"]["added"] == 5
    return path


@pytest.mark.parametrize("number", range(5))
def test_spans_over_tricky_places_keep_their_text(
    number: int, seeds_project: Path, open_window: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = open_window(seeds_project)
    document = hands.session.project.document_ids()[number]
    hands.session.open_document(document)
    labels = [f"label.{label.layer}.{label.name}" for label in hands.session.scheme.enabled_labels]

    marked = 0
    for index, pattern in enumerate(TRICKY):
        found = re.search(pattern, hands.text)
        if found is None:
            continue
        before = len(hands.stored())
        hands.drag(found.start(), found.end())
        hands.action(labels[index % len(labels)]).trigger()
        marked += len(hands.stored()) - before

    spans = hands.stored()
    assert marked == len(spans) >= 5
    assert all(span.text == hands.text[span.start : span.end] for span in spans)
    _check_export(hands.session.project, tmp_path / "out.jsonl")


def _check_export(project: Project, out: Path) -> None:
    export(project, ExportRequest(out, scope=Scope(everything=True)))
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(lines) >= 5
    for line in lines:
        for span in line["spans"]:
            assert line["text"][span["start"] : span["end"]] == span["text"]
