"""Claims about words in quotation marks: whose they are, where they end, and which are nobody's."""

import pytest

from annotator.model.document import Zone, ZoneKind
from tests.unit.suggest.reading import links_of, suggested, words_of

SPOKEN = [
    ("“The ferry sails at noon,” said Ana Moreno.", "“The ferry sails at noon,”", "Ana Moreno"),
    ('"The ferry sails at noon," Ana Moreno said on Monday.', '"The ferry sails at noon,"', "Ana Moreno"),
    ("''The ferry sails at noon,'' said Ana Moreno.", "''The ferry sails at noon,''", "Ana Moreno"),
    ("«The ferry sails at noon», said Ana Moreno.", "«The ferry sails at noon»", "Ana Moreno"),
    ("“The ferry sails at noon .” he said, walking off.", "“The ferry sails at noon .”", "he"),
    ("Ana Moreno told reporters that “the ferry sails at noon.”", "“the ferry sails at noon.”", "Ana Moreno"),
    ("Ana Moreno, the new harbour master, said: “The ferry sails.”", "“The ferry sails.”", "Ana Moreno"),
    ("“The ferry sails at noon,” according to the harbour master.", "“The ferry sails at noon,”", "the harbour master"),
    ("“The ferry’s crew is the boys’ pride,” said Ana Moreno.", "“The ferry’s crew is the boys’ pride,”", "Ana Moreno"),
    ("The minister praised “a firm and steady hand” at the helm.", "“a firm and steady hand”", "The minister"),
    (
        "“The ferry is late. We are sorry.” This was stated by Ana Moreno.",
        "“The ferry is late. We are sorry.”",
        "Ana Moreno",
    ),
]


@pytest.mark.parametrize(("text", "quote", "speaker"), SPOKEN)
def test_a_quote_is_linked_to_who_says_it(text: str, quote: str, speaker: str) -> None:
    assert words_of(text, "DIRECT") == [quote]
    assert links_of(text, "speaker") == [(quote, speaker)]


def test_the_cue_is_linked_as_well() -> None:
    text = "“The ferry sails at noon,” said Ana Moreno."

    assert links_of(text, "cue") == [("“The ferry sails at noon,”", "said")]


def test_a_clause_that_interrupts_leaves_one_quote_of_two_pieces() -> None:
    text = "“The ferry sails,” he said, “and nobody will stop it.”"

    assert words_of(text, "DIRECT") == [("“The ferry sails,”", "“and nobody will stop it.”")]


def test_an_utterance_over_two_paragraphs_is_one_quote() -> None:
    text = "“The ferry sails at noon.\n\n“Nobody will stop it,” said Ana Moreno."

    assert words_of(text, "DIRECT") == ["“The ferry sails at noon.\n\n“Nobody will stop it,”"]
    assert links_of(text, "speaker")[0][1] == "Ana Moreno"


def test_a_mark_that_never_closes_ends_with_its_sentence() -> None:
    text = "Ana Moreno said: “The ferry sails. Nobody was surprised by that at all.\n\nThe harbour stays open."

    assert words_of(text, "DIRECT") == ["“The ferry sails."]


def test_the_outlet_that_passed_the_words_on_is_the_relay() -> None:
    text = "“The ferry sails at noon,” Ana Moreno said, quoted by TASS."

    assert links_of(text, "relay") == [("“The ferry sails at noon,”", "TASS")]
    assert links_of(text, "speaker") == [("“The ferry sails at noon,”", "Ana Moreno")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “people’s ferry” was sold in spring.",
        "The harbour calls itself modern, yet the ‘new’ crane is old.",
        "Her first book, “Tides”, came out in 1990.",
    ],
)
def test_a_term_in_marks_is_nobodys_speech(text: str) -> None:
    assert len(words_of(text, "SCARE")) == 1
    assert words_of(text, "DIRECT") == []


def test_the_next_quote_of_a_paragraph_goes_on_with_the_speaker() -> None:
    text = (
        "“The ferry sails,” said Ana Moreno as she left the office of the mayor in the rain at night. "
        "“It will not be stopped.”"
    )

    assert {speaker for _, speaker in links_of(text, "speaker")} == {"Ana Moreno"}


def test_the_author_of_a_wish_inside_a_report_is_not_its_speaker() -> None:
    text = "Kirby said any captain who wants to win “owes it to the men and women” of the port."

    assert links_of(text, "speaker")[0][1] == "Kirby"


def test_a_short_quote_in_a_headline_is_set_apart() -> None:
    title = "Harbour praises 'steady' ferry crew"

    found = suggested(f"{title}\n\nThe harbour stays open.", (Zone(0, len(title), ZoneKind.TITLE),))

    assert [span.label for span in found.spans if span.layer == "quote"] == ["SCARE"]
