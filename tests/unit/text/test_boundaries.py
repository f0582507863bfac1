"""Selections snap to words and the caret moves by words, sentences and paragraphs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.tokens import Boundaries
from tests.unit.text.nasty import pieces

TEXT = "Russia's aid came.  He left.\n\nNext one."
EMPTY = Boundaries(" \n ")


@pytest.mark.parametrize(
    ("selected", "snapped"),
    [
        ("ussi", "Russia"),
        ("Russia", "Russia"),
        ("Russia'", "Russia's"),
        ("sia's ai", "Russia's aid"),
        (" aid ", "aid"),
        ("me", "came"),
        ("came.", "came."),
        ("ft.\n\nNe", "left.\n\nNext"),
    ],
)
def test_a_selection_snaps_to_whole_words(selected: str, snapped: str) -> None:
    start = TEXT.index(selected)

    bounds = Boundaries(TEXT).snapped(start, start + len(selected))

    assert TEXT[slice(*bounds)] == snapped


def test_a_selection_made_backwards_snaps_the_same() -> None:
    assert Boundaries(TEXT).snapped(4, 1) == (0, 6)


def test_an_empty_selection_snaps_to_the_word_it_touches() -> None:
    boundaries = Boundaries(TEXT)

    assert boundaries.snapped(3, 3) == (0, 6)
    assert boundaries.snapped(19, 19) == (19, 19)


def test_a_selection_of_blanks_stays_as_it_is() -> None:
    assert Boundaries(TEXT).snapped(18, 20) == (18, 20)
    assert EMPTY.snapped(0, 3) == (0, 3)


def test_a_word_is_found_from_each_of_its_characters_and_its_end() -> None:
    boundaries = Boundaries("ab  cd.")

    assert [boundaries.word_at(offset) for offset in range(8)] == [
        *((0, 2), (0, 2), (0, 2), None, (4, 6), (4, 6), (6, 7), (6, 7))
    ]


def test_the_sentence_at_a_blank_is_the_next_and_at_the_end_the_last() -> None:
    boundaries = Boundaries(TEXT + "\n\n")

    assert [boundaries.sentence_at(offset) for offset in (0, 19, 22, 29, 41)] == [
        *((0, 18), (20, 28), (20, 28), (30, 39), (30, 39))
    ]
    assert [boundaries.paragraph_at(offset) for offset in (5, 29, 41)] == [(0, 28), (30, 39), (30, 39)]


def test_the_caret_moves_by_words_over_marks_and_possessive_endings() -> None:
    boundaries = Boundaries(TEXT)

    assert boundaries.next_word(0) == (9, 12)
    assert boundaries.next_word(13) == (20, 22)
    assert boundaries.next_word(36) is None
    assert boundaries.previous_word(9) == (0, 6)
    assert boundaries.previous_word(0) is None


def test_the_caret_moves_by_sentences_and_paragraphs() -> None:
    boundaries = Boundaries(TEXT)

    assert (boundaries.next_sentence(0), boundaries.next_sentence(30)) == ((20, 28), None)
    assert (boundaries.previous_sentence(25), boundaries.previous_sentence(0)) == ((20, 28), None)
    assert (boundaries.next_paragraph(0), boundaries.next_paragraph(30)) == ((30, 39), None)
    assert (boundaries.previous_paragraph(30), boundaries.previous_paragraph(0)) == ((0, 28), None)


def test_a_text_of_blanks_has_nothing_to_move_to() -> None:
    assert EMPTY.word_at(1) is EMPTY.sentence_at(1) is EMPTY.paragraph_at(1) is EMPTY.next_word(0) is None


@given(pieces(), st.data())
def test_snapping_keeps_the_selected_words_and_happens_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    boundaries = Boundaries(text)

    snapped = boundaries.snapped(start, end)

    assert 0 <= snapped[0] <= snapped[1] <= len(text)
    assert text[start:end].strip() in text[slice(*snapped)]
    assert boundaries.snapped(*snapped) == snapped


@given(pieces())
def test_moving_by_words_visits_each_of_them_both_ways(text: str) -> None:
    boundaries = Boundaries(text)
    forward, back = [], []
    offset = -1
    while found := boundaries.next_word(offset):
        forward.append(found)
        offset = found[0]
    offset = len(text) + 1
    while found := boundaries.previous_word(offset):
        back.append(found)
        offset = found[0]

    assert tuple(forward) == tuple(reversed(back)) == boundaries.stops


def test_look_ups_in_a_long_text_take_no_time() -> None:
    boundaries = Boundaries(TEXT.replace("\n", " ") * 8000)
    assert boundaries.words and boundaries.sentences

    began = time.process_time()
    for offset in range(0, 300_000, 300):
        boundaries.snapped(offset, offset + 7)
        boundaries.sentence_at(offset)

    assert time.process_time() - began < 2
