"""Term lists are read from the files that people have, and match whole words only."""

import json

import pytest

from annotator.errors import UserError
from annotator.model.annotation import Attribute
from annotator.model.document import Document, Zone, ZoneKind
from annotator.model.term_list import Term, TermList
from annotator.suggest.term_files import LONGEST, MOST_BYTES, read_terms
from annotator.suggest.terms import Terms, Wanted
from annotator.suggest.token_patterns import UnusablePattern, token_pattern

WANTED = {"ORG": Wanted("entity", "name"), "GPE": Wanted("entity"), "CLAIM": Wanted("claim")}


def found(text: str, *terms: Term) -> list[tuple[str, str]]:
    """Label and words of what a list suggests for a text."""
    spans = Terms(TermList("mine", terms), WANTED).suggest(Document.of(text)).spans
    assert all(span.source == "dictionary:mine" for span in spans)
    return [(span.label, text[span.start : span.end]) for span in spans]


def tokens(*conditions: dict[str, object]) -> str:
    return json.dumps(list(conditions))


def test_csv_with_a_head_is_read_whatever_separates_the_cells() -> None:
    for separator in ",;\t":
        data = f"label{separator}term{separator}name\nORG{separator}the Fund{separator}IMF\n\n".encode()
        assert read_terms("mine", data).terms.terms == (Term("ORG", "the Fund", "IMF"),)


def test_patterns_of_the_entity_ruler_are_read() -> None:
    lines = [
        {"label": "ORG", "pattern": "Apple", "id": "apple"},
        {"label": "GPE", "pattern": [{"LOWER": "san"}, {"LOWER": "francisco"}]},
    ]
    read = read_terms("mine", "\n".join(map(json.dumps, lines)).encode())
    assert [(one.label, one.name, one.is_tokens) for one in read.terms.terms] == [
        ("ORG", "apple", False),
        ("GPE", "", True),
    ]
    assert read.faults == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"label": "ORG", "pattern": [{"POS": "PROPN"}]}, "the key POS cannot be used"),
        ({"label": "ORG", "pattern": [{"LOWER": "a", "OP": "{2}"}]}, "the operator {2}"),
        ({"label": "ORG", "pattern": [{"TEXT": {"FUZZY": "a"}}]}, "the condition on TEXT"),
        ({"label": "ORG", "pattern": [{"TEXT": {"REGEX": "("}}]}, "is faulty"),
        ({"label": "ORG", "pattern": [{"LOWER": "a"}] * 21}, "21 conditions"),
        ({"label": "ORG", "pattern": ["a"]}, "neither words nor a list"),
        ({"label": "ORG"}, "no words"),
        ({"pattern": "Apple"}, "no label"),
        ({"label": "ORG", "pattern": "a" * (LONGEST + 1)}, "longer than"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_rest_read(line: dict[str, object], reason: str) -> None:
    data = f'{{"label": "ORG", "pattern": "Apple"}}\n{json.dumps(line)}\n'.encode()
    read = read_terms("mine", data)
    assert len(read.terms.terms) == 1
    assert read.faults[0].startswith("Line 2 was left out") and reason in read.faults[0]


def test_a_line_that_is_no_json_is_named() -> None:
    read = read_terms("mine", b'{"label": "ORG", "pattern": "Apple"}\n{"label"\n')
    assert len(read.faults) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe\x00", "not written in UTF-8"),
        (b"words only\nApple\n", "the columns term and label"),
        (b"", "the columns term and label"),
        (b"label,term\n", "no term that can be used"),
        (b'label,term\nORG,"Apple\n', "damaged"),
        (b"x" * (MOST_BYTES + 1), "MB"),
        (b"label,term\n" + b"".join(b"ORG,w%d\n" % number for number in range(50_001)), "50,001 terms"),
    ],
)
def test_a_file_that_is_no_list_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        read_terms("mine", data)


def test_words_match_whole_words_in_the_same_case_across_any_blanks() -> None:
    text = "The Fund met. The  Fund, the fund and the Funds; The\nFund's loan."
    assert found(text, Term("ORG", "The Fund")) == [("ORG", "The Fund"), ("ORG", "The  Fund"), ("ORG", "The\nFund")]


def test_the_longest_term_wins_and_none_overlaps_in_its_layer() -> None:
    assert found("New York Times", Term("GPE", "New York"), Term("ORG", "New York Times"), Term("GPE", "York")) == [
        ("ORG", "New York Times")
    ]


def test_a_canonical_name_goes_into_the_attribute_for_it() -> None:
    terms = TermList("mine", (Term("ORG", "the Fund", "IMF"), Term("GPE", "Oslo", "Oslo")))
    spans = Terms(terms, WANTED).suggest(Document.of("In Oslo the Fund met.")).spans
    assert [span.attributes for span in spans] == [(), (Attribute("name", "IMF"),)]


def test_a_label_that_the_scheme_lacks_says_nothing() -> None:
    assert found("Apple", Term("FRUIT", "Apple")) == []


def test_furniture_of_the_page_is_left_alone() -> None:
    document = Document.of("Apple\n\nApple", zones=(Zone(0, 5, ZoneKind.BOILERPLATE),))
    spans = Terms(TermList("mine", (Term("ORG", "Apple"),)), WANTED).suggest(document).spans
    assert [span.start for span in spans] == [7]


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        (({"LOWER": "the"}, {"LOWER": "fund"}), ["The Fund", "the FUND"]),
        (({"ORTH": "The"}, {"LOWER": "fund"}), ["The Fund"]),
        (({"TEXT": {"IN": ["The", "FUND"]}},), ["The", "FUND"]),
        (({"TEXT": {"NOT_IN": ["The", "the", "Fund", "FUND", ".", "of"]}},), ["2024"]),
        (({"IS_DIGIT": True},), ["2024"]),
        (({"LIKE_NUM": True, "LENGTH": 4},), ["2024"]),
        (({"IS_PUNCT": True},), [".", "."]),
        (({"IS_UPPER": True, "IS_ALPHA": True, "LENGTH": 4},), ["FUND"]),
        (({"LOWER": "fund"}, {"LOWER": "of", "OP": "?"}, {"IS_DIGIT": True, "OP": "*"}), ["Fund", "FUND of 2024"]),
        (({"IS_TITLE": True, "OP": "+"},), ["The Fund"]),
        (({"LOWER": "the"}, {"LOWER": "fund", "OP": "!"}), []),
        (({"TEXT": {"REGEX": "^F[A-Z]+$"}},), ["FUND"]),
        (({"LOWER": {"REGEX": "^fu"}},), ["Fund", "FUND"]),
    ],
)
def test_conditions_match_as_the_entity_ruler_does(conditions: tuple[dict[str, object], ...], words: list[str]) -> None:
    text = "The Fund. the FUND of 2024."
    assert [match for _, match in found(text, Term("ORG", tokens(*conditions)))] == words


def test_an_expression_without_end_is_left_out_and_said() -> None:
    slow = Term("ORG", tokens({"TEXT": {"REGEX": "^(a|aa)+b$"}}))
    suggestions = Terms(TermList("mine", (slow, Term("ORG", "Apple"))), WANTED).suggest(
        Document.of("Apple " + "a" * 60 + "! " + "b" * 60)
    )
    assert [span.label for span in suggestions.spans] == ["ORG"]
    assert "take too long" in suggestions.remark


def test_a_pattern_that_is_no_json_is_unusable_and_says_nothing() -> None:
    with pytest.raises(UnusablePattern):
        token_pattern("[{")
    assert found("Apple", Term("ORG", "[{"), Term("ORG", "")) == []
