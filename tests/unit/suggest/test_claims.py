"""Claims about claims: which sentences state a fact that could be checked."""

import pytest

from annotator.model.document import Zone, ZoneKind
from tests.unit.suggest.reading import links_of, suggested, words_of


def test_an_event_with_a_date_is_a_claim_without_its_final_stop() -> None:
    assert words_of("The ferry arrived in Oslo on October 18.", "CLAIM") == ["The ferry arrived in Oslo on October 18"]


@pytest.mark.parametrize(
    "text",
    [
        "Did the ferry arrive in Oslo on October 18?",
        "The ferry should perhaps arrive in Oslo one day.",
        "I really love our beautiful ferry in Oslo.",
    ],
)
def test_questions_wishes_and_feelings_are_no_claims(text: str) -> None:
    assert words_of(text, "CLAIM") == []


def test_an_accusation_is_a_claim_as_a_whole_not_its_object() -> None:
    text = "Oslo accused Ana Moreno of having delivered 600 containers."

    assert words_of(text, "CLAIM") == [text.removesuffix(".")]


def test_a_reported_claim_is_linked_to_its_claimant() -> None:
    text = "Ana Moreno said that 600 soldiers were killed in Oslo."

    assert words_of(text, "CLAIM") == ["600 soldiers were killed in Oslo"]
    assert links_of(text, "claimant") == [("600 soldiers were killed in Oslo", "Ana Moreno")]


@pytest.mark.parametrize(
    ("text", "check"),
    [("In all 600 soldiers were killed in Oslo.", "high"), ("The ferry arrived in Oslo on October 18.", "low")],
)
def test_consequential_facts_are_to_be_checked_first(text: str, check: str) -> None:
    claim = next(span for span in suggested(text).spans if span.label == "CLAIM")

    assert [(one.name, one.value) for one in claim.attributes] == [("check", check)]


def test_headlines_are_no_claims() -> None:
    title = "Ferry arrived in Oslo on October 18"

    found = suggested(title, (Zone(0, len(title), ZoneKind.TITLE),))

    assert [span for span in found.spans if span.label == "CLAIM"] == []
