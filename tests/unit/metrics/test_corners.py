"""Claims about figures of next to nothing: no interval without a span, and a sheet that is asked for every layer."""

import numpy as np

from annotator.metrics.bootstrap import interval_of, interval_of_mean
from annotator.metrics.units import Sheet, Unit


def test_resamples_without_a_span_have_no_interval() -> None:
    assert interval_of(np.zeros((4, 2))) is None
    assert interval_of_mean(np.zeros((4, 3, 2))) is None


def test_a_pair_without_a_span_takes_no_part_in_the_mean() -> None:
    sums = np.array([[[2.0, 4.0], [0.0, 0.0]]] * 5)

    assert interval_of_mean(sums) == (0.5, 0.5)


def test_every_layer_is_the_whole_sheet() -> None:
    sheet = Sheet((Unit(((0, 3),), "PERSON", "entity"), Unit(((5, 9),), "DIRECT", "quote")))

    assert sheet.of_layer(None) is sheet
    assert [unit.label for unit in sheet.of_layer("quote").units] == ["DIRECT"]
