"""Long articles, large knots of spans and very many pairs come out as small ones do."""

import numpy as np

from annotator.metrics.clusters import ClusterClass, clusters
from annotator.metrics.kept import Kept
from annotator.metrics.matching import align
from annotator.metrics.pair_figures import pair_figures
from annotator.metrics.tally import Comparison
from annotator.metrics.units import Link, Page, Sheet, Unit
from annotator.model.ids import DocumentId


def unit(start: int, end: int, label: str = "PERSON") -> Unit:
    return Unit(((start, end),), label, "entity", f"{label} {start} {end}")


def test_an_article_of_several_stretches_has_a_cluster_for_each_place() -> None:
    sheet = Sheet(tuple(unit(10 * n, 10 * n + 5) for n in range(400)))

    found = clusters({"a": sheet, "b": sheet}, "entity")

    assert [one.start for one in found] == [10 * n for n in range(400)]
    assert {one.kind for one in found} == {ClusterClass.AGREE}


def test_a_large_knot_is_paired_as_well_as_can_be() -> None:
    knot = [unit(n, 40 + n) for n in range(9)]

    assert align(knot, knot).pairs == tuple((one, one) for one in knot)


def test_sums_of_very_many_pairs_are_drawn_anew_each_time() -> None:
    kept, counts = Kept(), np.ones((3, 300))

    first = kept.drawn("wide", counts, resamples=4, seed=0)

    assert (kept.drawn("wide", counts, resamples=4, seed=0) == first).all()


def test_links_that_only_one_has_leave_precision_without_a_value_and_say_so() -> None:
    sheet = Sheet((unit(0, 4), unit(5, 9)))
    linked = Sheet(sheet.units, (Link("knows", sheet.units[0].id, sheet.units[1].id, "entity"),))
    page = Page(DocumentId("1"), 20, ())
    tally = Comparison(page, {"a": linked, "b": sheet}).tallies("a", "b", ("entity",))["entity"]

    assert pair_figures("a", "b", tally, None)["reasons"]["relations"]
