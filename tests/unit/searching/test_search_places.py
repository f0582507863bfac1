"""Claims about the places of words: the index finds no word that has no place, and the other way round."""

import sqlite3
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.search.places import Term, places

LETTERS = "aAäÄßẞéEσςΣıİIñЖжё평양平壤ộ\u01f0e\u0301\u0323'-. \n\u200d🇰👩1٣"


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("Lavrov LAVROV Lavrovs", Term("lavrov"), ["Lavrov", "LAVROV"]),
        ("Lavrov Lavrovs", Term("LAV", beginning=True), ["Lavrov", "Lavrovs"]),
        ("Cafe\u0301 café cafes", Term("cafe"), ["Cafe\u0301", "café"]),
        ("U.N. un U N", Term("u.n."), ["U.N", "U N"]),
        ("foreign\n  minister", Term("foreign minister"), ["foreign\n  minister"]),
        ("평양에서 평양", Term("평양"), ["평양"]),
        ("", Term("a"), []),
        ("a.b", Term("a"), ["a"]),
    ],
)
def test_a_word_is_found_whatever_its_case_and_accents(text: str, term: Term, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, [term], [])] == found


def test_a_place_inside_another_is_left_out() -> None:
    assert places("Lavrov met Choe", [Term("lavrov"), Term("lavrov met"), Term("choe")], []) == ((0, 10), (11, 15))


def test_signs_in_a_string_mean_nothing_else() -> None:
    assert places("a.c abc (a+)+", [], ["a.c", "(a+)+"]) == ((0, 3), (8, 13))


def test_many_hits_in_a_long_article_are_found_in_linear_time() -> None:
    begun = process_time()

    assert len(places("the cat " * 100_000, [Term("the")], [])) == 100_000
    assert process_time() - begun < 20


@given(text=st.text(LETTERS, max_size=30), words=st.text(LETTERS, min_size=1, max_size=4), beginning=st.booleans())
def test_the_index_and_the_places_agree(text: str, words: str, beginning: bool) -> None:
    if not any(character.isalnum() for character in words):
        return
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE article USING fts5 (text)")
        connection.execute("INSERT INTO article VALUES (?)", [text])
        match = f'"{words}"' + (" *" if beginning else "")
        indexed = connection.execute("SELECT 1 FROM article WHERE article MATCH ?", [match]).fetchone() is not None
    finally:
        connection.close()

    found = places(text, [Term(words, beginning)], [])

    assert bool(found) >= indexed
