"""Sentences and paragraphs of news text end where a reader sees them end."""

from itertools import pairwise

import pytest
from hypothesis import given

from annotator.text.paragraphs import paragraphs
from annotator.text.sentences import sentences
from tests.unit.text.nasty import pages, pieces


def _texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. sent Gen. J. Roe home on Sept. 7.",
        "Apple Inc. said so.",
        "It cost $4.7 billion, No. 3 on the list.",
        '"Here we go!" said Roe.',
        "“We help his people .” he said, quoted by an agency.",
        "They met vs. Roe's team at 9 a.m. Monday.",
        "Wait... then go.",
        "彼は「行く。」と述べた。",
        "The claim[1] holds.[2]",
        "Vitamin B. Roe took it.",
        "1. Russia won the match.",
        "It was said of the U.N. Security Council.",
    ],
)
def test_a_stop_inside_does_not_end_the_sentence(sentence: str) -> None:
    assert _texts(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ["He left.", "She stayed."],
        ["He left at 9 a.m.", "The talks went on."],
        ["He lives in the U.S.", "“Come,” he said."],
        ["It was his “partner.”", "Roe smiled."],
        ['He said "yes."', '"No," she said.'],
        ["Was it 3 p.m.?", "Yes!", "No..."],
        ["It ended in 2022.", "12 people came."],
        ["He said no.", "Roe left."],
        ["It ended.[1]", "Then more."],
        ["Prices rose in Oct.", "But wages fell."],
        ["Ho ho.", "Ōsaka waits."],
        ["He went . . .", "Then"],
    ],
)
def test_a_stop_before_a_new_sentence_ends_it(parts: list[str]) -> None:
    assert _texts(" ".join(parts)) == parts


def test_chinese_and_japanese_need_no_blank_between_sentences() -> None:
    assert _texts("次の文。終わり。「行く。」彼は") == ["次の文。", "終わり。", "「行く。」", "彼は"]


def test_headlines_and_list_lines_stand_alone() -> None:
    text = "Storm hits coast\n\n- First item\n- Second item\n1. Third item\nHe came. He left."

    assert _texts(text) == [
        "Storm hits coast",
        "- First item",
        "- Second item",
        "1. Third item",
        "He came.",
        "He left.",
    ]


def test_a_piece_without_letters_stays_with_its_sentence() -> None:
    assert _texts("Annexation was announced. . Then it stopped. (12)") == [
        "Annexation was announced. .",
        "Then it stopped. (12)",
    ]


def test_lines_wrapped_by_width_form_one_paragraph() -> None:
    text = "The minister came on Monday for long\ntalks on trade with a man in\nSeoul. It all was then over and\ndone."

    assert paragraphs(text) == ((0, len(text)),)
    assert len(sentences(text)) == 2


def test_a_single_line_broken_inside_a_sentence_is_joined() -> None:
    text = "Headline of the day\nThe minister arrived on Monday for\ntalks about trade.\nNext paragraph here."

    assert [text[start:end] for start, end in paragraphs(text)] == [
        "Headline of the day",
        "The minister arrived on Monday for\ntalks about trade.",
        "Next paragraph here.",
    ]


def test_short_lines_in_lower_case_stay_apart() -> None:
    assert len(paragraphs("home\nnews\nsport")) == 3


@given(pieces() | pages())
def test_sentences_lie_in_order_inside_paragraphs_and_cover_all_words(text: str) -> None:
    found, blocks = sentences(text), paragraphs(text)
    covered = {offset for start, end in found for offset in range(start, end)}

    for pieces_found in (found, blocks):
        assert all(0 <= start < end <= len(text) for start, end in pieces_found)
        assert all(before[1] <= after[0] for before, after in pairwise(pieces_found))
        assert not any(text[start].isspace() or text[end - 1].isspace() for start, end in pieces_found)
    assert {offset for offset, character in enumerate(text) if not character.isspace()} <= covered
    assert all(any(begin <= start and end <= finish for begin, finish in blocks) for start, end in found)
