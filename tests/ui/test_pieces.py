"""Claims about interrupted quotes and overlapping spans."""

from PySide6.QtCore import Qt

from tests.ui.hands import Hands


def test_plus_adds_the_selection_to_the_span_as_a_piece(hands: Hands) -> None:
    words = hands.text.split()
    hands.mark(words[0], "DIRECT")
    start = hands.text.index(words[4], hands.text.index(words[3]))
    hands.drag(start, start + len(words[4]))

    hands.press(Qt.Key.Key_Plus)

    (span,) = hands.stored()
    assert len(span.fragments) == 2
    assert span.fragments[1] == (start, start + len(words[4]))


def test_cycle_walks_through_the_spans_at_one_place(hands: Hands) -> None:
    words = hands.text.split()
    inner = hands.mark(words[0], "PERSON")
    outer = hands.mark(hands.text[hands.text.index(words[0]) : hands.text.index(words[2]) + len(words[2])], "CLAIM")
    hands.session.select_span(inner)

    hands.action("span.cycle").trigger()
    assert hands.session.selected == outer

    hands.action("span.cycle").trigger()
    assert hands.session.selected == inner


def test_brackets_walk_from_span_to_span(hands: Hands) -> None:
    words = hands.text.split()
    first = hands.mark(words[0], "PERSON")
    second = hands.mark(words[1], "ORG")
    hands.session.select_span(first)

    hands.press(Qt.Key.Key_BracketRight)

    assert hands.session.selected == second
