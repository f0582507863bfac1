"""Claims about sharing and merging in the window: looked at first, one operation, one undo, nothing overwritten."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.services.commands import AddSpan
from annotator.services.document_commands import RemoveDocument
from annotator.services.importing.run import import_paths
from annotator.services.merging.run import merge
from annotator.services.merging.sharing import share
from annotator.services.project import SYSTEM, Project
from annotator.services.safety.backups import backups
from annotator.ui.safety.merge_dialog import MergeDialog
from annotator.ui.safety.share_dialog import ShareDialog
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

Open = Callable[..., Hands]


@pytest.fixture
def other(project_path: Path, tmp_path: Path) -> Path:
    """A copy of the project in which `second` marked the first word of two articles."""
    with Project.open(project_path) as project:
        project.ensure_annotator("first")
    path = Path(shutil.copy(project_path, tmp_path / "other.annotator"))
    works(path, articles=2)
    return path


def works(path: Path, *, articles: int) -> None:
    with Project.open(path) as project:
        who = project.ensure_annotator("second").id
        for document in project.document_ids()[:articles]:
            end = len(project.document(document).text.split()[0])
            project.execute(AddSpan(document, "PERSON", ((0, end),)), who)


def looked(hands: Hands, *paths: Path) -> MergeDialog:
    hands.action("project.merge").trigger()
    dialog = hands.window.findChild(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    dialog.add_paths(paths)
    dialog.activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is dialog, 5)
    assert wait_until(lambda: dialog.outcome.text() or dialog.problem.text())
    return dialog


def spans(hands: Hands, name: str) -> int:
    project = hands.session.project
    found = project.annotator(name)
    return sum(len(project.spans(one, found.id)) for one in project.document_ids()) if found else 0


def test_a_look_tells_counts_and_changes_nothing(open_window: Open, project_path: Path, other: Path) -> None:
    hands = open_window(project_path)

    dialog = looked(hands, other)

    assert "2 spans of 1 annotator" in dialog.outcome.text()
    row = dialog.tree.topLevelItem(0)
    assert row is not None
    assert (row.text(0), row.text(1), row.childCount()) == ("second: 2 articles", "2", 2)
    assert spans(hands, "second") == 0
    dialog.reject()


def test_a_merge_is_one_operation_and_one_undo(open_window: Open, project_path: Path, other: Path) -> None:
    hands = open_window(project_path)
    dialog = looked(hands, other)

    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)
    assert wait_until(lambda: dialog.outcome.text().startswith("Merged:") or dialog.problem.text())

    assert dialog.problem.text() == ""
    assert spans(hands, "second") == 2
    assert [one.reason for one in backups(project_path)] == ["before-merge"]
    dialog.reject()
    hands.window.activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is hands.window, 5)
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert spans(hands, "second") == 0


def test_work_goes_on_after_a_merge(open_window: Open, project_path: Path, other: Path) -> None:
    hands = open_window(project_path)
    dialog = looked(hands, other)
    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)
    assert wait_until(lambda: dialog.outcome.text().startswith("Merged:"))
    dialog.reject()

    hands.mark(hands.text.split()[1], "PERSON")

    assert len(hands.stored()) == 1
    assert hands.window.status.saved.text() == "Saved"


def test_merging_again_has_nothing_to_do(open_window: Open, project_path: Path, other: Path) -> None:
    hands = open_window(project_path)
    dialog = looked(hands, other)
    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)
    assert wait_until(lambda: dialog.outcome.text().startswith("Merged:"))
    dialog.reject()
    dialog.deleteLater()
    assert wait_until(lambda: hands.window.findChild(MergeDialog) is None)

    again = looked(hands, other)

    assert "Nothing new" in again.outcome.text()
    assert not again.merge.isEnabled()
    again.reject()


def test_another_project_comes_only_after_yes(open_window: Open, project_path: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.annotator"
    with Project.create(foreign) as project, Project.open(project_path, read_only=True) as here:
        document = here.document(here.document_ids()[0])
        texts = tmp_path / "texts"
        texts.mkdir()
        (texts / "one.txt").write_text(document.text, encoding="utf-8")
        import_paths(project, [texts])
    works(foreign, articles=1)
    hands = open_window(project_path)
    dialog = looked(hands, foreign)
    assert "foreign.annotator is another project" in dialog.questions[0].accessibleName()
    assert not dialog.merge.isEnabled()

    for question in dialog.questions:
        question.click()
    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)

    assert wait_until(lambda: dialog.outcome.text().startswith("Merged:") or dialog.problem.text())
    assert spans(hands, "second") == 1
    dialog.reject()


def test_a_damaged_file_is_refused_whole(open_window: Open, project_path: Path, other: Path, tmp_path: Path) -> None:
    lines = tmp_path / "work.annotator-exchange"
    with Project.open(other, read_only=True) as project:
        share(project, lines)
    lines.write_bytes(lines.read_bytes()[:-9])
    hands = open_window(project_path)

    dialog = looked(hands, lines)

    assert "damaged on its way" in dialog.problem.text()
    assert not dialog.merge.isEnabled()
    dialog.reject()


def test_leaving_during_a_merge_leaves_nothing_behind(open_window: Open, project_path: Path, other: Path) -> None:
    hands = open_window(project_path)
    dialog = looked(hands, other)
    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)

    dialog.reject()
    hands.mark(hands.text.split()[1], "PERSON")

    assert spans(hands, "second") in (0, 2)
    assert len(hands.stored()) == 1


def test_shared_work_comes_into_another_copy(open_window: Open, project_path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(project_path, tmp_path / "lead.annotator"))
    hands = open_window(project_path)
    hands.mark(hands.text.split()[0], "PERSON")
    hands.action("project.share").trigger()
    sharing = hands.window.findChild(ShareDialog)
    assert isinstance(sharing, ShareDialog)
    sharing.activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is sharing, 5)
    QTest.keyClick(sharing.share, Qt.Key.Key_Space)
    assert wait_until(lambda: "Written" in sharing.outcome.text())
    written = Path(sharing.out.text())
    sharing.reject()
    lead = open_window(copy, "second")

    dialog = looked(lead, written)
    QTest.keyClick(dialog.merge, Qt.Key.Key_Space)

    assert wait_until(lambda: dialog.outcome.text().startswith("Merged:"))
    assert spans(lead, "first") == 1
    dialog.reject()


def test_a_look_tells_what_goes_because_it_was_deleted_in_the_other_file(
    open_window: Open, project_path: Path, other: Path, tmp_path: Path
) -> None:
    emptied = Path(shutil.copy(other, tmp_path / "emptied.annotator"))
    with Project.open(emptied) as project:
        second = project.ensure_annotator("second").id
        project.execute(RemoveDocument(project.document_ids()[0]), second)
    with Project.open(project_path) as project:
        merge(project, [other], SYSTEM)
    hands = open_window(project_path)

    dialog = looked(hands, emptied)

    assert "What was deleted there goes here, too: 1 span, 1 article." in dialog.outcome.text()
    rows = [dialog.tree.topLevelItem(number) for number in range(dialog.tree.topLevelItemCount())]
    assert [(row.text(0).startswith("second, deleted:"), row.text(1)) for row in rows if row] == [(True, "-1")]
    dialog.reject()
