"""Claims about names of the rules and of a pipeline, joined."""

from annotator.model.document import Document, Metadata
from annotator.suggest.article import Article
from annotator.suggest.base import Suggested
from annotator.suggest.joined_names import joined_names
from annotator.suggest.parse import NamedPlace, Parse
from tests.unit.suggest.parsing import parse_of

TEXT = "The Qusayr ferry met Vilkas in Brumal."
TAGGED = (
    "The/DT/det/2 Qusayr/NNP/compound/2 ferry/NN/nsubj/3 met/VBD/ROOT/3 Vilkas/NNP/obj/3 in/IN/case/6"
    " Brumal/NNP/obl/3 ././punct/3"
)


def joined(text: str, found: list[Suggested], parse: Parse) -> list[tuple[str, str, str]]:
    names = joined_names(Article(Document.of(text, Metadata(language="en"))), found, parse)
    return [(text[one.start : one.end], one.label, one.rule) for one in names]


def guess(name: str, label: str, rule: str) -> Suggested:
    start = TEXT.index(name)
    return Suggested("entity", label, ((start, start + len(name)),), rule=rule, score=0.5)


def test_a_sure_rule_stands_against_the_pipeline() -> None:
    found = joined(TEXT, [guess("Vilkas", "PERSON", "title")], parse_of(TEXT, TAGGED, (("Vilkas", "LOC"),)))

    assert found == [("Vilkas", "PERSON", "title")]


def test_a_doubtful_name_takes_the_label_that_the_pipeline_gives() -> None:
    found = joined(TEXT, [guess("Brumal", "PERSON", "capitals")], parse_of(TEXT, TAGGED, (("Brumal", "LOC"),)))

    assert found == [("Brumal", "GPE", "voted")]


def test_a_guess_that_nobody_shares_is_dropped() -> None:
    assert joined(TEXT, [guess("Brumal", "PERSON", "lone")], parse_of(TEXT, TAGGED)) == []


def test_a_context_that_nobody_contradicts_stays() -> None:
    found = joined(TEXT, [guess("Brumal", "GPE", "context")], parse_of(TEXT, TAGGED))

    assert found == [("Brumal", "GPE", "context")]


def test_a_doubtful_name_takes_the_label_of_a_sure_mention_elsewhere() -> None:
    text = "Mr. Brumal came. Brumal left."
    sure = Suggested("entity", "PERSON", ((4, 10),), rule="title", score=0.9)
    other = Suggested("entity", "GPE", ((17, 23),), rule="context", score=0.6)

    found = joined(text, [sure, other], Parse())

    assert [(label, rule) for _, label, rule in found] == [("PERSON", "title"), ("PERSON", "elsewhere")]


def test_what_the_rules_passed_over_is_added_in_whole_words_without_article() -> None:
    parse = parse_of(TEXT, TAGGED)
    named = Parse(parse.nodes, (NamedPlace(0, 10, "ORG"),))

    assert joined(TEXT, [], named) == [("Qusayr", "ORG", "pipeline")]


def test_a_word_that_the_parser_takes_for_none_is_no_name() -> None:
    parse = parse_of(TEXT, TAGGED.replace("Qusayr/NNP", "Qusayr/JJ"), (("Qusayr", "ORG"),))

    assert joined(TEXT, [], parse) == []


def test_labels_that_are_no_names_of_people_and_places_are_left_to_the_rules() -> None:
    assert joined(TEXT, [], parse_of(TEXT, TAGGED, (("Qusayr", "WORK_OF_ART"),))) == []
