"""The overview's figures: per outlet, month, name and speaker, blind to others, and the spans behind each."""

import csv
from dataclasses import replace

import pytest

from annotator.errors import UserError
from annotator.model.annotation import Attribute
from annotator.model.document import Annotator, Document, DocumentState, Metadata, Role
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan, LinkSpans, SetAttributes, SetMetadata, SetState
from annotator.services.flow.assignments import Wish, assign_articles
from annotator.services.flow.charts import MOST_ROWS, Chart, ChartKind, Part, Row, chart_csv, longest, rows_of
from annotator.services.flow.commands import SetRole
from annotator.services.flow.overview import Overview, Picked, Wanted, lines_behind, names_labels
from annotator.services.scheme.commands import ReplaceScheme
from annotator.storage.rows import change, document_image
from tests.unit.services.conftest import Desk

Rows = list[tuple[str, dict[str, int]]]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The desk with outlets and dates: the first article by Radio in May, the other by nobody and never."""
    known = desk.project.document(desk.document).metadata
    given = Metadata(title=known.title, outlet="Radio", published="2023-05-11")
    desk.act(SetMetadata(desk.document, given))
    return desk


def test_labels_are_counted_per_outlet_most_first(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Ben Okafor")
    desk.add("Monday", "DATE")
    desk.add("Tallinn", "GPE")

    assert rows(desk, ChartKind.OUTLETS) == [("Radio", {"PERSON": 2, "DATE": 1}), ("unknown", {"GPE": 1})]


def test_labels_are_counted_per_month_the_unknown_last(desk: Desk) -> None:
    third = _import(desk, "Later news of Ana Moreno.", Metadata(published="2022-12-31"))
    desk.add("Ana Moreno")
    desk.add("Tallinn", "GPE")
    _label(desk, third, "Ana Moreno")

    months = rows(desk, ChartKind.DATES)
    assert months == [("2022-12", {"PERSON": 1}), ("2023-05", {"PERSON": 1}), ("unknown", {"GPE": 1})]


def test_names_are_grouped_by_canonical_name_and_whatever_their_case(desk: Desk) -> None:
    third = _import(desk, "ANA  MORENO left; Moreno laughed.", Metadata())
    desk.add("Ana Moreno")
    _label(desk, third, "ANA  MORENO")
    short = _label(desk, third, "Moreno")
    desk.act(SetAttributes(short, (Attribute("name", "Ana Moreno"),)))
    desk.add("Ben Okafor")

    assert rows(desk, ChartKind.NAMES) == [("Ana Moreno", {"PERSON": 3}), ("Ben Okafor", {"PERSON": 1})]


def test_labels_that_name_nothing_are_no_names(desk: Desk) -> None:
    desk.add("Monday", "DATE")

    assert rows(desk, ChartKind.NAMES) == []


def test_a_scheme_without_canonical_names_counts_its_first_layer(desk: Desk) -> None:
    scheme = desk.project.scheme
    bare = replace(scheme, labels=tuple(replace(label, attributes=()) for label in scheme.labels))
    desk.act(ReplaceScheme(bare))

    assert "DATE" in names_labels(desk.project.scheme)
    assert "DIRECT" not in names_labels(desk.project.scheme)


def test_speakers_are_counted_by_the_quotes_that_lead_to_them(desk: Desk) -> None:
    _quote(desk)

    assert rows(desk, ChartKind.SPEAKERS) == [("Ana Moreno", {"DIRECT": 1})]


@pytest.mark.parametrize(
    ("layer", "label", "left"),
    [("", "", {"PERSON", "DIRECT"}), ("quote", "", {"DIRECT"}), ("", "PERSON", {"PERSON"}), ("quote", "PERSON", set())],
)
def test_a_layer_and_a_label_narrow_every_chart(desk: Desk, layer: str, label: str, left: set[str]) -> None:
    _quote(desk)

    charts = _charts(desk, Wanted(desk.first, layer, label))

    assert set(charts[ChartKind.OUTLETS].part_names) == left
    assert set(charts[ChartKind.SPEAKERS].part_names) == left - {"PERSON"}
    assert set(charts[ChartKind.NAMES].part_names) == left - {"DIRECT"}


def test_an_annotator_counts_her_own_spans_only(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Ben Okafor", actor=desk.second)

    assert rows(desk, ChartKind.NAMES) == [("Ana Moreno", {"PERSON": 1})]


@pytest.mark.parametrize("everybody", [True, False])
def test_only_a_lead_may_see_others(desk: Desk, everybody: bool) -> None:
    whose = None if everybody else desk.second

    with pytest.raises(UserError, match="Only a lead"):
        Overview(desk.project, Wanted(whose), _me(desk))
    with pytest.raises(UserError, match="Only a lead"):
        lines_behind(desk.project, Wanted(whose), Picked(ChartKind.NAMES, "x"), _me(desk))


def test_a_lead_sees_everybody_but_neither_gold_nor_suggesters(desk: Desk) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))
    gold = desk.project.ensure_annotator("gold", Role.GOLD)
    for actor in (desk.first, desk.second, gold.id):
        desk.add("Ana Moreno", actor=actor)

    charts = _charts(desk, Wanted(None))

    assert charts[ChartKind.NAMES].rows[0].total == 2
    assert _lines(desk, Wanted(None), Picked(ChartKind.NAMES, "ana moreno")) == ["Ana Moreno"] * 2


def test_progress_is_the_annotators_own(desk: Desk) -> None:
    desk.act(SetState(desk.document, DocumentState.DONE))
    desk.act(SetState(desk.document, DocumentState.SKIPPED), desk.second)

    assert rows(desk, ChartKind.PROGRESS) == [("first", {"done": 1, "todo": 1})]


def test_a_lead_sees_the_project_and_everybodys_progress_and_assignments(desk: Desk) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))
    desk.act(SetState(desk.document, DocumentState.IN_PROGRESS))
    desk.act(SetState(desk.document, DocumentState.DONE), desk.second)
    assign_articles(desk.project, Wish(("second",), seed=1))

    assert rows(desk, ChartKind.PROGRESS) == [
        ("Project", {"done": 1, "todo": 1}),
        ("first", {"in_progress": 1, "todo": 1}),
        ("second", {"done": 1, "todo": 1}),
        ("second: assigned", {"done": 1, "todo": 1}),
    ]


@pytest.mark.parametrize(
    ("picked", "words"),
    [
        (Picked(ChartKind.OUTLETS, "Radio"), ["Ana Moreno", "the ferry sails"]),
        (Picked(ChartKind.OUTLETS, "Radio", "PERSON"), ["Ana Moreno"]),
        (Picked(ChartKind.OUTLETS, ""), ["Tallinn"]),
        (Picked(ChartKind.DATES, "2023-05", "DIRECT"), ["the ferry sails"]),
        (Picked(ChartKind.DATES, ""), ["Tallinn"]),
        (Picked(ChartKind.NAMES, "tallinn"), ["Tallinn"]),
        (Picked(ChartKind.NAMES, "the ferry sails"), []),
        (Picked(ChartKind.SPEAKERS, "ana moreno"), ["the ferry sails"]),
        (Picked(ChartKind.SPEAKERS, "ben okafor"), []),
        (Picked(ChartKind.OUTLETS, "Radio", "NOTHING"), []),
        (Picked(ChartKind.PROGRESS, ""), []),
    ],
)
def test_a_bar_leads_to_its_spans(desk: Desk, picked: Picked, words: list[str]) -> None:
    _quote(desk)
    desk.add("Tallinn", "GPE")

    assert _lines(desk, Wanted(desk.first), picked) == words


def test_a_line_knows_its_span(desk: Desk) -> None:
    span = desk.add("Ana Moreno")

    lines = lines_behind(desk.project, Wanted(desk.first), Picked(ChartKind.NAMES, "ana moreno"), _me(desk))

    assert [line.span for some in lines for line in some] == [span]


def test_many_articles_are_counted_in_several_steps(desk: Desk) -> None:
    for number in range(120):
        _import(desk, f"Article {number}.", Metadata())

    overview = Overview(desk.project, Wanted(desk.first), _me(desk))

    assert len(list(overview.steps())) == 2


def test_the_longest_rows_are_shown_and_the_rest_is_counted() -> None:
    made = rows_of({(f"{number:03}", "PERSON"): number + 1 for number in range(20)}, ("PERSON",))

    chart = longest(ChartKind.NAMES, made)

    assert [row.total for row in chart.rows] == list(range(20, 20 - MOST_ROWS, -1))
    assert chart.hidden == 5


def test_parts_stand_in_scheme_order_and_strangers_last() -> None:
    (row,) = rows_of({("a", "OLD"): 1, ("a", "GPE"): 1, ("a", "PERSON"): 1}, ("PERSON", "GPE"))

    assert [part.name for part in row.parts] == ["PERSON", "GPE", "OLD"]


def test_an_empty_chart_can_still_be_scaled() -> None:
    assert Chart(ChartKind.NAMES, ()).most == 1


def test_a_chart_is_written_as_a_table() -> None:
    chart = Chart(
        ChartKind.OUTLETS,
        (Row("a", "Radio, Fjord", (Part("PERSON", 2), Part("GPE", 1))), Row("", "unknown", (Part("GPE", 4),))),
    )

    assert list(csv.reader(chart_csv(chart).splitlines())) == [
        ["Labels per outlet", "PERSON", "GPE", "total"],
        ["Radio, Fjord", "2", "1", "3"],
        ["unknown", "0", "4", "4"],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@sum", "\tx"])
def test_no_cell_of_a_table_is_a_formula(name: str) -> None:
    written = chart_csv(Chart(ChartKind.NAMES, (Row("k", name, (Part("PERSON", 1),)),)))

    assert next(iter(list(csv.reader(written.splitlines()))[1])) == f"'{name}"


def rows(desk: Desk, kind: ChartKind) -> Rows:
    chart = _charts(desk, Wanted(desk.first))[kind]
    return [(row.name, {part.name: part.count for part in row.parts}) for row in chart.rows]


def _charts(desk: Desk, wanted: Wanted) -> dict[ChartKind, Chart]:
    overview = Overview(desk.project, wanted, _me(desk))
    for _ in overview.steps():
        pass
    return {chart.kind: chart for chart in overview.charts()}


def _lines(desk: Desk, wanted: Wanted, picked: Picked) -> list[str]:
    found = lines_behind(desk.project, wanted, picked, _me(desk))
    return [line.match for lines in found for line in lines]


def _me(desk: Desk, who: AnnotatorId | None = None) -> Annotator:
    return next(one for one in desk.project.annotators() if one.id == (who or desk.first))


def _quote(desk: Desk) -> None:
    speaker, quote = desk.add("Ana Moreno"), desk.add("the ferry sails", "DIRECT")
    desk.act(LinkSpans(quote, speaker, "speaker"))


def _import(desk: Desk, text: str, metadata: Metadata) -> DocumentId:
    document = Document.of(text, metadata)
    desk.project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
    return document.id


def _label(desk: Desk, document: DocumentId, words: str) -> SpanId:
    start = desk.project.document(document).text.rindex(words)
    operation = desk.project.execute(AddSpan(document, "PERSON", ((start, start + len(words)),)), desk.first)
    assert operation is not None
    return SpanId(operation.changed(RecordKind.SPAN)[0].id)
