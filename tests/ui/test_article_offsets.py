"""Claims about offsets of the article view: code points in, code points out, whatever Qt counts."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from annotator.settings import Reading
from annotator.text.tokens import words
from annotator.ui.article.display_text import LONG_PARAGRAPH, ShownText, display_text
from annotator.ui.article.selection import GRAPHEME
from tests.ui.article_desk import desk

NASTY = "a🇩🇪b 👨‍👩‍👧‍👦 c𠮷d\u00a0e\u2028f\u2029g\ufdd0h\ufeffi\x00j\tk\u0301l\ufffcm\n\nשלום עולם 🧑🏽‍🚒 n\n"
alphabet = st.sampled_from("ab .\n𠮷👩\u200d\u0301\u2028\ufeff\x00\u00a0א\t")


@given(st.text(alphabet, max_size=80))
@settings(max_examples=60)
def test_the_display_is_as_long_as_the_text_in_either_count(text: str) -> None:
    shown = display_text(text)

    assert len(shown) == len(text)
    assert len(shown.encode("utf-16-le")) == len(text.encode("utf-16-le", "surrogatepass"))


@given(st.text(alphabet, max_size=80), st.integers(0, 80))
@settings(max_examples=60)
def test_offsets_go_to_positions_and_back(text: str, offset: int) -> None:
    shown = ShownText(text)
    offset = min(offset, len(text))

    assert shown.offset(shown.position(offset)) == offset


def test_qt_holds_the_display_as_it_is() -> None:
    with desk(NASTY) as hands:
        held = hands.view.document()

        characters = "".join(held.characterAt(place) for place in range(held.characterCount() - 1))
        wanted = display_text(NASTY).encode("utf-16-le")
        assert characters.replace("\u2029", "\n").encode("utf-16-le", "surrogatepass") == wanted


def test_an_article_in_one_paragraph_is_broken_at_sentence_ends_only() -> None:
    sentence = "The council of Port Elm counted its boats again. "
    text = sentence * (3 * LONG_PARAGRAPH // len(sentence))

    shown = display_text(text)

    changed = [place for place, (one, other) in enumerate(zip(text, shown, strict=True)) if one != other]
    assert changed
    assert all(text[place - 1] == "." and shown[place] == "\n" for place in changed)


def test_a_long_paragraph_without_sentences_stays_whole() -> None:
    text = "boats " * LONG_PARAGRAPH

    assert display_text(text) == text


@pytest.mark.parametrize("bounds", words(NASTY))
def test_a_selected_word_of_a_nasty_text_comes_back_as_it_was_given(bounds: tuple[int, int]) -> None:
    with desk(NASTY) as hands:
        hands.view.select_range(*bounds)

        cursor = hands.view.textCursor()
        before = NASTY[: bounds[0]].encode("utf-16-le")
        assert (hands.view.selected_range(), cursor.selectionStart()) == (bounds, len(before) // 2)


def test_offsets_outside_the_text_are_kept_inside() -> None:
    with desk("Short.\n") as hands:
        hands.view.select_range(-3, 400)

        assert hands.view.selected_range() == (0, 7)


MIXED = "He said שלום to them, then مرحبا بكم and אב x ג again.\nשלום she said עולם טוב and left מיד.\n"


@pytest.mark.parametrize("bounds", [one for one in words(MIXED) if MIXED[one[0]].isalpha()])
def test_a_drag_over_a_word_written_the_other_way_selects_it(bounds: tuple[int, int]) -> None:
    with desk(MIXED) as hands:
        hands.drag(*bounds)

        assert hands.view.selected_range() == bounds


@pytest.mark.parametrize(
    "text", ["Z\ne\u0301tude", "e\u0301te\u0301 “a\u0308l”", "I\u0307i\u0307 lit 🌉t", "a🇩🇪t 👨‍👩‍👧‍👦t 𠮷i"]
)
@pytest.mark.parametrize("size", range(9, 25))
def test_a_place_inside_a_letter_means_an_edge_of_that_letter_at_every_size(text: str, size: int) -> None:
    with desk(text) as hands:
        hands.view.set_reading(Reading(text_size=size))
        edges = [found.start() for found in GRAPHEME.finditer(text)] + [len(text)]

        for start, end in pairwise(edges):
            left, right = (hands.view.point_at(place).x() for place in (start, end))
            for x in range(left + 1, right):
                place = QPointF(x, hands.view.point_at(start).y())
                assert hands.view.offset_at(place) in (start, end), f"{text[start:end]!r} at {x - left} px"
