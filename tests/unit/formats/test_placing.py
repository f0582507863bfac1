"""Finding the unit of foreign offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.base import ForeignSpan
from annotator.formats.placing import Placed, Unit, place_all, place_exactly

TEXT = "😀 Anna met Bob.\r\nThen 🇫🇷 Anna left.\nBob stayed."


def span(start: int, end: int, text: str | None) -> ForeignSpan:
    return ForeignSpan("PERSON", ((start, end),), text)


def test_code_points_are_taken_as_they_are() -> None:
    at = TEXT.index("Bob")

    assert place_all([span(at, at + 3, "Bob")], TEXT) == (Placed(((at, at + 3),), Unit.CODE_POINT),)


def test_utf16_offsets_are_converted() -> None:
    at = TEXT.rindex("Anna")
    before_utf16 = len(TEXT[:at].encode("utf-16-le")) // 2

    assert place_all([span(before_utf16, before_utf16 + 4, "Anna")], TEXT) == (Placed(((at, at + 4),), Unit.UTF16),)


def test_crlf_counted_as_one_is_converted() -> None:
    at = TEXT.rindex("Anna")
    counted = len(TEXT[:at].replace("\r\n", "\n"))

    assert place_all([span(counted, counted + 4, "Anna")], TEXT) == (Placed(((at, at + 4),), Unit.CRLF_AS_1),)


def test_crlf_counted_as_two_is_converted_where_the_file_keeps_only_line_feeds() -> None:
    text = "One\nTwo\nThree"
    counted = len("One\r\nTwo\r\n")

    assert place_all([span(counted, counted + 5, "Three")], text) == (Placed(((8, 13),), Unit.CRLF_AS_2),)


def test_the_nearest_occurrence_is_taken_when_no_unit_fits() -> None:
    text = "Bob . . . . . . . . Bob . . . Bob"

    assert place_all([span(18, 21, "Bob")], text) == (Placed(((20, 23),), Unit.NEAREST),)
    assert place_all([span(3, 6, "Bob")], text) == (Placed(((0, 3),), Unit.NEAREST),)
    assert place_all([span(900, 903, "Bob")], text) == (Placed(((30, 33),), Unit.NEAREST),)


def test_a_text_that_is_nowhere_is_a_reason() -> None:
    assert place_all([span(0, 3, "Zoe"), span(0, 0, "")], TEXT) == ("its text is nowhere in the document",) * 2


def test_the_unit_that_fits_most_spans_wins_over_a_chance_fit() -> None:
    text = "😀aab"
    # In UTF-16 every offset is right; in code points the first "a" fits its neighbour by chance.
    spans = [span(2, 3, "a"), span(3, 4, "a"), span(4, 5, "b")]

    placed = place_all(spans, text)

    assert placed == tuple(Placed(((at, at + 1),), Unit.UTF16) for at in (1, 2, 3))


def test_an_interrupted_span_moves_as_a_whole() -> None:
    text = "xx one two three"
    foreign = ForeignSpan("DIRECT", ((0, 3), (8, 13)), "one two three")

    assert place_all([foreign], text) == (Placed(((3, 6), (11, 16)), Unit.NEAREST),)


def test_an_interrupted_span_whose_pieces_do_not_fit_its_text_is_a_reason() -> None:
    foreign = ForeignSpan("DIRECT", ((0, 3), (9, 12)), "one two three")

    assert place_all([foreign], "xx one two three") == ("its fragments do not fit its text",)


def test_a_span_without_text_is_believed_inside_the_text_only() -> None:
    inside, outside = place_all([span(0, 2, None), span(0, 999, None)], TEXT)

    assert inside == Placed(((0, 2),), Unit.CODE_POINT)
    assert isinstance(outside, str)


@pytest.mark.parametrize(("bounds", "words"), [((3, 3), "not after"), ((-1, 3), "outside"), ((0, 999), "outside")])
def test_exact_offsets_outside_the_text_are_a_reason(bounds: tuple[int, int], words: str) -> None:
    placed = place_exactly(span(*bounds, "x"), TEXT)

    assert isinstance(placed, str)
    assert words in placed


def test_exact_offsets_with_another_text_are_a_reason_however_near_the_text_is() -> None:
    at = TEXT.index("Bob")

    assert place_exactly(span(at + 1, at + 4, "Bob"), TEXT) == f"its text is not at {at + 1}-{at + 4}"


def test_a_quote_may_have_lost_its_carriage_return() -> None:
    at = TEXT.index("Bob.\r\nThen")

    assert isinstance(place_exactly(span(at, at + 10, "Bob.\nThen"), TEXT), Placed)


@given(st.text(alphabet="a😀\r\nb🇫", max_size=30), st.data())
def test_a_span_is_never_placed_where_its_text_is_not(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, 40))
    quote = data.draw(st.text(alphabet="a😀b", min_size=1, max_size=3))

    (placed,) = place_all([span(start, start + len(quote), quote)], text)

    if isinstance(placed, Placed):
        assert text[placed.fragments[0][0] : placed.fragments[0][1]] == quote
    else:
        assert quote not in text
