"""Claims about searching the project: lines with context, counts, jumping, labelling from the list."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.ui.panels.search_panel import SearchPanel
from tests.ui.hands import Hands

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TEXTS = ("Alpha envoy met Choe. Zulu envoy left.\n", "Then an envoy spoke.\n")


@pytest.fixture
def hands(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> Hands:
    """The window on two short articles."""
    return open_window(make_project(*TEXTS))


def search(hands: Hands, typed: str) -> SearchPanel:
    """Open the search by its keys, type and press Enter."""
    hands.press(Qt.Key.Key_F, CONTROL_SHIFT)
    panel = hands.window.findChild(SearchPanel, "search_panel")
    assert isinstance(panel, SearchPanel) and panel.isVisible()
    QTest.keyClicks(panel.words, typed)
    QTest.keyClick(panel.words, Qt.Key.Key_Return)
    return panel


def test_each_place_has_a_line_with_its_context(hands: Hands) -> None:
    panel = search(hands, "envoy")

    lines = [(line.left.strip(), line.match, line.right.strip()) for line in panel.table.lines]
    assert lines[1:] == [("Alpha envoy met Choe. Zulu", "envoy", "left."), ("Then an", "envoy", "spoke.")]


def test_enter_goes_to_the_place_in_its_article(hands: Hands) -> None:
    panel = search(hands, "spoke")
    panel.lines.setFocus()

    hands.press(Qt.Key.Key_Return, on=panel.lines)

    assert hands.text == TEXTS[1].strip() or hands.text == TEXTS[1]
    assert hands.view.selected_range() == (TEXTS[1].index("spoke"), TEXTS[1].index("spoke") + 5)


def test_a_label_key_labels_the_checked_lines_in_one_operation(hands: Hands) -> None:
    panel = search(hands, "envoy")
    panel.lines.setFocus()
    hands.press(Qt.Key.Key_Space, on=panel.lines)

    hands.press(Qt.Key.Key_1, on=panel.lines)

    project, me = hands.session.project, hands.session.annotator.id
    stored = [span for one in project.document_ids() for span in project.spans(one, me)]
    assert [(span.label, span.text) for span in stored] == [("PERSON", "envoy")] * 2
    hands.action("edit.undo").trigger()
    assert not any(project.spans(one, me) for one in project.document_ids())


def test_lines_are_sorted_by_the_words_before(hands: Hands) -> None:
    panel = search(hands, "envoy")

    panel.order.setFocus()
    QTest.keyClick(panel.order, Qt.Key.Key_Down)

    assert [line.left.split()[-1] for line in panel.table.lines] == ["Alpha", "an", "Zulu"]


def test_a_filter_that_nothing_meets_finds_nothing(hands: Hands) -> None:
    panel = search(hands, "envoy")
    assert panel.table.rowCount() == 3

    QTest.keyClicks(panel.since, "2030")
    QTest.keyClick(panel.since, Qt.Key.Key_Return)

    assert panel.table.rowCount() == 0


def test_a_regular_expression_finds_what_it_says(hands: Hands) -> None:
    panel = search(hands, "")
    panel.pattern.setFocus()
    QTest.keyClick(panel.pattern, Qt.Key.Key_Space)
    panel.words.setFocus()
    QTest.keyClicks(panel.words, r"\b[AZ]\w+ envoy")

    QTest.keyClick(panel.words, Qt.Key.Key_Return)

    assert [line.match for line in panel.table.lines] == ["Alpha envoy", "Zulu envoy", "an envoy"]


@pytest.mark.parametrize(("typed", "said"), [("(a+)+$", "too slow"), ("(", "cannot be read")])
def test_a_bad_pattern_gives_a_sentence_at_once(
    make_project: Callable[..., Path], open_window: Callable[..., Hands], typed: str, said: str
) -> None:
    hands = open_window(make_project("a" * 20_000 + "! end\n"))
    panel = search(hands, "")
    panel.pattern.setFocus()
    QTest.keyClick(panel.pattern, Qt.Key.Key_Space)
    panel.words.setFocus()
    QTest.keyClicks(panel.words, typed)

    begun = perf_counter()
    QTest.keyClick(panel.words, Qt.Key.Key_Return)

    assert said in panel.result.text()
    assert perf_counter() - begun < 20


def test_outlets_and_dates_are_counted(hands: Hands) -> None:
    panel = search(hands, "envoy")

    groups = [panel.counts.topLevelItem(place) for place in range(2)]
    assert [(group.text(0), group.text(1)) for group in groups if group] == [("Outlets", "3"), ("Dates", "3")]


def test_escape_goes_back_to_the_article(hands: Hands) -> None:
    panel = search(hands, "envoy")

    hands.press(Qt.Key.Key_Escape, on=panel.words)

    assert not panel.isVisible()
    assert hands.view.hasFocus()
