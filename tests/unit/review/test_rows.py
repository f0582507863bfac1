"""The list of disagreements tells class, votes and state, and is filtered and sorted."""

import pytest

from annotator.model.decision import Verdict
from annotator.services.commands import MoveSpan, RemoveSpans
from annotator.services.review.rows import ClusterRow, RowFilter, RowOrder, RowState, ordered, rows_of
from tests.unit.review.conftest import Bench


def rows(bench: Bench) -> tuple[ClusterRow, ...]:
    return rows_of(bench.project, bench.documents[0])


@pytest.fixture
def marked(three: Bench) -> Bench:
    """One place with other labels, one that only one annotator has, one on which all agree."""
    for name, label in zip(three.names, ("GPE", "LOC", "GPE"), strict=True):
        three.mark(name, "Tallinn", label)
        three.mark(name, "Ana Moreno")
    three.mark("second", "Monday", "DATE")
    three.finish()
    return three


def test_rows_are_the_places_that_differ_in_text_order(marked: Bench) -> None:
    told = [(row.surface, row.difference, row.labels, row.votes, row.state) for row in rows(marked)]

    assert told == [
        ("Tallinn", "label", ("GPE", "LOC"), "2:1", RowState.OPEN),
        ("Monday", "omission", ("DATE",), "1:2", RowState.OPEN),
    ]


@pytest.mark.parametrize(
    ("wanted", "surfaces"),
    [
        (RowFilter(), ["Tallinn", "Monday"]),
        (RowFilter(difference="label"), ["Tallinn"]),
        (RowFilter(label="DATE"), ["Monday"]),
        (RowFilter(layer="quote"), []),
        (RowFilter(state=RowState.DECIDED), []),
        (RowFilter(pair=("first", "third")), []),
        (RowFilter(pair=("second", "third")), ["Tallinn", "Monday"]),
        (RowFilter(pair=("first", "nobody")), []),
        (RowFilter(keys=frozenset({"nothing"})), []),
    ],
)
def test_filters_choose_rows(marked: Bench, wanted: RowFilter, surfaces: list[str]) -> None:
    assert [row.surface for row in rows(marked) if wanted.takes(row)] == surfaces


def test_rows_are_found_by_a_spans_id_too(marked: Bench) -> None:
    row = rows(marked)[1]

    assert [one for one in rows(marked) if RowFilter(keys=row.spans).takes(one)] == [row]


def test_the_most_severe_or_the_most_frequent_come_first(marked: Bench) -> None:
    severe = ordered(rows(marked), RowOrder.SEVERITY)
    twice = (*rows(marked), rows(marked)[1])

    assert [row.surface for row in severe] == ["Monday", "Tallinn"]
    assert [row.surface for row in ordered(twice, RowOrder.FREQUENCY)] == ["Monday", "Monday", "Tallinn"]
    assert ordered(twice, RowOrder.TEXT) == twice


@pytest.mark.parametrize(("verdict", "state"), [(Verdict.NONE, RowState.DECIDED), (Verdict.DEFER, RowState.DISCUSS)])
def test_a_row_tells_what_was_decided(marked: Bench, verdict: Verdict, state: RowState) -> None:
    marked.decide(verdict)

    assert rows(marked)[0].state is state
    assert rows(marked)[0].is_unresolved is (state is RowState.DISCUSS)


def test_a_later_edit_makes_the_row_unresolved_again(marked: Bench) -> None:
    marked.decide(Verdict.TAKE, 0)
    span = next(one for one in marked.project.spans(marked.documents[0], marked.who("first")) if one.text == "Tallinn")

    marked.project.execute(MoveSpan(span.id, ((span.start - 3, span.end),)), marked.who("first"))

    assert next((row.state, row.is_unresolved) for row in rows(marked)) == (RowState.STALE, True)


def test_an_edit_that_brings_agreement_still_shows_the_decision(bench: Bench) -> None:
    mine = bench.mark("first", "Ana Moreno")
    bench.mark("second", "Moreno")
    bench.finish()
    bench.decide(Verdict.TAKE, 0)
    other = bench.project.spans(bench.documents[0], bench.who("second"))[0]
    span = bench.project.span(mine)
    assert span is not None

    bench.project.execute(MoveSpan(mine, other.fragments), bench.who("first"))

    assert [row.state for row in rows(bench)] == [RowState.STALE]


def test_a_decision_whose_spans_are_gone_has_a_row_without_votes(bench: Bench) -> None:
    ids = [(name, bench.mark(name, "Tallinn", label)) for name, label in (("first", "GPE"), ("second", "LOC"))]
    bench.finish()
    bench.decide(Verdict.TAKE, 0)

    for name, id in ids:
        bench.project.execute(RemoveSpans((id,)), bench.who(name))

    assert [(row.state, row.surface, row.votes) for row in rows(bench)] == [(RowState.LOST, "Tallinn", "")]


def test_an_article_that_one_annotator_finished_has_no_rows(bench: Bench) -> None:
    bench.mark("first", "Tallinn", "GPE")

    assert rows(bench) == ()
