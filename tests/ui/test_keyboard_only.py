"""Claims about working without a mouse: from the first word to the next article by key events alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "Carl Dunn spoke.\n\n“We will build,” said Dunn.\n\nIt rains.\n"


@pytest.fixture
def quoted(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Hands:
    return open_window(make_project(TEXT, "Another article.\n\nIt has words.\n"))


def test_a_name_is_marked_by_space_and_a_digit(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_Space)
    quoted.press(Qt.Key.Key_Right, CTRL | SHIFT)
    quoted.press(Qt.Key.Key_1)

    assert quoted.stored_words() == [("PERSON", "Carl Dunn")]


def test_a_sentence_is_marked_by_a_full_stop_and_a_digit(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_Period)
    quoted.press(Qt.Key.Key_9)

    assert [label for label, _ in quoted.stored_words()] == ["CLAIM"]


def test_the_caret_selects_the_span_that_it_comes_into(quoted: Hands) -> None:
    span = quoted.mark("Carl Dunn", "PERSON")
    quoted.session.select_span(None)

    quoted.press(Qt.Key.Key_Home, CTRL)
    quoted.press(Qt.Key.Key_Right)

    assert quoted.session.selected == span


def test_escape_lets_go_of_the_selection_and_then_of_the_span(quoted: Hands) -> None:
    quoted.mark("Carl Dunn", "PERSON")
    quoted.press(Qt.Key.Key_Space)

    quoted.press(Qt.Key.Key_Escape)
    assert quoted.view.selected_range() is None

    quoted.press(Qt.Key.Key_Escape)
    assert quoted.session.selected is None


def test_an_article_is_labelled_linked_and_finished_by_keys(quoted: Hands) -> None:
    first = quoted.document
    quoted.press(Qt.Key.Key_Space)
    quoted.press(Qt.Key.Key_Right, CTRL | SHIFT)
    quoted.press(Qt.Key.Key_1)
    quoted.press(Qt.Key.Key_F, CTRL)
    find = quoted.window.find_bar.words
    for key in (Qt.Key.Key_W, Qt.Key.Key_E):
        quoted.press(key, on=find)
    quoted.press(Qt.Key.Key_Escape, on=find)
    quoted.press(Qt.Key.Key_Period)
    quoted.press(Qt.Key.Key_6)
    quoted.press(Qt.Key.Key_L)
    quoted.press(Qt.Key.Key_Return)
    quoted.press(Qt.Key.Key_Return, CTRL)

    project, me = quoted.session.project, quoted.session.annotator.id
    assert [span.label for span in project.spans(first, me)] == ["PERSON", "DIRECT"]
    assert [link.label for link in project.relations(first, me)] == ["speaker"]
    assert quoted.document != first


def test_the_context_menu_holds_the_labels_and_selects_the_span_below(quoted: Hands) -> None:
    span = quoted.mark("Carl Dunn", "PERSON")
    quoted.session.select_span(None)

    quoted.view.customContextMenuRequested.emit(quoted.view.point_at(2))

    menu = quoted.window.menus.shown
    assert menu is not None
    assert "PERSON" in [action.text() for action in menu.actions()]
    assert quoted.session.selected == span
    menu.close()
