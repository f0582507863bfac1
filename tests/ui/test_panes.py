"""Claims about F6: it reaches every pane that is open, the search and the find bar too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def round_trip(hands: Hands, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[QWidget]:
    """Press F6 until the first pane has the keys again; give who had them."""
    found = [focused()]
    for _ in range(12):
        hands.press(Qt.Key.Key_F6, modifiers, on=focused())
        if focused() is found[0]:
            return found
        found.append(focused())
    raise AssertionError(f"F6 never came back: {found}")


def test_f6_goes_round_all_docks(hands: Hands) -> None:
    found = round_trip(hands)

    for dock in hands.window.docks.values():
        assert any(dock.isAncestorOf(one) for one in found), dock.windowTitle()


def test_shift_f6_goes_the_same_way_back(hands: Hands) -> None:
    there = round_trip(hands)

    back = round_trip(hands, SHIFT)

    assert back == [there[0], *reversed(there[1:])]


def test_the_search_pane_is_reached_and_left(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F, CTRL | SHIFT)
    panel = hands.window.finding.panel
    assert panel.isAncestorOf(focused())

    hands.press(Qt.Key.Key_F6, on=focused())
    assert not panel.isAncestorOf(focused())

    assert any(panel.isAncestorOf(one) for one in round_trip(hands))


def test_the_find_bar_is_a_pane_while_it_is_open(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F, CTRL)
    assert hands.window.find_bar.words.hasFocus()

    hands.press(Qt.Key.Key_F6, SHIFT, on=focused())
    assert not hands.window.find_bar.words.hasFocus()

    assert hands.window.find_bar.words in round_trip(hands)


def test_a_hidden_dock_is_left_out(hands: Hands) -> None:
    hands.action("view.spans").trigger()

    assert hands.window.spans not in round_trip(hands)
