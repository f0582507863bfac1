"""What review says: who may review, pseudonyms, choices in words; alike places and repeated verdicts."""

import pytest

from annotator.model.annotation import Fragment
from annotator.model.decision import Policy, Verdict
from annotator.model.document import Role
from annotator.model.ids import DocumentId
from annotator.services.commands import LinkSpans
from annotator.services.flow.commands import SetRole
from annotator.services.review.clustered import clustered
from annotator.services.review.commands import ClusterVerdict, Decide, DecideAlike
from annotator.services.review.gathering import ReviewState, gold_spans
from annotator.services.review.reviewing import (
    ChoiceWords,
    alike_choice,
    choice_words,
    decision_words,
    guideline_line,
    pseudonyms,
    repeated,
    review_refusal,
)
from annotator.services.review.rule_preview import RuleAsked, places_decided_by
from tests.unit.review.conftest import TEXTS, Bench

NAMES = {"first": "A", "second": "B"}


def words(bench: Bench) -> tuple[ChoiceWords, ...]:
    document = bench.project.document(bench.documents[0])
    return choice_words(bench.project, document, bench.item(), NAMES)


def other_labels(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()


def test_only_leads_review_once_there_is_one(bench: Bench) -> None:
    people = {one.name: one for one in bench.project.annotators()}

    assert review_refusal(bench.project, people["lead"]) == ""
    assert "ask lead" in review_refusal(bench.project, people["first"])


def test_anybody_reviews_while_there_is_no_lead(bench: Bench) -> None:
    bench.project.execute(SetRole(bench.lead, Role.ANNOTATOR), bench.lead)

    assert [review_refusal(bench.project, one) for one in bench.project.annotators()] == ["", "", ""]


def test_pseudonyms_are_the_same_each_time_and_shuffled_by_article() -> None:
    people = [f"p{number}" for number in range(30)]
    orders = {tuple(pseudonyms(DocumentId(f"d{n}"), people).items()) for n in range(10)}

    assert len(orders) == 10
    assert pseudonyms(DocumentId("d1"), people) == pseudonyms(DocumentId("d1"), reversed(people))
    assert sorted(pseudonyms(DocumentId("d1"), people).values(), key=lambda one: (len(one), one))[25:28] == [
        "Z",
        "AA",
        "AB",
    ]


def test_choices_say_what_they_leave_out_and_who_has_them(bench: Bench) -> None:
    bench.mark("first", "Ana Moreno")
    bench.mark("second", "Moreno")
    bench.finish()

    told = {(one.text, one.differs, one.who) for one in words(bench)}

    assert told == {("“Ana Moreno”", "", ("A",)), ("“Moreno”", "without “Ana” before", ("B",))}


def test_a_choice_of_two_spans_says_so_and_what_is_missing_behind(bench: Bench) -> None:
    bench.mark("first", "Ana Moreno said that the ferry sails to Tallinn", "INDIRECT")
    bench.mark("second", "Ana Moreno said", "INDIRECT")
    bench.mark("second", "the ferry sails", "INDIRECT")
    bench.finish()

    assert "without “to Tallinn” after; 2 spans" in [one.differs for one in words(bench)]


def test_long_words_are_shortened_in_the_middle_between_words(bench: Bench) -> None:
    bench.mark("first", TEXTS[0][:-1], "INDIRECT")
    bench.mark("second", TEXTS[0][11:-1], "INDIRECT")
    bench.finish()

    assert all(len(one.text) < 80 for one in words(bench))


def test_links_that_differ_are_told_in_words(bench: Bench) -> None:
    for name in bench.names:
        quote, speaker = bench.mark(name, "the ferry sails", "INDIRECT"), bench.mark(name, "Ana Moreno")
        if name == "first":
            bench.project.execute(LinkSpans(quote, speaker, "speaker"), bench.who(name))
    bench.finish()

    assert [one.differs for one in words(bench)] == [
        "speaker “Ana Moreno”",
        "without the attribute or link that others have",
    ]


def test_a_decision_is_told_with_reason_and_comment(bench: Bench) -> None:
    other_labels(bench)
    verdict = ClusterVerdict(bench.item().cluster.key, Verdict.TAKE, 0)
    decide = Decide(bench.documents[0], (verdict,), "guideline_gap", "a port")
    assert decision_words(bench.item(), (), {}) == ""

    bench.project.execute(decide, bench.lead)

    told = decision_words(bench.item(), (bench.gold_span(),), {bench.lead: "lead"})
    assert told == "Decided by lead: GPE “Tallinn”; the guideline does not say; “a port”."


@pytest.mark.parametrize(
    ("verdict", "choice", "fragments"),
    [
        (Verdict.NONE, None, ()),
        (Verdict.TAKE, 1, ()),
        (Verdict.BOTH, None, ()),
        (Verdict.EDIT, None, ((0, 10),)),
    ],
)
def test_a_decision_can_be_repeated_to_give_it_a_reason(
    bench: Bench, verdict: Verdict, choice: int | None, fragments: tuple[Fragment, ...]
) -> None:
    other_labels(bench)
    assert repeated(bench.item(), ()) is None
    first = ClusterVerdict(bench.item().cluster.key, verdict, choice, fragments, "PERSON" if fragments else "")
    bench.project.execute(Decide(bench.documents[0], (first,)), bench.lead)
    before = bench.gold()
    with bench.project.file.reading():
        again = repeated(bench.item(), gold_spans(bench.project.file, bench.documents[0]))
    assert again is not None

    bench.project.execute(Decide(bench.documents[0], (again,), "other"), bench.lead)

    assert bench.gold() == before
    assert [one.reason for one in bench.decisions()] == ["other"]


def test_an_edited_decision_without_its_gold_cannot_be_repeated(bench: Bench) -> None:
    other_labels(bench)
    edit = ClusterVerdict(bench.item().cluster.key, Verdict.EDIT, None, ((0, 10),), "PERSON")
    bench.project.execute(Decide(bench.documents[0], (edit,)), bench.lead)

    assert repeated(bench.item(), ()) is None


def test_alike_places_are_decided_together_and_taken_back_by_one_undo(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.mark("first", "Radio Two", "ORG")
    bench.mark("second", "Radio Two", "FAC")
    bench.finish(documents=2)
    each = tuple(
        Decide(
            bench.documents[n],
            (ClusterVerdict(next(i for i in bench.review(n).items if i.differs).cluster.key, Verdict.TAKE, 0),),
        )
        for n in (0, 1)
    )

    bench.project.execute(DecideAlike(each, "a place"), bench.lead)

    assert [bench.gold(n) for n in (0, 1)] == [[("Tallinn", "GPE")], [("Radio Two", "FAC")]]
    bench.project.undo(bench.lead)
    assert [bench.gold(n) for n in (0, 1)] == [[], []]


def test_two_places_of_one_article_are_decided_in_one_go(bench: Bench) -> None:
    other_labels(bench)
    bench.mark("first", "Monday", "DATE")
    keys = [one.cluster.key for one in bench.review().items if one.differs]
    each = tuple(Decide(bench.documents[0], (ClusterVerdict(key, Verdict.TAKE, 0),)) for key in keys)

    bench.project.execute(DecideAlike(each, "a place"), bench.lead)

    assert bench.gold() == [("Tallinn", "GPE"), ("Monday", "DATE")]


def test_a_choice_is_found_again_in_a_place_that_is_alike(bench: Bench) -> None:
    other_labels(bench)
    bench.mark("first", "Monday", "DATE")
    label, omission = (one for one in bench.review().items if one.differs)

    assert alike_choice(label, 1, label) == 1
    assert alike_choice(label, 1, omission) is None


def test_two_decisions_that_contradict_each_other_count_as_stale(bench: Bench) -> None:
    other_labels(bench)
    bench.decide(Verdict.TAKE, 0)
    (kept,) = bench.decisions()
    bench.project.undo(bench.lead)
    bench.decide(Verdict.NONE)
    with bench.project.file.unit() as db:
        row = dict(next(db.query("SELECT * FROM decision")))
        db.table("decision").insert({**row, "id": kept.id, "decision": "both", "supersedes": "[]"})

    assert bench.item().state is ReviewState.STALE
    bench.decide(Verdict.NONE)
    assert bench.item().state is ReviewState.DECIDED


def test_what_was_decided_is_taken_over_without_comparing_again(bench: Bench) -> None:
    other_labels(bench)
    before = clustered(bench.project.file, bench.documents[0])

    bench.decide(Verdict.TAKE, 0)
    bench.project.undo(bench.lead)
    bench.decide(Verdict.NONE)

    assert clustered(bench.project.file, bench.documents[0]) is before
    assert bench.item().state is ReviewState.DECIDED


def test_after_an_annotators_edit_everything_is_compared_again(bench: Bench) -> None:
    other_labels(bench)
    before = clustered(bench.project.file, bench.documents[0])

    bench.mark("first", "Ana Moreno")

    assert len(clustered(bench.project.file, bench.documents[0]).places) == len(before.places) + 1


def test_a_rule_is_previewed_with_the_places_that_it_would_decide(bench: Bench) -> None:
    for name in bench.names:
        bench.mark(name, "Ana Moreno")
    bench.mark("first", "Monday.", "DATE")
    bench.mark("second", "Monday", "DATE")
    bench.finish()

    def preview(policy: Policy) -> list[str]:
        found = places_decided_by(bench.project, RuleAsked(policy), bench.documents)
        return [line.match for lines in found for line in lines]

    assert preview(Policy.UNANIMOUS) == ["Ana Moreno"]
    assert preview(Policy.TRIM) == ["Ana Moreno", "Monday"]


def test_a_guideline_line_names_the_words_and_the_labels(bench: Bench) -> None:
    other_labels(bench)
    document = bench.project.document(bench.documents[0])

    assert guideline_line(document, bench.item(), "a port is a GPE") == "- “Tallinn” (GPE or LOC): a port is a GPE"
