"""Claims about what two copies changed differently: both versions stand side by side until somebody decides."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.ids import SpanId
from annotator.services.commands import AddSpan, RelabelSpan
from annotator.services.merging.run import merge
from annotator.services.merging.siblings import siblings
from annotator.services.project import SYSTEM, Project
from annotator.ui.safety.siblings_dialog import SiblingsDialog
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

Open = Callable[..., Hands]


@pytest.fixture
def forked(project_path: Path, tmp_path: Path) -> Path:
    """A project in which one span got two labels, one in each copy."""
    with Project.open(project_path) as project:
        who = project.ensure_annotator("first").id
        document = project.document_ids()[0]
        end = len(project.document(document).text.split()[0])
        project.execute(AddSpan(document, "PERSON", ((0, end),)), who)
        span = project.spans(document, who)[0].id
    copy = Path(shutil.copy(project_path, tmp_path / "copy.annotator"))
    relabel(project_path, span, "GPE")
    relabel(copy, span, "ORG")
    with Project.open(project_path) as project:
        merge(project, [copy], SYSTEM)
    return project_path


def relabel(path: Path, span: SpanId, label: str) -> None:
    with Project.open(path) as project:
        found = project.annotator("first")
        assert found is not None
        assert project.execute(RelabelSpan(span, label), found.id) is not None


def shown(hands: Hands) -> SiblingsDialog:
    hands.action("project.siblings").trigger()
    dialog = hands.window.findChild(SiblingsDialog)
    assert isinstance(dialog, SiblingsDialog)
    dialog.activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is dialog, 5)
    return dialog


def labels(hands: Hands) -> set[str]:
    project = hands.session.project
    return {span.label for one in project.document_ids() for span in project.spans(one, hands.session.annotator.id)}


@pytest.mark.parametrize("chosen", [0, 1])
def test_the_version_that_is_kept_stands_alone(open_window: Open, forked: Path, chosen: int) -> None:
    hands = open_window(forked)
    dialog = shown(hands)
    version = siblings(hands.session.project)[0].versions[chosen]
    assert version.image is not None

    QTest.keyClick(dialog.keeping[chosen], Qt.Key.Key_Space)

    assert labels(hands) == {version.image["label"]}
    assert siblings(hands.session.project) == ()
    assert dialog.list.count() == 0
    dialog.reject()


def test_both_are_kept_side_by_side(open_window: Open, forked: Path) -> None:
    hands = open_window(forked)
    dialog = shown(hands)

    QTest.keyClick(dialog.both, Qt.Key.Key_Space)

    assert labels(hands) == {"GPE", "ORG"}
    dialog.reject()


def test_a_decision_is_taken_back_by_undo(open_window: Open, forked: Path) -> None:
    hands = open_window(forked)
    before = labels(hands)
    dialog = shown(hands)
    other = next(row for row, one in enumerate(siblings(hands.session.project)[0].versions) if not one.shown)
    QTest.keyClick(dialog.keeping[other], Qt.Key.Key_Space)
    assert labels(hands) != before
    dialog.reject()
    hands.window.activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is hands.window, 5)

    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert labels(hands) == before


def test_the_article_of_a_sibling_is_one_key_away(open_window: Open, forked: Path) -> None:
    hands = open_window(forked)
    hands.session.open_document(hands.session.project.document_ids()[2])
    dialog = shown(hands)

    QTest.keyClick(dialog.go_to, Qt.Key.Key_Space)

    assert hands.document == hands.session.project.document_ids()[0]
    assert hands.session.selected is not None
    dialog.reject()


def test_nothing_to_settle_is_said(hands: Hands) -> None:
    dialog = shown(hands)

    assert "Nothing was changed on both sides" in dialog.problem.text()
    assert not dialog.both.isEnabled()
    dialog.reject()
