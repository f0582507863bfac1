"""Dates are read as pages print them, and only where the figures say one day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.dates import find_date, read_date_line
from tests.unit.text.nasty import pieces


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Oct.20 - 2023 9:00 AM CET", "2023-10-20T09:00:00"),
        ("Date:2025-04-26 21:37:10", "2025-04-26T21:37:10"),
        ("Published: 3 March 2024, 10:15 GMT", "2024-03-03T10:15:00+00:00"),
        ("2023-10-20T09:00:00+02:00", "2023-10-20T09:00:00+02:00"),
        ("2023-10-20T09:00:00.000Z", "2023-10-20T09:00:00+00:00"),
        ("Friday, October 20th, 2023 | 12:05 a.m. EST", "2023-10-20T00:05:00"),
        ("Posted on Sept. 7, 2023", "2023-09-07"),
        ("Posted on October 3, 2023 by Jane Roe", "2023-10-03"),
        ("20 Oct 2023 - 17:30", "2023-10-20T17:30:00"),
        ("1st of May 2024", "2024-05-01"),
        ("20.10.2023", "2023-10-20"),
        ("20/10/2023", "2023-10-20"),
        ("10/20/2023", "2023-10-20"),
        ("05/05/2023", "2023-05-05"),
        ("2023年10月20日 09:00", "2023-10-20T09:00:00"),
        ("October 20, 2023 99:00", ""),
        ("Oct 20, 2023, 5:30 PM IST · 3 min read", "2023-10-20T17:30:00"),
        ("2023/10/20 25:10", "2023-10-20"),
    ],
)
def test_a_date_line_is_read_to_iso(line: str, iso: str) -> None:
    printed = read_date_line(line)

    assert (printed.iso if printed else "") == iso or not iso


@pytest.mark.parametrize("line", ["05/06/2023", "31.02.2023", "2023-13-01"])
def test_a_date_with_two_readings_or_none_is_kept_as_printed_only(line: str) -> None:
    printed = read_date_line(line)

    assert printed is not None
    assert (printed.iso, printed.raw) == ("", line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "On October 18, 2023 the minister arrived.",
        "October 18",
        "2023",
        "75th anniversary",
        "Published by Jane Roe",
        "A day in May 2024 to remember",
        "2023-10-20 " + "and so on " * 20,
    ],
)
def test_a_line_that_says_more_or_less_than_a_date_is_no_date_line(line: str) -> None:
    assert read_date_line(line) is None


def test_the_label_is_no_part_of_the_printed_date() -> None:
    printed = read_date_line("Last updated on: 3 March 2024 by Jane Roe")

    assert printed is not None
    assert (printed.raw, printed.updated) == ("3 March 2024", True)


def test_the_first_date_in_a_line_is_found() -> None:
    printed = find_date("By Jane Roe | Oct 5, 2023 | updated 2024-01-01")

    assert printed is not None
    assert printed.raw == "Oct 5, 2023"


@given(pieces() | st.text(alphabet="0123456789/.-: OctMay,TZ+", max_size=40))
def test_no_line_makes_reading_fail(line: str) -> None:
    printed = read_date_line(line)

    assert printed is None or printed.raw in line
