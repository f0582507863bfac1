"""A token carries the labels of every span that touches it."""

from annotator.metrics.tokens import token_labels
from annotator.metrics.units import Unit

TOKENS = [(0, 6), (7, 12), (13, 20), (21, 27)]


def test_tokens_outside_every_span_are_o_and_several_labels_are_sorted() -> None:
    units = [Unit(((13, 16), (21, 22)), "PERSON", "entity"), Unit(((12, 27),), "DIRECT", "quote")]

    labels = token_labels(TOKENS, units)

    assert labels == ["O", "O", "DIRECT|PERSON", "DIRECT|PERSON"]


def test_a_span_between_two_tokens_touches_none() -> None:
    assert token_labels(TOKENS, [Unit(((12, 13),), "PERSON", "entity")]) == ["O"] * 4
