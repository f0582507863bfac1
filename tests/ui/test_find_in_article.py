"""Claims about Ctrl+F: it goes from place to place both ways and says which of how many this is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.hands import Hands

TEXT = "Envoys met. The envoy left (early). No envoy stayed.\n"


@pytest.fixture
def finding(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> Hands:
    """An article in which “envoy” is found three times."""
    hands = open_window(make_project(TEXT))
    hands.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(hands.window.find_bar.words, "envoy")
    return hands


def found(hands: Hands) -> tuple[int, str]:
    """Where the selection begins, and what the bar says."""
    chosen = hands.view.selected_range()
    said = hands.window.findChild(QLabel, "find_result")
    assert chosen is not None
    assert isinstance(said, QLabel)
    return chosen[0], said.text()


def enter(hands: Hands, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> tuple[int, str]:
    QTest.keyClick(hands.window.find_bar.words, Qt.Key.Key_Return, modifiers)
    return found(hands)


def test_enter_goes_on_and_starts_over(finding: Hands) -> None:
    assert found(finding) == (0, "1 of 3")

    assert [enter(finding) for _ in range(3)] == [(16, "2 of 3"), (39, "3 of 3"), (0, "1 of 3")]


def test_shift_enter_goes_back(finding: Hands) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier

    assert [enter(finding, shift) for _ in range(2)] == [(39, "3 of 3"), (16, "2 of 3")]


def test_what_is_found_is_labelled_by_a_key(finding: Hands) -> None:
    enter(finding)
    QTest.keyClick(finding.window.find_bar.words, Qt.Key.Key_Escape)

    finding.press(Qt.Key.Key_1)

    assert finding.stored_words() == [("PERSON", "envoy")]


def test_signs_are_found_as_they_are_written(finding: Hands) -> None:
    words = finding.window.find_bar.words
    words.selectAll()

    QTest.keyClicks(words, "(early).")

    assert found(finding) == (TEXT.index("("), "1 of 1")


def test_what_is_not_there_is_said(finding: Hands) -> None:
    QTest.keyClicks(finding.window.find_bar.words, "zz")

    assert found(finding)[1] == "Not in this article"
