"""Claims about keys that select whole things, type-to-find, moving on after a label, attributes by letter, notes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = (
    "The envoy Carl Dunn went to Port Elm on Monday.\n\n"
    "“We will build 40 boats,” said Dunn.\n\n“Never,” said Eva Falk.\n"
)


@pytest.fixture
def desk(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Hands:
    return open_window(make_project(TEXT))


def shown(hands: Hands) -> str:
    chosen = hands.view.selected_range()
    return hands.text[slice(*chosen)] if chosen else ""


def test_a_name_takes_two_presses(desk: Hands) -> None:
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_1)

    assert desk.stored_words() == [("PERSON", "Carl Dunn")]


def test_names_are_walked_back_too(desk: Hands) -> None:
    for _ in range(3):
        desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_N, SHIFT)

    assert shown(desk) == "Port Elm"


def test_quotations_are_walked_with_both_marks(desk: Hands) -> None:
    desk.press(Qt.Key.Key_D)
    assert shown(desk) == "“We will build 40 boats,”"

    desk.press(Qt.Key.Key_D)
    assert shown(desk) == "“Never,”"

    desk.press(Qt.Key.Key_D)
    assert shown(desk) == "“Never,”"


def test_a_labelled_quotation_is_passed_over(desk: Hands) -> None:
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_6)
    desk.press(Qt.Key.Key_Home, CTRL)

    desk.press(Qt.Key.Key_U)

    assert shown(desk) == "“Never,”"


def test_paragraphs_and_statements_are_walked(desk: Hands) -> None:
    desk.press(Qt.Key.Key_G)
    assert shown(desk) == TEXT.splitlines()[0]

    desk.press(Qt.Key.Key_Home, CTRL)
    desk.press(Qt.Key.Key_Comma)
    assert shown(desk) == TEXT.splitlines()[0][:-1]


def test_moving_on_selects_the_next_name_after_a_label(desk: Hands) -> None:
    desk.press(Qt.Key.Key_J, CTRL)
    desk.press(Qt.Key.Key_N)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_5):
        desk.press(key)

    assert desk.stored_words() == [("PERSON", "Carl Dunn"), ("GPE", "Port Elm"), ("DATE", "Monday")]
    assert shown(desk) == "Dunn"


def test_moving_on_waits_at_a_quotation_for_its_links(desk: Hands) -> None:
    desk.press(Qt.Key.Key_J, CTRL)
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_6)

    assert shown(desk) == ""
    assert desk.session.selected_span is not None


def test_typing_selects_whole_words_and_enter_keeps_them(desk: Hands) -> None:
    desk.press(Qt.Key.Key_Slash)
    find = desk.window.typed_find.words
    for key in (Qt.Key.Key_B, Qt.Key.Key_O):
        desk.press(key, on=find)
    assert shown(desk) == "boats"

    desk.press(Qt.Key.Key_Return, on=find)

    assert shown(desk) == "boats"
    assert desk.view.hasFocus()


def test_down_goes_on_to_the_next_match(desk: Hands) -> None:
    desk.press(Qt.Key.Key_Slash)
    find = desk.window.typed_find.words
    desk.press(Qt.Key.Key_D, on=find)
    first = desk.view.selected_range()

    desk.press(Qt.Key.Key_Down, on=find)

    assert shown(desk) == "Dunn"
    assert desk.view.selected_range() != first
    desk.press(Qt.Key.Key_Return, on=find)


def test_escape_brings_the_selection_back(desk: Hands) -> None:
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_Slash)
    find = desk.window.typed_find.words
    desk.press(Qt.Key.Key_E, on=find)
    assert shown(desk) != "Carl Dunn"

    desk.press(Qt.Key.Key_Escape, on=find)

    assert shown(desk) == "Carl Dunn"
    assert not desk.window.typed_find.isVisible()


def test_a_check_is_set_by_two_keys(desk: Hands) -> None:
    desk.press(Qt.Key.Key_Comma)
    desk.press(Qt.Key.Key_9)
    desk.press(Qt.Key.Key_A)
    desk.press(Qt.Key.Key_H)

    (span,) = desk.stored()
    assert [(one.name, one.value) for one in span.attributes] == [("check", "high")]


def test_another_key_ends_the_wait_and_works_as_ever(desk: Hands) -> None:
    desk.press(Qt.Key.Key_Comma)
    desk.press(Qt.Key.Key_9)
    desk.press(Qt.Key.Key_A)
    desk.press(Qt.Key.Key_N)

    (span,) = desk.stored()
    assert span.attributes == ()
    assert shown(desk) == "Dunn"


def test_a_cue_is_linked_back_to_its_quote(desk: Hands) -> None:
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_6)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_C)
    desk.press(Qt.Key.Key_C, SHIFT)

    (link,) = desk.session.project.relations(desk.document, desk.session.annotator.id)
    quote, cue = desk.stored()
    assert (link.label, link.from_span, link.to_span) == ("cue", quote.id, cue.id)


def test_a_note_is_written_and_left_by_keys(desk: Hands) -> None:
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_M, CTRL)
    note = desk.window.inspector.note.text
    desk.press(Qt.Key.Key_X, on=note)
    desk.press(Qt.Key.Key_Escape, on=note)

    assert desk.view.hasFocus()
    assert [span.note for span in desk.stored()] == ["x"]


def test_the_rest_of_the_sentence_is_selected_behind_a_span(
    open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> None:
    desk = open_window(make_project("Carl Dunn said Elm has 40 boats.\n\nElm is small, said Eva Falk.\n"))
    desk.mark("said", "CUE")
    desk.press(Qt.Key.Key_R)
    assert shown(desk) == "Elm has 40 boats"

    desk.mark("said", "CUE", after=desk.text.index("small"))
    desk.press(Qt.Key.Key_E)
    assert shown(desk) == "Elm is small"


def test_the_words_of_a_span_take_a_second_label(desk: Hands) -> None:
    for key in (Qt.Key.Key_D, Qt.Key.Key_6, Qt.Key.Key_W, Qt.Key.Key_9):
        desk.press(key)

    assert {(span.label, span.text) for span in desk.stored()} == {
        ("DIRECT", "“We will build 40 boats,”"),
        ("CLAIM", "“We will build 40 boats,”"),
    }
