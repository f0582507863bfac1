"""Claims about reported clauses without quotation marks."""

import pytest

from tests.unit.suggest.reading import links_of, words_of


@pytest.mark.parametrize(
    ("text", "reported", "speaker"),
    [
        ("Ana Moreno said that the ferry sails at noon.", "the ferry sails at noon", "Ana Moreno"),
        ("Ana Moreno said the ferry would sail at noon.", "the ferry would sail at noon", "Ana Moreno"),
        ("The ferry would sail at noon, Ana Moreno said.", "The ferry would sail at noon", "Ana Moreno"),
        ("According to the mayor, the ferry sails at noon.", "the ferry sails at noon", "the mayor"),
        ("The ferry has sailed at noon, according to the mayor.", "The ferry has sailed at noon", "the mayor"),
        ("She told reporters that the ferry sails at noon.", "the ferry sails at noon", "She"),
        ("In his opinion, the ferry sails far too late.", "the ferry sails far too late", "his"),
        ("The ferry sails at noon. This was stated by Ana Moreno.", "The ferry sails at noon", "Ana Moreno"),
        ("The mayor asked whether the ferry had sailed.", "whether the ferry had sailed", "The mayor"),
        ("The mayor promised to keep the ferry.", "to keep the ferry", "The mayor"),
        ("As TASS reported on Monday, the ferry has sailed.", "the ferry has sailed", "TASS"),
        ("The mayor accused the ferry company of neglect.", "the ferry company of neglect", "The mayor"),
    ],
)
def test_a_reported_clause_is_an_indirect_quote(text: str, reported: str, speaker: str) -> None:
    assert words_of(text, "INDIRECT") == [reported]
    assert links_of(text, "speaker")[0] == (reported, speaker)


def test_a_reporting_clause_in_the_middle_leaves_two_pieces() -> None:
    text = "The ferry, he said, sails at noon every day."

    assert words_of(text, "INDIRECT") == [("The ferry", "sails at noon every day")]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sails at noon.",
        "“The ferry sails at noon,” Ana Moreno said in an interview on the quay.",
        "The claims of the ferry company were rejected by a court.",
    ],
)
def test_what_nobody_reports_is_no_indirect_quote(text: str) -> None:
    assert words_of(text, "INDIRECT") == []


def test_an_indirect_quote_may_hold_a_direct_one() -> None:
    text = "Ana Moreno added that the port supports the wish of sailors “to guard their quay.”"

    assert words_of(text, "DIRECT") == ["“to guard their quay.”"]
    assert words_of(text, "INDIRECT") == ["the port supports the wish of sailors “to guard their quay.”"]
