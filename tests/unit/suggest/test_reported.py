"""Claims about reported clauses that a parse shows."""

import pytest

from annotator.model.document import Document, Metadata
from annotator.suggest.article import Article
from annotator.suggest.attribution import Cue
from annotator.suggest.parse import Parse
from annotator.suggest.quotes import read
from annotator.suggest.reported import Reported, is_borne_out, parsed_reports
from tests.unit.suggest.parsing import parse_of


def reports(text: str, parse: Parse) -> list[tuple[str, str, str]]:
    unit = read(Article(Document.of(text, Metadata(language="en")))).units[0]
    found = []
    for one in parsed_reports(unit, parse):
        content = text[unit.items[one.pieces[0][0]].start : unit.items[one.pieces[0][1] - 1].end]
        subject = one.cue.subject
        speaker = text[unit.items[subject[0]].start : unit.items[subject[1] - 1].end] if subject else ""
        found.append((speaker, content, one.rule))
    return found


def test_a_clause_with_that_is_reported_by_its_subject() -> None:
    text = "The old captain noted that the ferry was late."
    parse = parse_of(
        text,
        "The/DT/det/2 old/JJ/amod/2 captain/NN/nsubj/3 noted/VBD/ROOT/3 that/IN/mark/7 the/DT/det/6"
        " ferry/NN/nsubj/7 was/VBD/ccomp/3 late/JJ/xcomp/7 ././punct/3",
    )

    assert reports(text, parse) == [("The old captain", "the ferry was late", "parsed:that")]


def test_a_joined_verb_has_the_subject_of_the_first() -> None:
    text = "Moreno rose and hoped to see the harbour soon."
    parse = parse_of(
        text,
        "Moreno/NNP/nsubj/1 rose/VBD/ROOT/1 and/CC/cc/3 hoped/VBD/conj/1 to/TO/mark/5 see/VB/xcomp/3"
        " the/DT/det/7 harbour/NN/obj/5 soon/RB/advmod/5 ././punct/1",
    )

    assert reports(text, parse) == [("Moreno", "to see the harbour soon", "parsed:to")]


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        (
            "She praised the new master.",
            "She/PRP/nsubj/1 praised/VBD/ROOT/1 the/DT/det/4 new/JJ/amod/4 master/NN/obj/1 ././punct/1",
            "parsed:object:praise",
        ),
        (
            "She talked about the new harbour.",
            "She/PRP/nsubj/1 talked/VBD/ROOT/1 about/IN/case/5 the/DT/det/5 new/JJ/amod/5 harbour/NN/obl/1 ././punct/1",
            "parsed:about:talk",
        ),
    ],
)
def test_what_a_verb_is_about_is_reported_as_a_phrase(text: str, words: str, rule: str) -> None:
    assert [(speaker, found) for speaker, _, found in reports(text, parse_of(text, words))] == [("She", rule)]


def test_an_apposition_behind_a_quotation_is_not_what_was_said() -> None:
    text = "“We sail at noon today,” said Moreno, who owns the ferry."
    parse = parse_of(
        text[text.index("said") :],
        "said/VBD/ROOT/0 Moreno/NNP/nsubj/0 ,/,/punct/0 who/WP/nsubj/4 owns/VBZ/ccomp/0 the/DT/det/6"
        " ferry/NN/obj/4 ././punct/0",
    )
    moved = Parse(tuple(n._replace(start=n.start + 25, end=n.end + 25) for n in parse.nodes))

    assert reports(text, moved) == []


def test_a_noun_is_no_reporting_verb() -> None:
    text = "Her claims the court heard were false."
    parse = parse_of(
        text,
        "Her/PRP$/nmod:poss/1 claims/NNS/nsubj/6 the/DT/det/3 court/NN/nsubj/4 heard/VBD/acl/1 were/VBD/cop/6"
        " false/JJ/ROOT/6 ././punct/6",
    )
    unit = read(Article(Document.of(text, Metadata(language="en")))).units[0]
    cue = next(iter(parsed_reports(unit, parse)), None)

    assert cue is None or cue.cue.verb != "claim"


def test_a_verb_found_by_its_form_alone_must_be_one_by_the_parse() -> None:
    text = "Her claims about it were false."
    parse = parse_of(
        text,
        "Her/PRP$/nmod:poss/1 claims/NNS/nsubj/5 about/IN/case/3 it/PRP/nmod/1 were/VBD/cop/5 false/JJ/ROOT/5"
        " ././punct/5",
    )
    unit = read(Article(Document.of(text, Metadata(language="en")))).units[0]

    guess = Reported(((2, 6),), Cue(1, 1, "claim", (0, 1)), "clause", 0.7)

    assert not is_borne_out(unit, guess, parse)
    assert is_borne_out(unit, Reported(guess.pieces, guess.cue, "according", 0.9), parse)
