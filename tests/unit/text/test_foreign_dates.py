"""Dates as machines write them and as newspapers of other languages print them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.foreign_dates import read_any_date


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2024-05-06", "2024-05-06"),
        ("2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09+02:00"),
        ("2024-05-06 07:08", "2024-05-06T07:08:00"),
        ("20240506", "2024-05-06"),
        ("20240506T070809Z", "2024-05-06T07:08:09+00:00"),
        ("20240506T070809+0200", "2024-05-06T07:08:09+02:00"),
        ("20240506T070809", "2024-05-06T07:08:09"),
        ("20240506T250000", "2024-05-06"),
        ("Mon, 06 May 2024 07:08:09 GMT", "2024-05-06T07:08:09+00:00"),
        ("jeudi 1er octobre 2013", "2013-10-01"),
        ("29 décembre 2011", "2011-12-29"),
        ("31. Dezember 2018", "2018-12-31"),
        ("5 de mayo de 2020", "2020-05-05"),
        ("7 маggio 2020", None),
        ("5 июля 2019 г.", "2019-07-05"),
        ("May 6, 2024", "2024-05-06"),
        ("20241399", None),
        ("2024-13-40", None),
        ("no date", None),
    ],
)
def test_a_date_is_read_to_iso(raw: str, iso: str | None) -> None:
    found = read_any_date(raw)

    assert (found.iso or None if found else None) == iso


def test_a_day_that_does_not_exist_keeps_its_words() -> None:
    found = read_any_date("31 février 2013")

    assert found is not None
    assert (found.raw, found.iso) == ("31 février 2013", "")


@given(st.text(max_size=30) | st.text(alphabet="0123456789-:TZ+ .,MonMay", max_size=30))
@settings(max_examples=100)
def test_no_words_make_it_raise(raw: str) -> None:
    read_any_date(raw)
