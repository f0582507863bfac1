"""Deciding a cluster by hand writes gold and never touches what annotators made."""

import pytest

from annotator.errors import UserError
from annotator.model.decision import SourcePart, Verdict
from annotator.model.document import DocumentState
from annotator.services.commands import LinkSpans, MoveSpan, RemoveSpans, SetState
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import ReviewState
from tests.unit.review.conftest import TEXTS, Bench


def labelled_differently(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()


def test_taking_a_choice_makes_it_gold(bench: Bench) -> None:
    labelled_differently(bench)

    bench.decide(Verdict.TAKE, 1)

    assert bench.gold() == [("Tallinn", "LOC")]
    assert bench.item().state is ReviewState.DECIDED


def test_review_changes_no_annotators_span(bench: Bench) -> None:
    labelled_differently(bench)
    before = [bench.project.spans(bench.documents[0], bench.who(name)) for name in bench.names]

    bench.decide(Verdict.BOTH)

    assert [bench.project.spans(bench.documents[0], bench.who(name)) for name in bench.names] == before


def test_none_is_right_is_a_decision_without_gold(bench: Bench) -> None:
    labelled_differently(bench)

    bench.decide(Verdict.NONE)

    assert bench.gold() == []
    assert bench.review().is_closed


def test_none_is_right_survives_reopening(bench: Bench) -> None:
    labelled_differently(bench)
    bench.decide(Verdict.NONE)
    path = bench.project.path
    bench.project.close()

    with Project.open(path) as again:
        reopened = Bench(again, bench.documents, bench.names, bench.lead)
        assert [one.verdict for one in reopened.decisions()] == [Verdict.NONE]
        assert reopened.item().state is ReviewState.DECIDED


def test_both_keeps_every_reading(bench: Bench) -> None:
    labelled_differently(bench)

    bench.decide(Verdict.BOTH)

    assert bench.gold() == [("Tallinn", "GPE"), ("Tallinn", "LOC")]


def test_edited_bounds_and_label_become_gold(bench: Bench) -> None:
    labelled_differently(bench)
    start = TEXTS[0].index("ferry")
    edit = ClusterVerdict(bench.item().cluster.key, Verdict.EDIT, None, ((start, start + 5),), "EVENT")

    bench.project.execute(Decide(bench.documents[0], (edit,)), bench.lead)

    assert bench.gold() == [("ferry", "EVENT")]


def test_merging_covers_every_proposal(bench: Bench) -> None:
    bench.mark("first", "Ana Moreno")
    bench.mark("second", "Moreno")
    bench.finish()

    bench.decide(Verdict.MERGE, 0)

    assert bench.gold() == [("Ana Moreno", "PERSON")]


def test_a_deferred_cluster_stays_open_with_its_reason(bench: Bench) -> None:
    labelled_differently(bench)
    key = bench.item().cluster.key

    bench.project.execute(
        Decide(bench.documents[0], (ClusterVerdict(key, Verdict.DEFER),), reason="guideline_gap"), bench.lead
    )

    assert bench.item().state is ReviewState.OPEN
    assert [(one.verdict, one.reason) for one in bench.decisions()] == [(Verdict.DEFER, "guideline_gap")]


def test_deciding_again_supersedes_and_replaces_gold(bench: Bench) -> None:
    labelled_differently(bench)
    bench.decide(Verdict.TAKE, 0)

    bench.decide(Verdict.TAKE, 1)

    assert bench.gold() == [("Tallinn", "LOC")]
    assert len(bench.decisions()) == 1


def test_an_annotators_later_edit_makes_the_decision_stale_and_wipes_nothing(bench: Bench) -> None:
    labelled_differently(bench)
    bench.decide(Verdict.TAKE, 0)
    (span,) = bench.project.spans(bench.documents[0], bench.who("second"))

    bench.project.execute(MoveSpan(span.id, ((span.start - 3, span.end),)), bench.who("second"))

    assert bench.item().state is ReviewState.STALE
    assert bench.gold() == [("Tallinn", "GPE")]


def test_a_decision_whose_spans_are_all_gone_is_told(bench: Bench) -> None:
    labelled_differently(bench)
    bench.decide(Verdict.TAKE, 0)

    for name in bench.names:
        (span,) = bench.project.spans(bench.documents[0], bench.who(name))
        bench.project.execute(RemoveSpans((span.id,)), bench.who(name))

    assert [one.verdict for one in bench.review().lost] == [Verdict.TAKE]


def test_undo_takes_decision_and_gold_back(bench: Bench) -> None:
    labelled_differently(bench)
    bench.decide(Verdict.TAKE, 0)

    bench.project.undo(bench.lead)

    assert bench.gold() == []
    assert bench.item().state is ReviewState.OPEN


def test_the_last_decision_brings_the_unanimous_spans_and_finishes_gold(bench: Bench) -> None:
    for name in bench.names:
        bench.mark(name, "Ana Moreno")
    labelled_differently(bench)

    bench.decide(Verdict.TAKE, 0)

    assert bench.gold() == [("Ana Moreno", "PERSON"), ("Tallinn", "GPE")]
    gold = bench.project.annotator("gold")
    assert gold is not None
    assert bench.project.state(bench.documents[0], gold.id) is DocumentState.DONE


def test_gold_tells_where_it_comes_from(bench: Bench) -> None:
    mine = bench.mark("first", "Tallinn", "GPE")
    theirs = bench.mark("second", "Tallinn", "LOC")
    bench.finish()

    bench.decide(Verdict.TAKE, 0)

    told = bench.gold_span().provenance
    assert told is not None
    assert (told.status, told.votes, told.of, told.difference, told.by) == ("adjudicated", 1, 2, "label", "lead")
    assert told.sources == (mine, theirs)
    parts = {one.span: one.part for one in bench.decisions()[0].sources}
    assert parts == {mine: SourcePart.CHOSEN, theirs: SourcePart.REJECTED}


def test_links_follow_when_both_ends_are_gold(bench: Bench) -> None:
    for name in bench.names:
        quote = bench.mark(name, "the ferry sails", "INDIRECT")
        speaker = bench.mark(name, "Ana Moreno")
        bench.project.execute(LinkSpans(quote, speaker, "speaker"), bench.who(name))
    labelled_differently(bench)

    bench.decide(Verdict.TAKE, 0)

    gold = bench.project.annotator("gold")
    assert gold is not None
    (link,) = bench.project.relations(bench.documents[0], gold.id)
    ends = [bench.project.span(id) for id in (link.from_span, link.to_span)]
    assert [end.text for end in ends if end] == ["the ferry sails", "Ana Moreno"]


def test_a_split_reading_is_taken_whole(bench: Bench) -> None:
    bench.mark("first", "Ana Moreno said that the ferry sails", "INDIRECT")
    bench.mark("second", "Ana Moreno said", "INDIRECT")
    bench.mark("second", "the ferry sails", "INDIRECT")
    bench.finish()
    readings = [[span.text for span in choice.reading] for choice in bench.item().choices]

    bench.decide(Verdict.TAKE, readings.index(["Ana Moreno said", "the ferry sails"]))

    assert [text for text, _ in bench.gold()] == ["Ana Moreno said", "the ferry sails"]


def test_a_place_that_changed_meanwhile_is_refused(bench: Bench) -> None:
    labelled_differently(bench)
    gone = ClusterVerdict("no such cluster", Verdict.NONE)

    with pytest.raises(UserError, match="changed meanwhile"):
        bench.project.execute(Decide(bench.documents[0], (gone,)), bench.lead)


@pytest.mark.parametrize(
    ("verdict", "choice", "words"),
    [(Verdict.TAKE, 7, "no choice 8"), (Verdict.TAKE, None, "no such choice")],
)
def test_a_choice_that_is_not_there_is_refused(bench: Bench, verdict: Verdict, choice: int | None, words: str) -> None:
    labelled_differently(bench)

    with pytest.raises(UserError, match=words):
        bench.decide(verdict, choice)

    assert bench.decisions() == ()


def test_fewer_than_two_who_are_done_leave_nothing_to_review(bench: Bench) -> None:
    labelled_differently(bench)
    bench.project.execute(SetState(bench.documents[0], DocumentState.IN_PROGRESS), bench.who("second"))

    assert bench.review().items == ()


def test_an_annotator_may_decide_too(bench: Bench) -> None:
    labelled_differently(bench)
    key = bench.item().cluster.key

    bench.project.execute(Decide(bench.documents[0], (ClusterVerdict(key, Verdict.TAKE, 0),)), bench.who("first"))

    assert bench.gold() == [("Tallinn", "GPE")]
