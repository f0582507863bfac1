"""Claims about the bundled pipeline: what it adds to the rules, within which bounds."""

import pytest

from annotator.model.document import Document, Metadata
from annotator.suggest.article import Article
from annotator.suggest.base import Suggester, Suggestions
from annotator.suggest.pipelines import find_pipeline, open_pipeline
from annotator.suggest.rules import Rules
from annotator.suggest.voices import open_voice


@pytest.fixture(scope="module")
def bundled() -> Suggester:
    return open_voice("bundled")


def read(suggester: Suggester, text: str) -> tuple[Suggestions, list[tuple[str, str]]]:
    found = suggester.suggest(Document.of(text, Metadata(language="en")))
    return found, [(span.label, text[span.start : span.end]) for span in found.spans]


def test_an_indirect_quote_that_no_rule_sees_is_found_with_its_speaker(bundled: Suggester) -> None:
    text = "The old harbour master, who had seen many ferries, quietly conceded the new ones were faster."

    found, spans = read(bundled, text)

    speakers = [text[link.to_span.start : link.to_span.end] for link in found.links if link.label == "speaker"]
    assert ("INDIRECT", "the new ones were faster") in spans
    assert any("master" in speaker for speaker in speakers)


def test_the_same_text_gives_the_same_answer(bundled: Suggester) -> None:
    text = "Ana Moreno told reporters on Monday that the ferry to Oslo had sunk. It was late, she said."

    assert read(bundled, text) == read(bundled, text)


@pytest.mark.parametrize("text", ["", "\n\n \n", "“", "said", "🚢" * 50, "A " * 500])
def test_odd_texts_are_read(bundled: Suggester, text: str) -> None:
    found, _ = read(bundled, text)

    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


def test_words_in_quotation_marks_are_found_as_without_it(bundled: Suggester) -> None:
    text = "“The ferry sails at noon,” said Ana Moreno. “Not today,” she added."

    with_it = [one for one in read(bundled, text)[1] if one[0] == "DIRECT"]

    assert with_it == [one for one in read(Rules(), text)[1] if one[0] == "DIRECT"]


def test_the_grammar_is_read_where_it_is_asked_for_and_nowhere_else() -> None:
    here, there = "Ana Moreno left Oslo.", "Ben Okri sold the ferry."
    text = f"{here}\n\n{there}"
    parse = open_pipeline(find_pipeline("bundled")).read(Article(Document.of(text, Metadata(language="en"))))

    read = parse.with_grammar([(text.index(there), len(text))])

    assert {text[node.start : node.end] for node in read.nodes if node.relation == "nsubj"} & {"Ben", "Okri"}
    assert not any(node.relation for node in read.nodes if node.start < len(here))
    assert [node.tag for node in read.nodes] == [node.tag for node in parse.nodes]


def test_a_parse_that_outlived_its_article_gives_no_grammar_but_does_no_harm() -> None:
    pipeline = open_pipeline(find_pipeline("bundled"))
    text = "Ben Okri sold the ferry."
    parse = pipeline.read(Article(Document.of(text, Metadata(language="en"))))
    pipeline.read(Article(Document.of("Ana Moreno left Oslo.", Metadata(language="en"))))

    read = parse.with_grammar([(0, len(text))])

    assert read.nodes == parse.nodes
