"""Claims about what a typed search means, whatever signs it holds."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.services.search.query import LONGEST_QUERY, parse_query


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("Lavrov", '"Lavrov"'),
        ("Lavrov Choe", '"Lavrov" AND "Choe"'),
        ("Pyong*", '"Pyong" *'),
        ('"foreign minister"', '"foreign minister"'),
        ("“foreign minis”*", '"foreign minis" *'),
        ("NOT OR NEAR(", '"NOT" AND "OR" AND "NEAR("'),
        ("text:x ^a", '"text:x" AND "^a"'),
    ],
)
def test_words_phrases_and_beginnings_are_told_apart(typed: str, match: str) -> None:
    assert parse_query(typed).match == f"{{text}} : ({match})"


def test_labels_and_layers_are_no_words() -> None:
    query = parse_query("label:PERSON LAYER:quote label:ORG Lavrov")

    assert (query.labels, query.layers, query.match) == (("PERSON", "ORG"), ("quote",), '{text} : ("Lavrov")')


@pytest.mark.parametrize("typed", ["平壤", "🇰🇵", "→", "金Kim"])
def test_what_the_index_does_not_cut_into_words_is_found_as_it_stands(typed: str) -> None:
    query = parse_query(typed)

    assert (query.match, query.contained) == ("", (typed,))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ('"foreign', "close the phrase"),
        ('""', "empty phrase"),
        ("*", "beginning of a word"),
        ("label:", "without a name"),
        ("a" * (LONGEST_QUERY + 1), "longer than"),
        (" ".join("abcdefghij" * 5), "more than 40 words"),
    ],
)
def test_a_search_for_nothing_gets_a_sentence(typed: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        parse_query(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_by_the_index_or_refused(typed: str) -> None:
    try:
        query = parse_query(typed)
    except UserError:
        return
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (title, text)")
        if query.match:
            connection.execute("SELECT rowid FROM words WHERE words MATCH ?", [query.match]).fetchall()
    finally:
        connection.close()
