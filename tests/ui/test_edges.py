"""Claims about edges: keys move those of a selection or a span, the mouse drags the ends of a span's line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.model.ids import SpanId
from annotator.ui.article.selection import Edge
from tests.ui.hands import Hands

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton
TEXT = "The envoy Carl Dunn of Port Elm spoke.\n\nIt rains.\n"


@pytest.fixture
def desk(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Hands:
    return open_window(make_project(TEXT))


def shown(hands: Hands) -> str:
    chosen = hands.view.selected_range()
    return hands.text[slice(*chosen)] if chosen else ""


def handle(hands: Hands, span: SpanId, edge: Edge) -> QPoint:
    """Find the place below the words where an end of a span's line can be taken hold of."""
    stored = next(one for one in hands.stored() if one.id == span)
    at = hands.view.point_at(stored.start if edge is Edge.START else stored.end)
    for below in range(40):
        place = at + QPoint(0, below)
        if hands.view.span_end_at(place.toPointF()) == (span, edge):
            return place
    raise AssertionError(f"no handle at {edge}")


def test_words_are_added_and_left_out_at_both_edges_of_a_selection(desk: Hands) -> None:
    desk.press(Qt.Key.Key_Slash)
    find = desk.window.typed_find.words
    desk.press(Qt.Key.Key_D, on=find)
    desk.press(Qt.Key.Key_Return, on=find)

    desk.press(Qt.Key.Key_Left, CTRL | ALT)
    assert shown(desk) == "Carl Dunn"

    desk.press(Qt.Key.Key_Right, CTRL | ALT | SHIFT)
    assert shown(desk) == "Carl Dunn of"

    desk.press(Qt.Key.Key_Left, CTRL | ALT | SHIFT)
    assert shown(desk) == "Carl Dunn"


def test_a_span_without_a_selection_is_moved_itself(desk: Hands) -> None:
    desk.mark("Carl", "PERSON")

    desk.press(Qt.Key.Key_Right, CTRL | ALT | SHIFT)
    assert desk.stored_words() == [("PERSON", "Carl Dunn")]

    desk.press(Qt.Key.Key_Right, ALT)
    assert desk.stored_words() == [("PERSON", "arl Dunn")]


def test_a_characters_step_passes_over_blanks(desk: Hands) -> None:
    desk.mark("Carl", "PERSON")

    desk.press(Qt.Key.Key_Right, ALT | SHIFT)

    assert desk.stored_words() == [("PERSON", "Carl D")]


def test_the_end_of_a_line_is_dragged_to_another_word(desk: Hands) -> None:
    span = desk.mark("Carl", "PERSON")
    port, target = desk.view.viewport(), desk.view.point_at(TEXT.index(" of"))

    QTest.mousePress(port, LEFT, pos=handle(desk, span, Edge.END))
    QTest.mouseMove(port, target)
    preview = [one.text for one in desk.view.shown_spans()]
    kept = desk.stored_words()
    QTest.mouseRelease(port, LEFT, pos=target)

    assert (preview, kept) == (["Carl Dunn"], [("PERSON", "Carl")])
    assert desk.stored_words() == [("PERSON", "Carl Dunn")]


def test_the_start_of_a_line_is_dragged_to_another_word(desk: Hands) -> None:
    span = desk.mark("Dunn", "PERSON")
    port, target = desk.view.viewport(), desk.view.point_at(TEXT.index("Carl") + 1)

    QTest.mousePress(port, LEFT, pos=handle(desk, span, Edge.START))
    QTest.mouseMove(port, target)
    QTest.mouseRelease(port, LEFT, pos=target)

    assert desk.stored_words() == [("PERSON", "Carl Dunn")]


def test_escape_gives_a_dragged_edge_back(desk: Hands) -> None:
    span = desk.mark("Carl", "PERSON")
    port, target = desk.view.viewport(), desk.view.point_at(TEXT.index(" of"))
    QTest.mousePress(port, LEFT, pos=handle(desk, span, Edge.END))
    QTest.mouseMove(port, target)

    desk.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(port, LEFT, pos=target)

    assert desk.stored_words() == [("PERSON", "Carl")]
    assert [one.text for one in desk.view.shown_spans()] == ["Carl"]


def test_the_pointer_shows_where_it_can_take_hold(desk: Hands) -> None:
    span = desk.mark("Carl", "PERSON")
    port = desk.view.viewport()

    QTest.mouseMove(port, handle(desk, span, Edge.END))
    at_handle = port.cursor().shape()
    QTest.mouseMove(port, desk.view.point_at(2))

    assert at_handle is Qt.CursorShape.SizeHorCursor
    assert port.cursor().shape() is Qt.CursorShape.IBeamCursor


def test_a_selection_can_begin_where_a_span_begins(desk: Hands) -> None:
    desk.mark("Carl", "PERSON")
    start = TEXT.index("Carl")

    desk.drag(start, TEXT.index(" spoke"))

    assert shown(desk) == "Carl Dunn of Port Elm"
    assert desk.stored_words() == [("PERSON", "Carl")]
