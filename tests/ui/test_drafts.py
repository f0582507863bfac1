"""Claims about a note that is being typed: it survives a program that ends without a word."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.services.history.drafts import keep_note_draft, note_drafts
from annotator.services.project import Project
from annotator.ui.dialogs.kept_drafts import KeptDrafts
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until


def offered(hands: Hands) -> KeptDrafts:
    assert wait_until(lambda: hands.window.findChildren(KeptDrafts), 5)
    return hands.window.findChildren(KeptDrafts)[0]


def left_behind(open_window: Callable[..., Hands], path: Path) -> Hands:
    """Open a project whose last run ended while a note was typed."""
    before = open_window(path)
    span = before.mark(before.text.split()[0], "PERSON")
    keep_note_draft(before.session.project, before.session.annotator.id, span, "half a tho")
    before.window.close()
    return open_window(path)


def test_what_is_typed_is_on_disk_before_the_typing_rests(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    hands.action("span.note").trigger()
    who = hands.session.annotator.id

    def typed_and_kept() -> bool:
        QTest.keyClicks(hands.window.inspector.note.text, "x")
        return bool(note_drafts(hands.session.project, who))

    assert wait_until(typed_and_kept)
    assert hands.stored()[0].note == ""


def test_a_stored_note_leaves_no_draft(hands: Hands) -> None:
    span = hands.mark(hands.text.split()[0], "PERSON")
    keep_note_draft(hands.session.project, hands.session.annotator.id, span, "why")
    QTest.keyClicks(hands.window.inspector.note.text, "why")

    hands.window.inspector.note.store()

    assert hands.stored()[0].note == "why"
    assert note_drafts(hands.session.project, hands.session.annotator.id) == ()


def test_an_unfinished_note_is_offered_and_put_on_its_span(
    open_window: Callable[..., Hands], project_path: Path
) -> None:
    hands = left_behind(open_window, project_path)

    dialog = offered(hands)
    assert "half a tho" in dialog.notes.toPlainText()
    dialog.put.click()

    assert [span.note for span in hands.stored()] == ["half a tho"]
    assert note_drafts(hands.session.project, hands.session.annotator.id) == ()


def test_an_unfinished_note_can_be_discarded(open_window: Callable[..., Hands], project_path: Path) -> None:
    hands = left_behind(open_window, project_path)

    offered(hands).discard.click()

    assert [span.note for span in hands.stored()] == [""]
    assert note_drafts(hands.session.project, hands.session.annotator.id) == ()


def test_nobody_sees_anothers_unfinished_note(open_window: Callable[..., Hands], project_path: Path) -> None:
    left_behind(open_window, project_path).window.close()
    with Project.open(project_path) as project:
        second = project.ensure_annotator("second")
        assert note_drafts(project, second.id) == ()

    hands = open_window(project_path, "second")
    QApplication.processEvents()

    assert hands.window.findChildren(KeptDrafts) == []
