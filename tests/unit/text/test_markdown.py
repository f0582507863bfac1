"""Claims about the Markdown of guidelines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.markdown import Block, Look, Part, Piece, read_markdown


def looks(text: str) -> list[tuple[str, str]]:
    """Text and look of each piece of the only paragraph."""
    (part,) = read_markdown(text)
    return [(piece.text, piece.look.value) for piece in part.pieces]


def test_blocks_are_told_apart() -> None:
    text = "# Names #\nOne\ntwo\n\n- a\n  2) b\n> said\n---\n```\nx *y*\n```\n~~~\nopen"

    assert [(one.block, one.text, one.level, one.number) for one in read_markdown(text)] == [
        (Block.HEADING, "Names", 1, ""),
        (Block.PARAGRAPH, "One two", 0, ""),
        (Block.ITEM, "a", 0, ""),
        (Block.ITEM, "b", 1, "2"),
        (Block.QUOTE, "said", 0, ""),
        (Block.RULE, "", 0, ""),
        (Block.CODE, "x *y*", 0, ""),
        (Block.CODE, "open", 0, ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** c", [("a ", "plain"), ("b", "bold"), (" c", "plain")]),
        ("__b__", [("b", "bold")]),
        ("*i* _j_", [("i", "italic"), (" ", "plain"), ("j", "italic")]),
        ("`<b>`", [("<b>", "code")]),
        ("snake_case_name 2 * 3 * 4", [("snake_case_name 2 * 3 * 4", "plain")]),
        ("[words](https://example.org)", [("words (https://example.org)", "plain")]),
        ("[same](same)", [("same", "plain")]),
        ("![map](file:///etc/map.png)", [("[picture: map]", "italic")]),
        ("![](map.png)", [("[picture: map.png]", "italic")]),
        ("<img src='x'>", [("<img src='x'>", "plain")]),
    ],
)
def test_words_have_looks_and_nothing_is_a_link_or_a_picture(text: str, expected: list[tuple[str, str]]) -> None:
    assert looks(text) == expected


def test_nothing_is_nothing() -> None:
    assert read_markdown("\n \n```\n```") == ()


@given(text=st.text(alphabet="ab *_`#[]()!->1.\n~\u2028", max_size=60))
def test_any_text_is_read(text: str) -> None:
    parts = read_markdown(text)

    assert all(isinstance(one, Part) for one in parts)
    assert all(isinstance(piece, Piece) and piece.text for one in parts for piece in one.pieces)


def test_many_marks_take_no_longer_than_other_text() -> None:
    (part,) = read_markdown("a" + "*" * 200_000)

    assert part.pieces[0].look is Look.PLAIN
