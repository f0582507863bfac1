"""What is undefined stays so, and what only one side has counts nothing."""

from annotator.metrics import spans
from annotator.metrics.sides import Contacts, Side
from annotator.metrics.units import Unit


def test_both_empty_is_undefined_and_not_perfect() -> None:
    counts = spans.exact(Side(()), Side(()))

    assert (counts.f1, counts.precision, counts.recall) == (None, None, None)
    assert spans.gate(Side(()), Side(()), Contacts((), ())).f1_strict is None


def test_one_side_empty_is_zero() -> None:
    counts = spans.exact(Side((Unit(((0, 3),), "PERSON", "entity"),)), Side(()))

    assert counts.f1 == 0
    assert (counts.precision, counts.recall) == (None, 0)
