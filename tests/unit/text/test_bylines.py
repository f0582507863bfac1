"""Bylines name their author; other lines that begin with By do not."""

import pytest

from annotator.text.bylines import author_of
from annotator.text.languages import guess_language


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Written by Jane Roe", "Jane Roe"),
        ("By Jane Roe", "Jane Roe"),
        ("BY JANE ROE", "JANE ROE"),
        ("By: Jane Roe and Anna van der Meer", "Jane Roe and Anna van der Meer"),
        ("By Jane Roe | Daily Courier | Oct 5, 2023", "Jane Roe"),
        ("By JANE ROE, Daily Press", "JANE ROE"),
        ("By Jane Roe in Seoul", ""),
        ("Author: Jean-Luc O’Roe", "Jean-Luc O’Roe"),
        ("BYLINE: Jane Roe.", "Jane Roe"),
        ("Posted on October 3, 2023 by Jane Roe", "Jane Roe"),
        ("Reported by Jane J. Roe", "Jane J. Roe"),
        ("By Thursday", ""),
        ("By Thursday, the talks were over.", ""),
        ("By comparison, nothing", ""),
        ("By The Way", ""),
        ("Author: see below", ""),
        ("Bypass road opened", ""),
        ("Jane Roe", ""),
        ("", ""),
    ],
)
def test_a_byline_names_its_author_only(line: str, author: str) -> None:
    assert author_of(line) == author


def test_english_is_told_by_its_function_words() -> None:
    assert (
        guess_language("The minister said that he had come to the city for talks with the host, and it was late. " * 2)
        == "en"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The end of the road",
        "Der Minister sagte, dass er in die Stadt gekommen war, um mit dem Gastgeber zu reden, und es war spät. " * 3,
        "the " + "Name " * 40,
        "В среду министр прибыл в столицу " * 10,
    ],
)
def test_no_language_is_guessed_where_it_is_not_clear(text: str) -> None:
    assert guess_language(text) == ""
