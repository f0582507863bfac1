"""Rules decide open clusters only, and never what somebody left out."""

from annotator.model.decision import Policy, Verdict
from annotator.model.document import DocumentState
from annotator.services.commands import LinkSpans
from annotator.services.exporting.selection import Scope, choose
from annotator.services.review.adjudicating import AdjudicationReport, adjudicate
from tests.unit.review.conftest import Bench


def decided(bench: Bench, policy: Policy, votes: int | None = None) -> AdjudicationReport:
    return adjudicate(bench.project, policy, bench.lead, votes=votes)


def test_unanimous_decides_what_all_agree_on_and_counts_the_rest(bench: Bench) -> None:
    for name in bench.names:
        bench.mark(name, "Ana Moreno")
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()

    report = decided(bench, Policy.UNANIMOUS)

    assert report == AdjudicationReport(decided=1, still_open=1)
    assert bench.gold() == [("Ana Moreno", "PERSON")]


def test_a_second_run_decides_nothing(bench: Bench) -> None:
    for name in bench.names:
        bench.mark(name, "Ana Moreno")
    bench.finish()
    decided(bench, Policy.UNANIMOUS)
    before = bench.project.undo_words(bench.lead)

    report = decided(bench, Policy.UNANIMOUS)

    assert report == AdjudicationReport(decided=0, still_open=0)
    assert bench.project.undo_words(bench.lead) == before


def test_two_of_three_are_a_majority(three: Bench) -> None:
    for name, label in zip(three.names, ("GPE", "LOC", "GPE"), strict=True):
        three.mark(name, "Tallinn", label)
    three.finish()

    report = decided(three, Policy.MAJORITY)

    assert report == AdjudicationReport(decided=1, still_open=0)
    assert three.gold() == [("Tallinn", "GPE")]
    told = three.gold_span().provenance
    assert told is not None
    assert (told.status, told.votes, told.of) == ("majority", 2, 3)


def test_more_votes_may_be_asked_for(three: Bench) -> None:
    for name, label in zip(three.names, ("GPE", "LOC", "GPE"), strict=True):
        three.mark(name, "Tallinn", label)
    three.finish()

    report = decided(three, Policy.MAJORITY, votes=3)

    assert report == AdjudicationReport(decided=0, still_open=1)


def test_an_omission_is_left_to_a_person(three: Bench) -> None:
    for name in three.names[:2]:
        three.mark(name, "Tallinn", "GPE")
    three.finish()

    report = decided(three, Policy.MAJORITY)

    assert report == AdjudicationReport(decided=0, still_open=1)


def test_a_tie_is_left_to_a_person(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()

    assert decided(bench, Policy.MAJORITY).still_open == 1


def test_what_a_person_decided_stays(three: Bench) -> None:
    for name, label in zip(three.names, ("GPE", "LOC", "GPE"), strict=True):
        three.mark(name, "Tallinn", label)
    three.finish()
    three.decide(Verdict.NONE)

    decided(three, Policy.MAJORITY)

    assert [one.verdict for one in three.decisions()] == [Verdict.NONE]
    assert three.gold() == []


def test_a_deferred_cluster_is_left_to_a_person(three: Bench) -> None:
    for name, label in zip(three.names, ("GPE", "LOC", "GPE"), strict=True):
        three.mark(name, "Tallinn", label)
    three.finish()
    three.decide(Verdict.DEFER)

    assert decided(three, Policy.MAJORITY).decided == 0


def test_edges_that_differ_by_a_full_stop_are_trimmed(bench: Bench) -> None:
    bench.mark("first", "Monday.", "DATE")
    bench.mark("second", "Monday", "DATE")
    bench.finish()

    report = decided(bench, Policy.TRIM)

    assert report.decided == 1
    assert bench.gold() == [("Monday", "DATE")]


def test_a_quote_keeps_its_marks(bench: Bench) -> None:
    bench.mark("first", "“It sails,”", "DIRECT")
    bench.mark("second", "It sails", "DIRECT")
    bench.finish(documents=2)

    decided(bench, Policy.TRIM)

    assert bench.gold(1) == [("“It sails,”", "DIRECT")]


def test_edges_that_differ_by_a_word_are_left_to_a_person(bench: Bench) -> None:
    bench.mark("first", "Ana Moreno")
    bench.mark("second", "Moreno")
    bench.finish()

    assert decided(bench, Policy.TRIM).still_open == 1


def test_labels_are_nothing_to_trim(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()

    assert decided(bench, Policy.TRIM).still_open == 1


def test_one_undo_takes_a_rule_back_in_every_article(bench: Bench) -> None:
    for name in bench.names:
        bench.mark(name, "Ana Moreno")
        bench.mark(name, "Ben Okafor")
    bench.finish(documents=2)
    decided(bench, Policy.UNANIMOUS)
    assert (bench.gold(0), bench.gold(1)) == ([("Ana Moreno", "PERSON")], [("Ben Okafor", "PERSON")])

    bench.project.undo(bench.lead)

    assert (bench.gold(0), bench.gold(1)) == ([], [])


def test_links_across_articles_follow_once(bench: Bench) -> None:
    for name in bench.names:
        claim = bench.mark(name, "the ferry sails to Tallinn", "CLAIM")
        other = bench.mark(name, "It sails", "CLAIM")
        bench.project.execute(LinkSpans(claim, other, "supports"), bench.who(name))
    bench.finish(documents=2)

    decided(bench, Policy.UNANIMOUS)

    gold = bench.project.annotator("gold")
    assert gold is not None
    assert [one.label for one in bench.project.relations(bench.documents[0], gold.id)] == ["supports"]


def test_what_both_found_empty_is_resolved(bench: Bench) -> None:
    bench.finish()

    report = decided(bench, Policy.UNANIMOUS)

    assert report == AdjudicationReport(decided=0, still_open=0)
    gold = bench.project.annotator("gold")
    assert gold is not None
    assert bench.project.state(bench.documents[0], gold.id) is DocumentState.DONE


def test_the_resolved_view_waits_for_every_decision(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()
    assert choose(bench.project, Scope()).unresolved == 2

    bench.decide(Verdict.TAKE, 0)

    chosen = choose(bench.project, Scope())
    assert [document for document, _ in chosen.work] == [bench.documents[0]]
    assert chosen.unresolved == 1


def test_a_new_disagreement_opens_a_resolved_article_again(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()
    bench.decide(Verdict.TAKE, 0)

    bench.mark("first", "Monday", "DATE")

    assert choose(bench.project, Scope()).unresolved == 2


def test_an_export_of_gold_counts_the_articles_with_open_disagreements(bench: Bench) -> None:
    for name in bench.names:
        bench.mark(name, "Ana Moreno")
    bench.mark("first", "Tallinn", "GPE")
    bench.mark("second", "Tallinn", "LOC")
    bench.finish()
    decided(bench, Policy.UNANIMOUS)
    assert choose(bench.project, Scope(gold=True)).unresolved == 1

    bench.decide(Verdict.NONE)

    assert choose(bench.project, Scope(gold=True)).unresolved == 0
