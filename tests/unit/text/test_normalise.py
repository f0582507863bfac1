"""Raw text becomes stored text once, and every offset finds its place again."""

import pytest
from hypothesis import given

from annotator.text.normalise import normalise
from tests.unit.text.nasty import pieces

SAME_LENGTH = {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x00": "\ufffd", "\ufdd0": "\ufffd", "\ufdef": "\ufffd"}


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\r\r\nb\n\r", "a\n\nb\n\n"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("\ufeffa", "a"),
        ("\ufeff\ufeffa\ufeff", "a\ufeff"),
        ("\x00\ufdd0\ufdef", "\ufffd\ufffd\ufffd"),
        ("\ud83d a \ude00", "\ufffd a \ufffd"),
        ("", ""),
    ],
)
def test_only_what_cannot_be_stored_is_replaced(raw: str, stored: str) -> None:
    assert normalise(raw).text == stored


@pytest.mark.parametrize("text", ["\u00a0x\u200b ", "e\u0301", "\u202ex", "😀🇷🇺", "\u0085", " a \n\n", "\ufdcf\ufdf0"])
def test_all_else_stays_as_it_is(text: str) -> None:
    assert normalise(text).text == text


@given(pieces())
def test_a_stored_text_does_not_change_again(raw: str) -> None:
    stored = normalise(raw).text

    assert normalise(stored).text == stored


@given(pieces())
def test_a_stored_text_holds_nothing_that_qt_would_change_in_length(raw: str) -> None:
    stored = normalise(raw).text

    assert not stored.startswith("\ufeff")
    assert not set(stored) & {"\r", "\u2028", "\u2029", "\x00", *map(chr, range(0xFDD0, 0xFDF0))}
    stored.encode("utf-8")


@given(pieces())
def test_every_stored_offset_survives_the_way_to_raw_and_back(raw: str) -> None:
    normalised = normalise(raw)

    for offset in range(len(normalised.text) + 1):
        assert normalised.to_stored(normalised.to_raw(offset)) == offset


@given(pieces())
def test_every_stored_character_stands_where_the_map_says(raw: str) -> None:
    normalised = normalise(raw)

    for offset, character in enumerate(normalised.text):
        before = raw[normalised.to_raw(offset)]
        expected = "\ufffd" if "\ud800" <= before <= "\udfff" or "\ufdd0" <= before <= "\ufdef" else before
        assert SAME_LENGTH.get(before, expected) == character


@given(pieces())
def test_raw_offsets_keep_their_order(raw: str) -> None:
    normalised = normalise(raw)
    places = [normalised.to_stored(offset) for offset in range(len(raw) + 1)]

    assert places == sorted(places)
    assert places[-1] == len(normalised.text)


def test_an_offset_inside_a_crlf_means_before_it() -> None:
    normalised = normalise("\ufeffa\r\nb")

    assert [normalised.to_stored(offset) for offset in range(6)] == [0, 0, 1, 1, 2, 3]
    assert [normalised.to_raw(offset) for offset in range(4)] == [1, 2, 4, 5]


@pytest.mark.parametrize("offset", [-1, 5])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    normalised = normalise("abcd")

    with pytest.raises(ValueError, match="outside"):
        normalised.to_stored(offset)
    with pytest.raises(ValueError, match="outside"):
        normalised.to_raw(offset)
