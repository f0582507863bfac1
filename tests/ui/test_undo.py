"""Claims about undo in the window: with words, across articles and restarts, per annotator."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_undo_and_redo_by_key(hands: Hands) -> None:
    words = hands.text.split()[0]
    hands.mark(words, "PERSON")

    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.stored() == ()

    hands.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert hands.stored_words() == [("PERSON", words)]


def test_undo_says_what_it_takes_back(hands: Hands) -> None:
    words = hands.text.split()[0]

    hands.mark(words, "PERSON")

    assert words in hands.action("edit.undo").text()
    assert words in hands.window.status.undo_words.text()


def test_undo_opens_the_article_that_it_touches_and_selects_the_span(hands: Hands) -> None:
    first = hands.document
    span = hands.mark(hands.text.split()[0], "PERSON")
    hands.press(Qt.Key.Key_Delete)
    hands.action("document.next").trigger()
    assert hands.document != first

    hands.press(Qt.Key.Key_Z, CTRL)

    assert hands.document == first
    assert hands.session.selected == span
    assert [span for span in hands.stored() if span.id == hands.session.selected]


def test_undo_survives_a_restart(open_window: Callable[..., Hands], project_path: Path) -> None:
    before = open_window(project_path)
    before.mark(before.text.split()[0], "PERSON")
    before.window.close()

    after = open_window(project_path)
    after.press(Qt.Key.Key_Z, CTRL)

    assert after.stored() == ()


def test_undo_takes_back_the_own_work_only(open_window: Callable[..., Hands], project_path: Path) -> None:
    first = open_window(project_path, "first")
    first.mark(first.text.split()[0], "PERSON")
    first.window.close()

    second = open_window(project_path, "second")

    assert not second.action("edit.undo").isEnabled()
