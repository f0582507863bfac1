"""The report of agreement: nulls with reasons, each pair over its own documents, layers apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.metrics.agreement import Work, agreement
from annotator.metrics.bootstrap import Resampling
from annotator.metrics.pair_figures import Figures
from annotator.metrics.spans import Counts
from annotator.metrics.units import Link, Page, Sheet, Unit
from annotator.model.ids import DocumentId
from tests.unit.metrics.naive import sheets

TOKENS = ((0, 6), (7, 12), (13, 20), (21, 27))
RESAMPLING = Resampling(200, 0)
LAYERS = ("entity", "quote", "helper")


def page(name: str) -> Page:
    return Page(DocumentId(name), 30, TOKENS)


def unit(start: int, end: int, label: str = "PERSON", layer: str = "entity") -> Unit:
    return Unit(((start, end),), label, layer, f"{layer}:{label}:{start}-{end}")


def figures(*work: Work, annotators: tuple[str, ...] = ("first", "second")) -> Figures:
    return agreement(work, annotators, LAYERS, RESAMPLING)


def pair(found: Figures, scope: str = "all") -> Figures:
    return found["scopes"][scope]["pairs"][0]  # type: ignore[no-any-return]  # JSON


def test_annotators_without_a_common_document_get_nulls_and_a_reason() -> None:
    found = figures(Work(page("1"), {"first": Sheet((unit(0, 6),))}), Work(page("2"), {"second": Sheet(())}))

    assert found["documents"] == 0
    assert pair(found)["exact"]["f1"] is None
    assert pair(found)["token"]["cohen_kappa"] is None
    assert pair(found)["reasons"]["documents"]
    assert found["scopes"]["all"]["mean"]["exact_f1"] is None
    assert found["scopes"]["all"]["all_annotators"]["fleiss_kappa"] is None


def test_two_empty_finished_sheets_are_no_perfect_agreement() -> None:
    found = pair(figures(Work(page("1"), {"first": Sheet(()), "second": Sheet(())})))

    assert found["documents"] == 1
    assert found["exact"]["f1"] is None
    assert found["macro_f1"] is None
    assert found["reasons"]["exact"]


def test_an_entity_inside_a_quote_never_aligns_with_it() -> None:
    first = Sheet((unit(0, 12, "DIRECT", "quote"),))
    second = Sheet((unit(0, 12),))

    found = figures(Work(page("1"), {"first": first, "second": second}))

    assert pair(found)["overlap_any"]["tp"] == 0
    assert pair(found)["confusion"] == {"DIRECT>": 1, ">PERSON": 1}
    assert pair(found, "quote")["spans_b"] == 0


def test_spans_of_two_labels_that_overlap_leave_unitizing_undefined_with_a_reason() -> None:
    sheet = Sheet((unit(0, 12), unit(7, 12, "ORG")))

    found = figures(Work(page("1"), {"first": sheet, "second": sheet}))

    assert pair(found)["unitizing"]["u_alpha"] is None
    assert pair(found)["reasons"]["unitizing"]
    assert found["scopes"]["all"]["all_annotators"]["reasons"]["unitizing"]
    assert pair(found)["exact"]["f1"] == 1


def test_one_span_against_several_leaves_semeval_undefined_with_a_reason() -> None:
    first = Sheet((unit(0, 12),))
    second = Sheet((unit(0, 6), unit(7, 12)))

    found = pair(figures(Work(page("1"), {"first": first, "second": second})))

    assert found["semeval"] is None
    assert found["reasons"]["semeval"]
    assert found["classes"]["split"] == 1


def test_links_count_when_both_ends_are_aligned_even_in_another_layer() -> None:
    quote, speaker = unit(0, 12, "DIRECT", "quote"), unit(13, 20)
    other = Unit(speaker.fragments, "PERSON", "entity", "other speaker")
    link = Link("speaker", quote.id, speaker.id, "quote")
    mapped = Link("speaker", quote.id, other.id, "quote")

    found = figures(
        Work(page("1"), {"first": Sheet((quote, speaker), (link,)), "second": Sheet((quote, other), (mapped,))})
    )

    assert pair(found, "quote")["relations"]["speaker"] == {"tp": 1, "n_a": 1, "n_b": 1, "f1": 1.0}


def test_attributes_are_compared_on_aligned_spans_only() -> None:
    first = Unit(((0, 6),), "CLAIM", "claim", "a", (("check", "high"),))
    second = Unit(((0, 6),), "CLAIM", "claim", "b", (("check", "low"),))
    alone = Unit(((21, 27),), "CLAIM", "claim", "c", (("check", "low"),))

    found = pair(figures(Work(page("1"), {"first": Sheet((first,)), "second": Sheet((second, alone))})))

    assert found["attributes"] == {"check": {"n": 1, "agree": 0}}


def test_an_interval_needs_two_documents_and_warns_below_ten() -> None:
    sheet = Sheet((unit(0, 6),))
    one = figures(Work(page("1"), {"first": sheet, "second": sheet}))
    two = figures(*(Work(page(name), {"first": sheet, "second": sheet}) for name in "ab"))

    assert pair(one)["f1_interval"] is None
    assert pair(one)["jackknife_se"] is None
    assert pair(two)["f1_interval"] == [1.0, 1.0]
    assert pair(two)["reasons"]["f1_interval"]


def test_ten_documents_need_no_warning() -> None:
    sheet = Sheet((unit(0, 6),))

    found = figures(*(Work(page(name), {"first": sheet, "second": sheet}) for name in "abcdefghij"))

    assert "f1_interval" not in pair(found)["reasons"]


def test_leaving_out_the_only_document_with_spans_has_no_standard_error() -> None:
    sheet, empty = Sheet((unit(0, 6),)), Sheet(())

    found = figures(
        Work(page("1"), {"first": sheet, "second": sheet}), Work(page("2"), {"first": empty, "second": empty})
    )

    assert pair(found)["jackknife_se"] is None


def test_no_resample_means_no_interval() -> None:
    sheet = Sheet((unit(0, 6),))
    work = [Work(page(name), {"first": sheet, "second": sheet}) for name in "ab"]

    assert pair(agreement(work, ("first", "second"), LAYERS, Resampling(0, 0)))["f1_interval"] is None


def test_documents_without_spans_have_no_interval() -> None:
    work = [Work(page(name), {"first": Sheet(()), "second": Sheet(())}) for name in "ab"]

    assert pair(figures(*work))["f1_interval"] is None


def test_a_document_without_tokens_gives_nulls_with_a_reason() -> None:
    sheet = Sheet((unit(0, 6),))

    found = pair(figures(Work(Page(DocumentId("1"), 30, ()), {"first": sheet, "second": sheet})))

    assert found["token"]["observed"] is None
    assert found["reasons"]["token"]


def test_three_annotators_are_compared_pair_by_pair_over_shared_documents() -> None:
    sheet, other = Sheet((unit(0, 6),)), Sheet((unit(7, 12),))
    found = figures(
        Work(page("1"), {"first": sheet, "second": sheet, "third": other}),
        Work(page("2"), {"first": sheet, "second": sheet}),
        annotators=("first", "second", "third"),
    )

    pairs = {(one["a"], one["b"]): one for one in found["scopes"]["all"]["pairs"]}
    assert pairs["first", "second"]["documents"] == 2
    assert pairs["first", "third"]["documents"] == 1
    assert found["scopes"]["all"]["mean"]["exact_f1"] == pytest.approx(1 / 3)
    assert found["scopes"]["all"]["all_annotators"]["documents"] == 1


@given(st.lists(st.tuples(sheets(), sheets()), min_size=1, max_size=3))
def test_pooled_figures_are_those_of_the_documents_together(documents: list[tuple[Sheet, Sheet]]) -> None:
    work = [Work(page(str(index)), {"first": a, "second": b}) for index, (a, b) in enumerate(documents)]

    found = pair(figures(*work))

    n_a, n_b = sum(len(a.units) for a, _ in documents), sum(len(b.units) for _, b in documents)
    tp = sum(len({u.identity for u in a.units} & {u.identity for u in b.units}) for a, b in documents)
    assert (found["exact"]["tp"], found["exact"]["n_a"], found["exact"]["n_b"]) == (tp, n_a, n_b)
    assert found["exact"]["f1"] == Counts(tp, n_a, n_b).f1
    assert sum(found["confusion"].values()) == sum(found["classes"].values())
