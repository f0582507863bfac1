"""A token carries the labels of every span that touches it."""

from collections import Counter

from annotator.metrics.tokens import BETWEEN, OUTSIDE, Words
from annotator.metrics.units import Unit

TOKENS = [(0, 6), (7, 12), (13, 20), (21, 27)]


def counted(*units: Unit, more: tuple[str, ...] = ()) -> Counter[tuple[str, ...]]:
    words = Words(TOKENS, [*(unit.label for unit in units), *more])
    return words.count([words.touched(units), words.touched(())])


def test_tokens_outside_every_span_have_no_value_and_several_labels_are_sorted() -> None:
    units = [Unit(((13, 16), (21, 22)), "PERSON", "entity"), Unit(((12, 27),), "DIRECT", "quote")]

    assert counted(*units) == {(OUTSIDE, OUTSIDE): 2, (f"DIRECT{BETWEEN}PERSON", OUTSIDE): 2}


def test_a_span_between_two_tokens_touches_none() -> None:
    assert counted(Unit(((12, 13),), "PERSON", "entity")) == {(OUTSIDE, OUTSIDE): 4}


def test_a_scheme_may_have_more_labels_than_a_machine_word_has_bits() -> None:
    unit = Unit(((0, 6),), "ZULU", "entity")

    assert counted(unit, more=tuple(f"L{n}" for n in range(90))) == {(OUTSIDE, OUTSIDE): 3, ("ZULU", OUTSIDE): 1}
