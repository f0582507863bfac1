"""Claims about selecting in the article with keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.article.selection import Edge, Unit
from tests.ui.article_desk import CTRL, SHIFT, Desk, desk

KEY = Qt.Key
TEXT = "Nora Vale spoke in Port Elm. She thanked “the council” twice.\n\nIvo Brandt's boats left. Nobody saw.\n"


def test_the_caret_moves_by_character_word_paragraph_and_sentence() -> None:
    with desk(TEXT) as hands:
        places = []
        for key, modifiers in (
            (KEY.Key_Right, Qt.KeyboardModifier.NoModifier),
            (KEY.Key_Right, CTRL),
            (KEY.Key_ParenRight, SHIFT),
            (KEY.Key_Down, CTRL),
            (KEY.Key_Up, CTRL),
        ):
            hands.key(key, modifiers)
            places.append(hands.view.caret())

        wanted = [1, *(hands.bounds(word)[0] for word in ("Vale", "She", "Ivo", "Nora"))]
        assert places == wanted


def test_shift_extends_by_words_to_where_they_end() -> None:
    with desk(TEXT) as hands:
        hands.view.set_caret(hands.bounds("spoke")[0])

        for _ in range(3):
            hands.key(KEY.Key_Right, CTRL | SHIFT)

        assert hands.selected_text == "spoke in Port"


def test_shift_and_an_arrow_extend_by_one_character() -> None:
    with desk(TEXT) as hands:
        hands.key(KEY.Key_Right, SHIFT)
        hands.key(KEY.Key_Right, SHIFT)
        hands.key(KEY.Key_Left, SHIFT)

        assert hands.selected_text == "N"


@pytest.mark.parametrize("cluster", ["👨‍👩‍👧‍👦", "🇩🇪", "e\u0301", "𠮷", "🧑🏽‍🚒"])
def test_one_step_passes_over_a_whole_grapheme(cluster: str) -> None:
    with desk(f"a{cluster}b.\n") as hands:
        hands.view.set_caret(1)

        hands.key(KEY.Key_Right, SHIFT)

        assert hands.selected_text == cluster


def test_words_are_selected_one_after_the_other_without_marks() -> None:
    with desk(TEXT) as hands:
        hands.view.set_caret(hands.bounds("thanked")[0])

        chosen = [_next_word(hands) for _ in range(4)]

        assert chosen == ["thanked", "the", "council", "twice"]


def test_the_word_before_is_selected() -> None:
    with desk(TEXT) as hands:
        hands.view.select_range(*hands.bounds("council"))

        hands.view.select_previous_word()

        assert hands.selected_text == "the"


def test_sentences_are_selected_in_turn() -> None:
    with desk(TEXT) as hands:
        hands.view.select_sentence()
        chosen = [hands.selected_text]
        for _ in range(2):
            hands.view.select_next_sentence()
            chosen.append(hands.selected_text)
        hands.view.select_previous_sentence()
        chosen.append(hands.selected_text)

        first, second, third = (
            "Nora Vale spoke in Port Elm.",
            "She thanked “the council” twice.",
            "Ivo Brandt's boats left.",
        )
        assert chosen == [first, second, third, second]


def test_either_edge_of_a_selection_moves_by_words() -> None:
    with desk(TEXT) as hands:
        hands.view.select_range(*hands.bounds("Vale spoke in Port"))

        hands.view.resize_selection(Edge.START, Unit.WORD, forward=True)
        hands.view.resize_selection(Edge.END, Unit.WORD, forward=True)
        wider = hands.selected_text
        hands.view.resize_selection(Edge.END, Unit.WORD, forward=False)

        assert (wider, hands.selected_text) == ("spoke in Port Elm", "spoke in Port")


def test_an_edge_never_passes_the_other() -> None:
    with desk(TEXT) as hands:
        hands.view.select_range(*hands.bounds("Vale"))

        hands.view.resize_selection(Edge.END, Unit.WORD, forward=False)

        assert hands.selected_text == "Vale"


def test_down_and_up_keep_to_their_place_across() -> None:
    with desk("word " * 200 + "\n\n" + "more " * 100 + "\n") as hands:
        hands.view.set_caret(22)

        for _ in range(3):
            hands.key(KEY.Key_Down)
        for _ in range(3):
            hands.key(KEY.Key_Up)

        assert hands.view.caret() == 22


def test_home_and_end_go_to_the_ends_of_the_line_and_with_control_of_the_article() -> None:
    with desk(TEXT) as hands:
        hands.view.set_caret(10)
        places = []
        for key, modifiers in (
            (KEY.Key_End, Qt.KeyboardModifier.NoModifier),
            (KEY.Key_Home, Qt.KeyboardModifier.NoModifier),
            (KEY.Key_End, CTRL),
            (KEY.Key_Home, CTRL),
        ):
            hands.key(key, modifiers)
            places.append(hands.view.caret())

        assert places == [TEXT.index("\n"), 0, len(TEXT), 0]


def test_control_c_copies_what_is_selected() -> None:
    with desk(TEXT) as hands:
        hands.view.select_range(*hands.bounds("“the council”"))

        hands.key(KEY.Key_C, CTRL)

        assert QApplication.clipboard().text() == "“the council”"
        QApplication.clipboard().clear()


def test_the_caret_stays_on_the_screen() -> None:
    with desk(TEXT * 40) as hands:
        for _ in range(60):
            hands.key(KEY.Key_Down)
        QTest.qWait(1)

        scrolled = hands.view.verticalScrollBar().value()
        hands.view.point_at(hands.view.caret())
        assert hands.view.verticalScrollBar().value() == scrolled > 0


def _next_word(hands: Desk) -> str:
    hands.view.select_next_word()
    return hands.selected_text
