"""Zones mark what surrounds an article and leave the article alone."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given

from annotator.model.document import ZoneKind, ZoneOrigin
from annotator.text.zones import propose_zones
from tests.unit.text.nasty import pages, stored_texts

TITLE = "Minister thanks neighbours for backing trade deal"
QUESTION = "Will the minister thank his neighbours for backing the deal this time?"
CAPITALISED = "The Story Of A Minister Who Thanked His Neighbours In The Capital."
BODY = (
    "The foreign minister arrived in the capital on Wednesday for talks about trade and security, officials said.",
    "He thanked the hosts for their support. The visit lasts two days.",
    '"We are ready," he said.',
)


def _marked(lines: Sequence[str]) -> list[tuple[str, str]]:
    text = "\n".join(lines)
    return [(zone.kind.value, text[zone.start : zone.end]) for zone in propose_zones(text)]


def _kind(line: str) -> list[str]:
    """The kinds of the zones in a line between the title and the article."""
    return [kind for kind, words in _marked([TITLE, "", line, "", *BODY]) if words in line]


@pytest.mark.parametrize(
    ("glued", "marks"),
    [
        (f"HomeWorld{TITLE}", [("boilerplate", "HomeWorld"), ("title", TITLE)]),
        (f"HomePolitics{TITLE}", [("boilerplate", "HomePolitics"), ("title", TITLE)]),
        (
            f"Current:Home > News{TITLE} -NovaPress",
            [("boilerplate", "Current:Home > News"), ("title", TITLE), ("boilerplate", "-NovaPress")],
        ),
        (
            f"Home » Trade zone » {TITLE} | Daily Courier",
            [("boilerplate", "Home » Trade zone »"), ("title", TITLE), ("boilerplate", "| Daily Courier")],
        ),
        (f"{TITLE} - BBC News", [("title", TITLE), ("boilerplate", "- BBC News")]),
        (f"{TITLE} - NovaPress", [("title", TITLE), ("boilerplate", "- NovaPress")]),
        ("Minister visits - and leaves empty-handed", [("title", "Minister visits - and leaves empty-handed")]),
        ("Minister visits - the long road back to talks", [("title", "Minister visits - the long road back to talks")]),
        ("NewsGuard rates site as unreliable again", [("title", "NewsGuard rates site as unreliable again")]),
        (CAPITALISED, [("title", CAPITALISED)]),
        (QUESTION, [("title", QUESTION)]),
        ("外相が北朝鮮を訪問し首脳会談", [("title", "外相が北朝鮮を訪問し首脳会談")]),
    ],
)
def test_a_title_is_freed_from_what_is_glued_to_it(glued: str, marks: list[tuple[str, str]]) -> None:
    assert _marked([glued, "", *BODY]) == marks


@pytest.mark.parametrize("glued", [f"HomeWorld{TITLE}", f"Kiosk: {TITLE} · The Courier", f"{TITLE}."])
def test_a_repeated_title_is_marked_in_each_line(glued: str) -> None:
    assert [words for kind, words in _marked([glued, "", TITLE, *BODY]) if kind == "title"] == [TITLE, TITLE]


@pytest.mark.parametrize("other", [f"Watch as {TITLE}", f"{TITLE} in the capital", f"{'x' * 80}>{TITLE}", f"İ{TITLE}"])
def test_a_line_that_says_more_than_the_title_is_no_repetition(other: str) -> None:
    assert [words for kind, words in _marked([TITLE, other, *BODY]) if kind == "title"] == [TITLE]


def test_a_teaser_above_the_title_is_not_taken_for_it() -> None:
    lead = "The minister thanked his neighbours on Monday for backing the trade deal of last year, officials said."

    assert _marked(["Breaking: storm hits coast", "", TITLE, "", lead]) == [("title", TITLE)]


def test_a_first_sentence_that_is_printed_twice_is_no_title() -> None:
    assert _marked([TITLE, BODY[0], BODY[0], BODY[1]]) == [("title", TITLE)]


def test_an_article_that_repeats_neither_headline_keeps_the_first() -> None:
    assert _marked(["Storm hits the coast", "Bank raises rates again", *BODY]) == [("title", "Storm hits the coast")]


@pytest.mark.parametrize("lines", [BODY, [f"{BODY[0][:60]} (Image: AP)", *BODY], ["", *BODY[:2]], ["News", *BODY]])
def test_an_article_without_a_title_gets_none(lines: Sequence[str]) -> None:
    assert "title" not in [kind for kind, _ in _marked(lines)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Written by Jane Roe", "byline"),
        ("By JANE ROE, Daily Press", "byline"),
        ("Oct.20 - 2023 9:00 AM CET", "dateline"),
        ("Date:2025-04-26 21:37:10", "dateline"),
        ("Photo: Jane Roe", "caption"),
        ("The minister waves to the crowd (Image: AP)", "caption"),
        ("FILE PHOTO: The minister waves", "caption"),
        ("A crowd waits. Jane Roe/AFP via Getty Images", "caption"),
        ("© Reuters", "caption"),
        ("News", "boilerplate"),
        ("Home World Politics", "boilerplate"),
        ("View", "boilerplate"),
        ("veryNice! (12)", "boilerplate"),
        ("12,345FansLike", "boilerplate"),
        ("2.3K Followers", "boilerplate"),
        ("[email\u00a0protected]", "boilerplate"),
        ("Source: DP", "boilerplate"),
        ("(With agency inputs)", "boilerplate"),
        ("Share this article on Facebook", "boilerplate"),
        ("Read more: Storm hits the coast", "boilerplate"),
        ("Trending Now", "boilerplate"),
        ("LEAVE A REPLY", "boilerplate"),
        ("Your email address will not be published. Required fields are marked *", "boilerplate"),
        ("Copyright © 2024 Daily Press. All rights reserved.", "boilerplate"),
        ("3 min read", "boilerplate"),
        ("Back to top button", "boilerplate"),
    ],
)
def test_a_line_is_told_by_its_wording(line: str, kind: str) -> None:
    assert _kind(line) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "A new start",
        "By Thursday, the talks were over.",
        '"Here we go, all of us!"',
        "Share prices fell.",
        "Related questions were not answered.",
        "Copyright law changed.",
        "Source close to the ministry: no deal in sight, no talks, no more visits this year or the year after that one",
        "Trending upwards, prices reached new heights.",
        "What we know so far",
        "- a point that the article makes",
    ],
)
def test_a_short_line_of_the_article_is_left_alone(line: str) -> None:
    text = "\n".join([TITLE, "", BODY[0], line, BODY[0]])

    assert [zone.kind for zone in propose_zones(text)] == [ZoneKind.TITLE]


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("LONDON -- ", "LONDON --"),
        ("PYONGYANG, Oct 19 (Reuters) - ", "PYONGYANG, Oct 19 (Reuters) -"),
        ("MOSCOW, October 18. /TASS/. ", "MOSCOW, October 18. /TASS/."),
        ("MEXICO CITY, Feb. 8 (UPI) — ", "MEXICO CITY, Feb. 8 (UPI) —"),
        ("SEOUL, South Korea (AP) — ", "SEOUL, South Korea (AP) —"),
        ("Seoul (AFP) – ", "Seoul (AFP) –"),
    ],
)
def test_the_place_that_opens_an_article_is_its_dateline(opening: str, dateline: str) -> None:
    assert ("dateline", dateline) in _marked([TITLE, opening + BODY[0], *BODY])


@pytest.mark.parametrize("opening", ["BREAKING -- ", "US - Korean ", "The NATO - ", "NATO said - "])
def test_other_capitals_before_a_dash_are_no_dateline(opening: str) -> None:
    assert "dateline" not in [kind for kind, _ in _marked([TITLE, opening + BODY[0], *BODY])]


def test_a_place_further_down_is_no_dateline() -> None:
    assert "dateline" not in [kind for kind, _ in _marked([TITLE, *BODY, *BODY, "LONDON -- " + BODY[0]])]


def test_everything_below_the_article_and_a_list_heading_is_one_zone() -> None:
    tail = [
        "Related",
        "- Storm hits coast. What now?",
        "Bank raises rates",
        "",
        "Ranking",
        "Photo: x y",
        "Man bites dog",
    ]

    assert _marked([TITLE, *BODY, *tail])[1:] == [("boilerplate", "\n".join(tail))]


def test_headlines_packed_under_a_heading_inside_the_article_belong_to_it() -> None:
    marks = _marked([TITLE, "", BODY[0], "Related", "Storm hits coast", "Bank raises rates", "", BODY[1], BODY[0]])

    assert marks[1:] == [("boilerplate", "Related\nStorm hits coast\nBank raises rates")]


@pytest.mark.parametrize(
    "inset",
    [
        ["Related News", "", "A new start", ""],
        ["Trending Now", "A new start", ""],
        ["Trending Now", "A new start", "A second heading"],
        ["Trending Now", ""],
    ],
)
def test_a_heading_inside_the_article_swallows_no_text(inset: list[str]) -> None:
    assert _marked([TITLE, "", BODY[0], "", *inset, BODY[1], "", BODY[0]])[1:] == [("boilerplate", inset[0])]


def test_sentences_below_a_list_heading_stay_in_the_article() -> None:
    assert _marked([TITLE, *BODY, "Related", "Roe left on Friday.", "He said no more."])[1:] == [
        ("boilerplate", "Related")
    ]


def test_a_list_item_as_long_as_a_paragraph_is_no_teaser() -> None:
    long = "- " + "a long point of the article " * 12

    assert _marked([TITLE, BODY[0], "Related", long, BODY[0]])[1:] == [("boilerplate", "Related")]


def test_a_title_under_a_list_heading_stays_the_title() -> None:
    assert _marked(["Trending", TITLE, "Storm hits coast", "", *BODY, TITLE])[1] == ("title", TITLE)


def test_blanks_above_the_article_are_marked_as_other() -> None:
    assert _marked(["", TITLE, *BODY]) == [("other", "\n"), ("title", TITLE)]


@pytest.mark.parametrize("text", ["", "\n \n", "\u00a0"])
def test_a_text_of_blanks_has_no_zones(text: str) -> None:
    assert propose_zones(text) == ()


@given(pages() | stored_texts())
def test_zones_lie_in_range_in_order_without_overlap(text: str) -> None:
    zones = propose_zones(text)

    assert all(0 <= zone.start < zone.end <= len(text) for zone in zones)
    assert all(before.end <= after.start for before, after in pairwise(zones))
    assert all(zone.origin is ZoneOrigin.PROPOSED for zone in zones)
    assert all(
        text[zone.start : zone.end] == text[zone.start : zone.end].strip()
        for zone in zones
        if zone.kind is not ZoneKind.OTHER
    )


@given(pages())
def test_running_text_is_never_boilerplate(text: str) -> None:
    sentence = "The minister arrived on Monday for talks about trade and security, his office said."
    text = f"{text}\n{sentence}\n{text}"
    place = text.index(sentence)

    assert not any(
        zone.start < place + len(sentence) and place < zone.end
        for zone in propose_zones(text)
        if zone.kind in (ZoneKind.BOILERPLATE, ZoneKind.CAPTION)
    )
