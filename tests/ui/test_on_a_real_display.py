"""Claims about the whole window on a real X display: it shows, takes the mouse and the keys, and stores."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hands import Hands

pytestmark = pytest.mark.xvfb

FEWEST_COLOURS = 50


def test_these_tests_really_have_a_screen(hands: Hands) -> None:
    assert QApplication.platformName() == "xcb"


def test_a_drag_and_a_digit_store_a_span(hands: Hands) -> None:
    start, end = _two_words(hands.text)

    hands.drag(start, end)
    hands.press(Qt.Key.Key_1)

    assert hands.stored_words() == [("PERSON", hands.text[start:end])]


def test_control_z_takes_it_back(hands: Hands) -> None:
    hands.drag(*_two_words(hands.text))
    hands.press(Qt.Key.Key_1)

    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert hands.stored_words() == []


def test_the_window_is_painted(hands: Hands) -> None:
    QTest.qWait(50)

    picture = hands.window.grab().toImage()

    places = ((x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7))
    assert len({picture.pixel(x, y) for x, y in places}) >= FEWEST_COLOURS


def _two_words(text: str) -> tuple[int, int]:
    """Find the bounds of two words in the middle of the article."""
    start = text.index(". ", 400) + 2
    return start, text.index(" ", text.index(" ", start) + 1)
