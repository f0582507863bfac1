"""The sample project is reviewed by keys alone: few presses per place, and nothing that was decided is lost."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.model.annotation import Span
from annotator.model.decision import Verdict
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.merging.run import merge
from annotator.services.project import Project
from annotator.services.sample import open_sample
from annotator.storage.decisions import decisions
from tests.ui.hands import Hands
from tests.ui.reviewer import Reviewer, review_in

Key = Qt.Key
MOST_PRESSES = 1.3


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample project as the program makes it."""
    return open_sample(tmp_path / "sample")


@pytest.fixture
def reviewer(sample: Path, open_window: Callable[..., Hands]) -> Reviewer:
    """The sample under review by somebody who labelled nothing."""
    return review_in(open_window(sample, "lead"))


def annotators_spans(project: Project) -> dict[str, tuple[Span, ...]]:
    """Everything that the two annotators marked."""
    people = [one for name in ("first", "second") if (one := project.annotator(name)) is not None]
    return {
        f"{one.name} {document}": project.spans(document, one.id)
        for one in people
        for document in project.document_ids()
    }


def decided(project: Project) -> dict[str, Verdict]:
    """Each decision that stands, by its cluster."""
    with project.file.reading() as db:
        found = [one for document in project.document_ids() for one in decisions(db, document)]
    return {one.cluster_key: one.verdict for one in found}


def test_every_disagreement_of_the_sample_is_decided_with_few_keys(reviewer: Reviewer) -> None:
    project = reviewer.project
    before = annotators_spans(project)
    differing = reviewer.left
    while reviewer.left:
        item = reviewer.desk.item
        assert item is not None
        reviewer.press(Key.Key_0 if item.cluster.silent and len(item.choices) == 1 else Key.Key_1)
    ratio = reviewer.presses / len(decided(project))
    print(f"{reviewer.presses} keys decided {differing} disagreements and {len(decided(project))} places: {ratio:.2f}")

    assert differing >= 30
    assert reviewer.presses <= MOST_PRESSES * differing
    assert annotators_spans(project) == before


def test_none_is_right_survives_closing_and_export(
    reviewer: Reviewer, sample: Path, open_window: Callable[..., Hands], tmp_path: Path
) -> None:
    assert reviewer.desk.row is not None
    key, document, place = reviewer.desk.row.key, reviewer.desk.row.document, reviewer.desk.row.start
    while reviewer.desk.row is not None and reviewer.desk.row.document == document:
        reviewer.press(Key.Key_0)
    reviewer.hands.window.close()

    with Project.open(sample) as project:
        assert decided(project)[key] is Verdict.NONE
        out = tmp_path / "gold.jsonl"
        report = export(project, ExportRequest(out, scope=Scope(gold=True)))
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    gold = next(line for line in lines if line["document"] == document)
    assert report is not None
    assert all(span["start"] != place for span in gold["spans"])
    again = review_in(open_window(sample, "lead"))
    assert next(row for row in again.feature.page.table.known if row.key == key).state.value == "decided"


def test_no_decision_is_lost_when_a_copy_is_merged(reviewer: Reviewer, sample: Path, tmp_path: Path) -> None:
    for key in (Key.Key_1, Key.Key_0, Key.Key_B):
        reviewer.press(key)
    before = decided(reviewer.project)
    copy = tmp_path / "copy.annotator"
    shutil.copyfile(sample, copy)
    for _ in range(2):
        reviewer.press(Key.Key_1)
    after = decided(reviewer.project)

    merge(reviewer.project, [copy], reviewer.hands.session.annotator.id)

    assert decided(reviewer.project) == after
    assert before.items() <= after.items()
