"""Words keep names, figures and emoji whole and leave possessive endings apart."""

from itertools import pairwise

import pytest
import regex
from hypothesis import given

from annotator.text.words import stops, words
from tests.unit.text.nasty import pieces, stored_texts


def _texts(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    "word",
    [
        *("Jong-Un", "don't", "O’Brien", "rock'n'roll", "50,000-strong", "4.7", "1,000", "21:37:10"),
        *("2025-04-26", "S&P", "AT&T", "U.S.", "a.m.", "Inc.", "Sept.", "U\u00adN"),
        *(
            "e\u0301te\u0301",
            "한국어",
            "カタカナー",
            "السلام",
            "@first",
            "#news",
            "name@example.org",
            "https://example.org/a?b=1",
        ),
        *("example.com", "😀", "👍🏽", "🇷🇺", "👨‍👩‍👧‍👦", "🏴‍☠️", "1️⃣", "4.7bn"),
    ],
)
def test_a_word_is_kept_whole(word: str) -> None:
    assert _texts(f"so {word} is") == ["so", word, "is"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Russia's army", ["Russia", "'s", "army"]),
        ("People’s Republics", ["People", "’s", "Republics"]),
        ("Hughes' day", ["Hughes", "'", "day"]),
        ("'unwavering'", ["'", "unwavering", "'"]),
        ("‘strategic’.", ["‘", "strategic", "’", "."]),
        ("war.Peace", ["war", ".", "Peace"]),
        ("Kim J. Roe", ["Kim", "J.", "Roe"]),
        ("vitamin C. then", ["vitamin", "C", ".", "then"]),
        ("🇷🇺🇰🇵", ["🇷🇺", "🇰🇵"]),
        ("𠮷野家で", ["𠮷", "野", "家", "で"]),
        ("see https://example.org/a.", ["see", "https://example.org/a", "."]),
        ("North Korea -- Russia", ["North", "Korea", "-", "-", "Russia"]),
        ("it cost $7.", ["it", "cost", "$", "7", "."]),
    ],
)
def test_words_part_where_a_label_may_end(text: str, parts: list[str]) -> None:
    assert _texts(text) == parts


def test_a_caret_passes_over_marks_and_possessive_endings() -> None:
    text = "“Russia's 😀 aid,” (he) said."

    assert [text[start:end] for start, end in stops(text)] == ["Russia", "😀", "aid", "he", "said"]


@given(pieces())
def test_words_stand_in_order_and_cover_all_that_is_not_blank(text: str) -> None:
    found = words(text)
    covered = {offset for start, end in found for offset in range(start, end)}

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert {offset for offset, character in enumerate(text) if not character.isspace()} <= covered
    assert not any(text[start].isspace() or text[end - 1].isspace() for start, end in found)


@given(stored_texts())
def test_no_word_cuts_a_grapheme(text: str) -> None:
    inside = {
        offset
        for grapheme in regex.finditer(r"\X", text)
        if not grapheme[0][0].isspace()
        for offset in range(grapheme.start() + 1, grapheme.end())
    }

    assert not inside & {offset for bounds in words(text) for offset in bounds}


@given(pieces())
def test_the_words_of_a_caret_are_words(text: str) -> None:
    assert set(stops(text)) <= set(words(text))
