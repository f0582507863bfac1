"""Claims that hold for every suggestion, whatever the text."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.document import Document, Metadata, Zone, ZoneKind
from annotator.suggest.base import RULES, Suggested
from annotator.suggest.rules import OTHER_LANGUAGE, suggest_document
from annotator.text.normalise import normalise
from annotator.text.zones import propose_zones
from tests.unit.suggest.reading import suggested

PIECES = st.sampled_from(
    [
        "“", "”", '"', "''", "‘", "’", "'", "«", "»", " ", " ", " ", "\n", "\n\n", ". ", ", ", "? ",
        "said", "says that",
        "Ana Moreno", "Kim Jong-un", "the minister", "he", "Russia", "North Koreans", "Ministry of War", "according to",
        "on October 18", "600 soldiers were killed", "😀", "𠮷", "\u2028", "العربية", "in", "of", "(", ")",
        "$4 million",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join).map(lambda raw: normalise(raw).text)


@settings(max_examples=150)
@given(TEXTS)
def test_bounds_lie_in_the_text_and_on_words(text: str) -> None:
    found = suggested(text)

    for span in found.spans:
        assert 0 <= span.start < span.end <= len(text)
        assert all(text[start:end].strip() == text[start:end] for start, end in span.fragments if "\n" not in text)
        assert 0 <= span.score <= 1
        assert span.source == RULES


@settings(max_examples=80)
@given(TEXTS)
def test_the_same_text_gets_the_same_suggestions_in_order(text: str) -> None:
    once, again = suggested(text), suggested(text)

    assert once == again
    assert list(once.spans) == sorted(once.spans, key=lambda span: span.sort_key)
    assert len({span.place for span in once.spans}) == len(once.spans)


@settings(max_examples=80)
@given(TEXTS)
def test_every_link_joins_two_spans_that_are_suggested(text: str) -> None:
    found = suggested(text)

    assert all(link.from_span in found.spans and link.to_span in found.spans for link in found.links)


@settings(max_examples=120)
@given(TEXTS, st.data())
def test_nothing_is_suggested_inside_furniture(text: str, data: st.DataObject) -> None:
    if len(text) < 2:
        return
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))

    found = suggested(text, (Zone(start, end, ZoneKind.BOILERPLATE),))

    assert not [span for span in found.spans if span.start < end and start < span.end]


def test_the_real_articles_hold_too(shared_seeds: Path) -> None:
    for path in sorted(shared_seeds.glob("*.txt")):
        text = normalise(path.read_text(encoding="utf-8")).text
        document = Document.of(text, Metadata(), propose_zones(text))

        found = suggest_document(document)

        furniture = [zone for zone in document.zones if zone.kind is ZoneKind.BOILERPLATE]
        assert {span.layer for span in found.spans} >= {"entity", "quote", "claim", "helper"}
        assert not [one for one in found.spans for zone in furniture if one.start < zone.end and zone.start < one.end]


def test_another_language_keeps_marks_and_dates_and_says_so() -> None:
    text = "Der Minister sagte am 2023-10-18: „Die Fähre fährt heute nicht und morgen auch nicht.“ Danach ging er."

    found = suggested(text, language="de")

    assert found.remark == OTHER_LANGUAGE
    assert {span.label for span in found.spans} <= {"DIRECT", "SCARE", "DATE"}
    assert {"DIRECT", "DATE"} <= {span.label for span in found.spans}


def test_an_empty_text_has_no_suggestions() -> None:
    assert suggested("").spans == ()


@pytest.mark.parametrize("fragments", [(), ((3, 1),), ((0, 2), (2, 4))])
def test_a_suggestion_without_proper_fragments_cannot_be_made(fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="fragment"):
        Suggested("entity", "PERSON", fragments)


def test_a_score_beyond_one_cannot_be_given() -> None:
    with pytest.raises(ValueError, match="score"):
        replace(Suggested("entity", "PERSON", ((0, 1),)), score=1.5)


def test_a_short_text_with_curly_marks_counts_as_english() -> None:
    found = suggest_document(Document.of("“We know it,” said Ana Moreno — “it’s fine …”"))

    assert not found.remark
    assert "speaker" in {link.label for link in found.links}
