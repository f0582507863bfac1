"""What is kept of unchanged documents gives the very figures that a fresh computation gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.metrics.agreement import Resampling, Work, compared, scope_figures
from annotator.metrics.bootstrap import interval_of, jackknife_se, weights
from annotator.metrics.kept import BLOCK, Kept
from annotator.metrics.spans import Counts, overlap, overlaps, per_label
from annotator.metrics.units import Page, Sheet, touching
from annotator.model.ids import DocumentId
from tests.unit.metrics.naive import sheets

NAMES, LAYERS, HOW = ("a", "b", "c"), ("entity", "quote"), Resampling(50, 0)
_three = st.tuples(sheets(), sheets(), sheets())


def work(number: int, of: tuple[Sheet, ...]) -> Work:
    page = Page(DocumentId(str(number)), 60, tuple((at, at + 4) for at in range(0, 60, 5)))
    return Work(page, dict(zip(NAMES, of, strict=True)))


@given(st.lists(_three, min_size=2, max_size=4), _three)
def test_after_an_edit_the_kept_figures_are_those_of_a_fresh_start(
    before: list[tuple[Sheet, ...]], edited: tuple[Sheet, ...]
) -> None:
    found = [compared(work(n, of), NAMES, LAYERS) for n, of in enumerate(before)]
    kept = Kept()
    for scope in ("all", *LAYERS):
        scope_figures(scope, found, NAMES, resampling=HOW, kept=kept)

    found[1] = compared(work(1, edited), NAMES, LAYERS)

    for scope in ("all", *LAYERS):
        again = scope_figures(scope, found, NAMES, resampling=HOW, kept=kept)
        assert again == scope_figures(scope, found, NAMES, resampling=HOW, kept=Kept())


@given(sheets(), sheets())
def test_overlap_by_label_adds_up_to_overlap(a: Sheet, b: Sheet) -> None:
    labels = per_label([(a, b)])

    found = overlaps(a.units, b.units, touching(a.units, b.units), labels)

    assert sum(found.values(), Counts()) == overlap(a.units, b.units)


def test_sums_over_many_blocks_are_sums_over_all() -> None:
    one = compared(work(0, (Sheet(()), Sheet(()), Sheet(()))), NAMES, LAYERS).pairs["a", "b"]["all"]
    number = 2 * BLOCK + 3

    assert Kept().total("all", [one] * number).documents == number


def test_the_same_tallies_are_added_up_once() -> None:
    one = compared(work(0, (Sheet(()), Sheet(()), Sheet(()))), NAMES, LAYERS).pairs["a", "b"]["all"]
    kept = Kept()

    first = kept.total("all", [one, one])

    assert kept.total("all", [one, one]) is first


def test_without_a_span_in_any_resample_there_is_no_interval() -> None:
    assert interval_of(weights(3, 20, 0) @ np.zeros((3, 2))) is None


def test_leaving_one_out_must_leave_a_span() -> None:
    assert jackknife_se([Counts(1, 1, 1), Counts()]) is None
