"""What is known about an article is what its text says, and nothing else."""

import dataclasses

import pytest
from hypothesis import given

from annotator.model.document import Metadata, Zone, ZoneKind
from annotator.text.metadata import propose_metadata
from annotator.text.zones import propose_zones
from tests.unit.text.nasty import pages

TITLE = "Minister thanks neighbours for backing trade deal"
BODY = "The foreign minister arrived in the capital on Wednesday for talks about trade and security, officials said."


def _read(*lines: str) -> Metadata:
    text = "\n".join(lines)
    return propose_metadata(text, propose_zones(text))


def test_a_glued_page_gives_title_outlet_and_date() -> None:
    read = _read(f"Current:Home > News{TITLE} -NovaPress", TITLE, "View", "Date:2025-01-02 03:04:05", BODY)

    assert (read.title, read.outlet) == (TITLE, "NovaPress")
    assert (read.published, read.published_raw) == ("2025-01-02T03:04:05", "2025-01-02 03:04:05")


@pytest.mark.parametrize(
    "line", ["Written by Jane Roe", "By Jane Roe", "Author: Jane Roe", "Posted on 2024-01-02 by Jane Roe"]
)
def test_the_author_is_who_the_byline_names(line: str) -> None:
    assert _read(TITLE, line, BODY).author == "Jane Roe"


@pytest.mark.parametrize("tail", [("Source: DP",), ("Menu", "Source: DP.", "Stay Connected")])
def test_a_source_line_names_the_outlet(tail: tuple[str, ...]) -> None:
    assert _read(TITLE, BODY, *tail).outlet == "DP"


def test_the_outlet_behind_the_title_comes_before_a_source_line() -> None:
    assert _read(f"{TITLE} | Daily Courier", BODY, "Source: DP").outlet == "Daily Courier"


def test_a_menu_line_below_the_title_is_no_outlet() -> None:
    assert _read(TITLE, "View", BODY).outlet == ""


def test_the_day_of_publication_comes_before_the_day_of_an_update() -> None:
    assert _read(TITLE, "Updated: 2024-05-06", "Published: 2024-05-05", BODY).published == "2024-05-05"
    assert _read(TITLE, "Updated: 2024-05-06", "By Jane Roe | May 4, 2024", BODY).published == "2024-05-04"
    assert _read(TITLE, "Updated: 2024-05-06", BODY).published == "2024-05-06"


def test_an_article_that_says_nothing_about_itself_has_empty_metadata() -> None:
    assert _read(BODY) == Metadata()


def test_a_confirmed_title_over_two_lines_is_read_as_one() -> None:
    text = "Minister thanks\n neighbours"

    assert propose_metadata(text, [Zone(0, len(text), ZoneKind.TITLE)]).title == "Minister thanks neighbours"


@given(pages())
def test_every_field_stands_in_the_text(text: str) -> None:
    read = propose_metadata(text, propose_zones(text))
    plain = " ".join(text.split())

    for field in ("title", "outlet", "author", "published_raw"):
        assert " ".join(getattr(read, field).split()) in plain
    assert (
        dataclasses.replace(read, title="", outlet="", author="", published="", published_raw="", language="")
        == Metadata()
    )
