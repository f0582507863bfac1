"""Claims about linking a quote to its speaker: one key, the next nearest by the same key, one Ctrl+click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.look.plain import single_line
from tests.ui.hands import Hands

TEXT = "Anna Berg met the press.\n\n“We will build the bridge,” said Mayor Carl Dunn on Monday.\n\nEva Falk agreed.\n"


@pytest.fixture
def quoted(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Hands:
    """An article with one quote and three people, the quote selected."""
    hands = open_window(make_project(TEXT))
    for name in ("Anna Berg", "Carl Dunn", "Eva Falk"):
        hands.mark(name, "PERSON")
    hands.mark("Monday", "DATE")
    hands.mark("said", "CUE")
    hands.mark("“We will build the bridge,”", "DIRECT")
    return hands


def links(hands: Hands) -> list[tuple[str, str]]:
    found = hands.session.project.relations(hands.document, hands.session.annotator.id)
    texts = {span.id: span.text for span in hands.stored()}
    return [(one.label, texts[one.to_span]) for one in found]


def test_l_links_the_quote_to_the_nearest_person(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_L)

    assert links(quoted) == [("speaker", "Carl Dunn")]


def test_l_again_takes_the_next_nearest(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_L)
    quoted.press(Qt.Key.Key_L)

    assert links(quoted) == [("speaker", "Anna Berg")]


def test_tab_and_backtab_move_a_fresh_link(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_L)
    quoted.press(Qt.Key.Key_Tab)
    assert links(quoted) == [("speaker", "Anna Berg")]

    quoted.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    assert links(quoted) == [("speaker", "Carl Dunn")]


def test_after_enter_the_link_stays(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_L)
    quoted.press(Qt.Key.Key_Return)

    quoted.press(Qt.Key.Key_Right)

    assert links(quoted) == [("speaker", "Carl Dunn")]


def test_ctrl_click_links_to_the_clicked_mention(quoted: Hands) -> None:
    quoted.click(quoted.text.index("Eva") + 1, Qt.KeyboardModifier.ControlModifier)

    assert links(quoted) == [("speaker", "Eva Falk")]


def test_ctrl_drag_from_the_quote_links_it_to_where_it_is_dropped(quoted: Hands) -> None:
    quoted.session.select_span(None)

    quoted.drag(quoted.text.index("bridge") + 2, quoted.text.index("Falk") + 1, Qt.KeyboardModifier.ControlModifier)

    assert links(quoted) == [("speaker", "Eva Falk")]
    assert quoted.view.selected_range() is None


def below(hands: Hands, words: str) -> QPoint:
    """Find the line under words, away from its ends."""
    place = hands.view.point_at(hands.text.index(words) + len(words) // 2)
    drops = (place + QPoint(0, down) for down in range(60))
    return next(drop for drop in drops if hands.view.bar_at(QPointF(drop)) is not None)


def move_held(hands: Hands, place: QPoint) -> None:
    port = hands.view.viewport()
    local, screen = QPointF(place), QPointF(port.mapToGlobal(place))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, local, screen, Qt.MouseButton.NoButton, left, none))


def test_a_plain_drag_from_the_line_of_a_quote_draws_a_link_to_the_speaker(quoted: Hands) -> None:
    quoted.session.select_span(None)
    port, begun = quoted.view.viewport(), below(quoted, "We will build the bridge")
    dropped = quoted.view.point_at(quoted.text.index("Falk") + 1) + QPoint(0, 4)

    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=begun)
    move_held(quoted, dropped)
    line = port.findChild(QWidget, "link_line")
    assert isinstance(line, QWidget) and line.isVisible()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=dropped)

    assert links(quoted) == [("speaker", "Eva Falk")]
    assert quoted.view.selected_range() is None
    assert line.isHidden()


def test_a_click_on_the_line_of_a_quote_selects_it(quoted: Hands) -> None:
    quoted.session.select_span(None)

    QTest.mouseClick(quoted.view.viewport(), Qt.MouseButton.LeftButton, pos=below(quoted, "We will build the bridge"))

    assert quoted.session.selected_span is not None
    assert quoted.session.selected_span.label == "DIRECT"
    assert links(quoted) == []


def test_a_drag_from_the_words_of_a_quote_still_selects_words(quoted: Hands) -> None:
    start = quoted.text.index("build")

    quoted.drag(start, start + len("build the bridge"))

    assert quoted.view.selected_range() == (start, start + len("build the bridge"))
    assert links(quoted) == []


def test_l_links_a_claim_to_its_claimant(quoted: Hands) -> None:
    quoted.mark("Eva Falk agreed", "CLAIM")

    quoted.press(Qt.Key.Key_L)

    assert [label for label, _ in links(quoted)] == ["claimant"]


def test_a_cue_is_linked_by_its_key(quoted: Hands) -> None:
    quoted.action("link.cue").trigger()

    assert links(quoted) == [("cue", "said")]


def test_deleting_the_speaker_removes_the_link(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_L)
    quoted.click(quoted.text.index("Carl") + 1)

    quoted.press(Qt.Key.Key_Delete)

    assert links(quoted) == []


def test_the_inspector_removes_a_link(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_L)
    relation = quoted.session.relations[0]

    quoted.window.inspector.links.remove(relation.id)

    assert links(quoted) == []


def test_without_a_quote_a_sentence_says_what_to_do(quoted: Hands) -> None:
    quoted.click(quoted.text.index("Carl") + 1)

    quoted.press(Qt.Key.Key_L)

    assert links(quoted) == []
    assert "quote" in single_line(quoted.window.banner.words)


def test_no_arrow_stays_on_the_screen_when_a_selected_quote_is_deleted(quoted: Hands) -> None:
    quoted.press(Qt.Key.Key_L)
    quoted.press(Qt.Key.Key_Return)
    QTest.qWait(20)
    quoted.press(Qt.Key.Key_Delete)
    QTest.qWait(20)

    window, port = quoted.window, quoted.view.viewport()
    area = QRect(port.mapTo(window, QPoint(0, 0)), port.size())
    seen = window.screen().grabWindow(window.winId()).toImage().copy(area)
    assert seen == window.grab().toImage().copy(area)
