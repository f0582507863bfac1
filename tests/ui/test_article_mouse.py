"""Claims about selecting in the article with the mouse."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.text.tokens import words
from tests.ui.article_desk import ALT, LEFT, SHIFT, desk

TEXT = (
    "Nora Vale spoke in Port Elm. She thanked the harbour council for its work.\n\n"
    "Later the council's clerk, Ivo Brandt, counted ninety-two boats. Nobody objected.\n"
)
TRICKY = (
    "Family 👨‍👩‍👧‍👦 flew 🇩🇪 flags. 𠮷野家 opened in 東京 today.\n\n"
    "שלום עולם and مرحبا بالعالم met; cafe\u0301 noir was served. 🧑🏽‍🚒 came too.\n"
)


def test_a_drag_between_word_bounds_selects_exactly_that() -> None:
    with desk(TEXT) as hands:
        bounds = (hands.bounds("thanked")[0], hands.bounds("harbour")[1])

        hands.drag(*bounds)

        assert hands.view.selected_range() == bounds


def test_a_drag_backwards_selects_the_same_and_leaves_the_caret_at_its_start() -> None:
    with desk(TEXT) as hands:
        start, end = hands.bounds("Port Elm")

        hands.drag(end, start)

        assert (hands.view.selected_range(), hands.view.caret()) == ((start, end), start)


@pytest.mark.parametrize("number", range(0, 30, 3))
def test_every_word_of_a_left_to_right_tricky_text_can_be_dragged(number: int) -> None:
    text = TRICKY.split("שלום")[0]
    known = words(text)
    with desk(text) as hands:
        bounds = known[number % len(known)]

        hands.drag(*bounds)

        assert hands.view.selected_range() == bounds


def test_words_of_either_writing_direction_are_selected_by_double_click() -> None:
    with desk(TRICKY) as hands:
        chosen = []
        for word in ("שלום", "مرحبا", "cafe\u0301", "served"):
            start, end = hands.bounds(word)
            middle = hands.view.point_at((start + end) // 2)
            QTest.qWait(QApplication.doubleClickInterval() + 5)
            QTest.mouseDClick(hands.view.viewport(), LEFT, pos=middle)
            chosen.append(hands.selected_text)

        assert chosen == ["שלום", "مرحبا", "cafe\u0301", "served"]


def test_a_drag_inside_words_snaps_to_them_before_release() -> None:
    with desk(TEXT) as hands:
        start, end = hands.bounds("thanked the harbour")
        hands.press(hands.view.point_at(start + 3))

        hands.move(hands.view.point_at(end - 2))

        assert hands.selected_text == "thanked the harbour"


def test_alt_selects_characters() -> None:
    with desk(TEXT) as hands:
        start, _ = hands.bounds("thanked")

        hands.drag(start + 1, start + 4, ALT)

        assert hands.selected_text == "han"


def test_a_double_click_selects_a_word_without_its_possessive_ending() -> None:
    with desk(TEXT) as hands:
        start, _ = hands.bounds("council's")

        QTest.mouseDClick(hands.view.viewport(), LEFT, pos=hands.view.point_at(start + 3))

        assert hands.selected_text == "council"


def test_a_third_click_selects_the_sentence() -> None:
    with desk(TEXT) as hands:
        place = hands.view.point_at(hands.bounds("clerk")[0] + 2)

        QTest.mouseDClick(hands.view.viewport(), LEFT, pos=place)
        QTest.mouseClick(hands.view.viewport(), LEFT, pos=place)

        assert hands.selected_text == "Later the council's clerk, Ivo Brandt, counted ninety-two boats."


def test_shift_click_selects_up_to_there() -> None:
    with desk(TEXT) as hands:
        start, end = hands.bounds("harbour council for its work")
        hands.click(hands.view.point_at(start))

        hands.click(hands.view.point_at(end), SHIFT)

        assert hands.view.selected_range() == (start, end)


def test_a_click_beside_any_span_selects_nothing() -> None:
    with desk(TEXT) as hands:
        hands.view.select_range(0, 9)
        activated: list[object] = []
        hands.view.span_activated.connect(activated.append)

        hands.click_words("objected")

        assert (hands.view.selected_range(), activated) == (None, [None])


def test_a_click_in_the_gap_below_a_line_stays_on_that_line() -> None:
    with desk(TEXT) as hands:
        start, end = hands.bounds("Port")
        middle = hands.view.point_at((start + end) // 2)

        hands.click(middle + QPoint(0, 17))

        assert start <= hands.view.caret() <= end


def test_a_drag_ends_at_the_release_even_without_a_move() -> None:
    with desk(TEXT) as hands:
        start, end = hands.bounds("Ivo Brandt")
        hands.press(hands.view.point_at(start))

        hands.release(hands.view.point_at(end))

        assert hands.selected_text == "Ivo Brandt"


def test_point_at_scrolls_a_far_place_into_view() -> None:
    with desk(TEXT * 60) as hands:
        place = hands.view.point_at(len(hands.document.text) - 10)

        assert hands.view.viewport().rect().contains(place)
        assert hands.view.verticalScrollBar().value() > 0


def test_copy_gives_the_stored_text_and_not_the_display() -> None:
    text = "One\u2028two\ufeff three. " + "A sentence that fills the line with its words. " * 60
    with desk(text) as hands:
        hands.view.select_range(0, len(text))

        hands.view.copy()

        assert QApplication.clipboard().text() == text
        QApplication.clipboard().clear()


def test_a_drag_held_below_the_view_scrolls_on() -> None:
    with desk(TEXT * 60) as hands:
        hands.press(hands.view.point_at(0))
        below = QPoint(300, hands.view.viewport().height() + 20)
        hands.move(below)
        first = hands.view.verticalScrollBar().value()

        QTest.qWait(200)
        later = hands.view.verticalScrollBar().value()
        hands.release(QPoint(300, 200))

        assert later > first
