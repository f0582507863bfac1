"""What is kept of unchanged documents gives the very figures that a fresh computation gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.metrics.agreement import Compared, compared, scope_figures
from annotator.metrics.bootstrap import Resampling, interval_of, jackknife_se, weights
from annotator.metrics.kept import BLOCK, Kept
from annotator.metrics.spans import Counts
from annotator.metrics.tally import Comparison
from annotator.metrics.units import Page, Sheet
from annotator.model.ids import DocumentId
from tests.unit.metrics.naive import sheets

NAMES, LAYERS, HOW = ("a", "b", "c"), ("entity", "quote"), Resampling(50, 0)
_three = st.tuples(sheets(), sheets(), sheets())


def looked_at(number: int, of: tuple[Sheet, ...]) -> Compared:
    page = Page(DocumentId(str(number)), 60, tuple((at, at + 4) for at in range(0, 60, 5)))
    return compared(Comparison(page, dict(zip(NAMES, of, strict=True))), LAYERS)


@given(st.lists(_three, min_size=2, max_size=4), _three)
def test_after_an_edit_the_kept_figures_are_those_of_a_fresh_start(
    before: list[tuple[Sheet, ...]], edited: tuple[Sheet, ...]
) -> None:
    found = [looked_at(n, of) for n, of in enumerate(before)]
    kept = Kept()
    for scope in ("all", *LAYERS):
        scope_figures(scope, found, NAMES, resampling=HOW, kept=kept)

    found[1] = looked_at(1, edited)

    for scope in ("all", *LAYERS):
        again = scope_figures(scope, found, NAMES, resampling=HOW, kept=kept)
        assert again == scope_figures(scope, found, NAMES, resampling=HOW, kept=Kept())


@given(sheets(), sheets())
def test_overlap_by_label_adds_up_to_overlap(a: Sheet, b: Sheet) -> None:
    page = Page(DocumentId("1"), 60, ())

    found = Comparison(page, {"a": a, "b": b}).tallies("a", "b", LAYERS)["all"]

    assert sum(found.overlaps.values(), Counts()) == found.family["overlap"]


def test_sums_over_many_blocks_are_sums_over_all() -> None:
    one = looked_at(0, (Sheet(()), Sheet(()), Sheet(()))).pairs["a", "b"]["all"]
    number = 2 * BLOCK + 3

    assert Kept().total("all", [one] * number).documents == number


def test_the_same_tallies_are_added_up_once() -> None:
    one = looked_at(0, (Sheet(()), Sheet(()), Sheet(()))).pairs["a", "b"]["all"]
    kept = Kept()

    first = kept.total("all", [one, one])

    assert kept.total("all", [one, one]) is first


def test_without_a_span_in_any_resample_there_is_no_interval() -> None:
    assert interval_of(weights(3, 20, 0) @ np.zeros((3, 2))) is None


def test_leaving_one_out_must_leave_a_span() -> None:
    assert jackknife_se([Counts(1, 1, 1), Counts()]) is None
