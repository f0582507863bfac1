"""Code points and UTF-16 code units convert both ways without loss."""

import pytest
from hypothesis import given

from annotator.text.offsets import OffsetMap
from tests.unit.text.nasty import pieces


@given(pieces())
def test_every_code_point_offset_survives_the_way_to_utf16_and_back(text: str) -> None:
    offsets = OffsetMap(text)

    assert [offsets.to_code_point(offsets.to_utf16(offset)) for offset in range(len(text) + 1)] == [
        *range(len(text) + 1)
    ]


@given(pieces())
def test_offsets_agree_with_pythons_own_encoder(text: str) -> None:
    offsets = OffsetMap(text)

    for offset in range(len(text) + 1):
        assert offsets.to_utf16(offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert offsets.length_utf16 == offsets.to_utf16(len(text))


def test_a_position_inside_a_surrogate_pair_means_the_start_of_the_pair() -> None:
    offsets = OffsetMap("a😀b")

    assert [offsets.to_code_point(position) for position in range(5)] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize(("text", "plain"), [("abc", True), ("žluť 北", True), ("", True), ("𠮷", False)])
def test_a_text_without_astral_characters_is_plain(text: str, plain: bool) -> None:
    assert OffsetMap(text).is_plain is plain


@pytest.mark.parametrize("offset", [-1, 3])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    offsets = OffsetMap("ab")

    with pytest.raises(ValueError, match="outside"):
        offsets.to_utf16(offset)
    with pytest.raises(ValueError, match="outside"):
        offsets.to_code_point(offset)
