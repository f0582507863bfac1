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


def test_undo_says_that_a_piece_was_added(hands: Hands) -> None:
    words = hands.text.split()
    hands.mark(words[0], "DIRECT")
    start = hands.text.index(words[4], hands.text.index(words[3]))
    hands.drag(start, start + len(words[4]))

    hands.press(Qt.Key.Key_Plus)

    assert hands.window.status.undo_words.text().startswith(f"Undo: add a piece to “{words[0]}")
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [len(span.fragments) for span in hands.stored()] == [1]


def test_the_context_menu_offers_to_label_all_alike(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")

    offered = {action.objectName() for action in hands.window.menus.context_menu(hands.view).actions()}

    assert {"span.label_all", "span.unlabel_all", "span.relabel_all", "span.attributes", "history.span"} <= offered
