"""Claims about a write that fails: it is said, nothing is shown as saved, work goes on afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.hands import Hands
from tests.ui.test_span_list import listed


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the project's write lock as another program might."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_span_that_could_not_be_written_is_shown_nowhere(hands: Hands, project_path: Path) -> None:
    select_first_word(hands)

    with held(project_path):
        hands.press(Qt.Key.Key_1)

    assert hands.stored() == ()
    assert hands.session.spans == ()
    assert listed(hands) == []
    assert hands.window.banner.words
    assert hands.window.status.saved.text() != "Saved"


def test_the_selection_stays_so_that_the_key_can_be_pressed_again(hands: Hands, project_path: Path) -> None:
    select_first_word(hands)
    with held(project_path):
        hands.press(Qt.Key.Key_1)

    hands.press(Qt.Key.Key_1)

    assert len(hands.stored()) == 1
    assert hands.window.status.saved.text() == "Saved"


def test_a_span_that_could_not_be_deleted_stays_on_the_screen(hands: Hands, project_path: Path) -> None:
    span = hands.mark(hands.text.split()[0], "PERSON")

    with held(project_path):
        hands.press(Qt.Key.Key_Delete)

    assert [one.id for one in hands.session.spans] == [span]
    assert [one.id for one in listed(hands)] == [span]


def test_a_note_that_could_not_be_written_stays_in_the_editor(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    note = hands.window.inspector.note
    note.text.setPlainText("kept")

    with held(project_path):
        note.store()
    assert note.text.toPlainText() == "kept"
    note.store()

    assert hands.stored()[0].note == "kept"


def select_first_word(hands: Hands) -> None:
    word = hands.text.split()[0]
    start = hands.text.index(word)
    hands.drag(start, start + len(word))
