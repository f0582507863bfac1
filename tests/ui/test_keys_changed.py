"""Claims about keys in the window: they can be changed, conflicts are told, and what was chosen stays."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.settings import load_settings, settings_folder
from annotator.ui.dialogs.change_keys import ChangeKeys
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def opened(hands: Hands) -> ChangeKeys:
    hands.action("help.change_keys").trigger()
    found = [one for one in hands.window.findChildren(ChangeKeys) if one.isVisible()]
    assert found
    found[-1].activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is found[-1])
    return found[-1]


@pytest.fixture
def dialog(hands: Hands) -> Iterator[ChangeKeys]:
    yield opened(hands)
    for left in hands.window.findChildren(ChangeKeys):
        left.close()


def give(dialog: ChangeKeys, words: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Search an action by its words and press its new key, as an analyst does."""
    dialog.words.clear()
    QTest.keyClicks(dialog.words, words)
    QTest.keyClick(dialog.add_key, Qt.Key.Key_Space)
    QTest.keyClick(dialog.add_key, key, modifiers)


def leave(dialog: ChangeKeys, hands: Hands) -> None:
    dialog.close()
    hands.window.activateWindow()
    assert wait_until(hands.window.isActiveWindow)
    hands.view.setFocus()


def mark_by(hands: Hands, key: Qt.Key) -> list[tuple[str, str]]:
    word = hands.text.split()[0]
    hands.drag(hands.text.index(word), hands.text.index(word) + len(word))
    hands.press(key)
    return hands.stored_words()


def test_a_new_key_works_at_once_beside_the_old_one(hands: Hands, dialog: ChangeKeys) -> None:
    give(dialog, "sentence without its full stop next", Qt.Key.Key_Y)
    leave(dialog, hands)

    hands.press(Qt.Key.Key_Y)
    by_new = hands.view.selected_range()
    hands.view.set_caret(0)
    hands.press(Qt.Key.Key_Comma)

    assert by_new is not None
    assert hands.view.selected_range() == by_new


def test_a_key_of_another_action_is_asked_about_by_name(hands: Hands, dialog: ChangeKeys) -> None:
    give(dialog, "skip, open next", Qt.Key.Key_Return, CTRL)

    assert "Done, open next" in dialog.question.text()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Space)
    assert "Ctrl+Return" not in hands.window.actions_.specs["document.skip"].keys

    give(dialog, "skip, open next", Qt.Key.Key_Return, CTRL)
    QTest.keyClick(dialog.take, Qt.Key.Key_Space)

    assert "Ctrl+Return" in hands.window.actions_.specs["document.skip"].keys
    assert "Ctrl+Return" not in hands.window.actions_.specs["document.done_next"].keys


def test_a_label_yields_its_digit_to_an_action(hands: Hands, dialog: ChangeKeys) -> None:
    give(dialog, "select: nothing", Qt.Key.Key_1)
    assert "PERSON" in dialog.question.text()
    QTest.keyClick(dialog.take, Qt.Key.Key_Space)
    leave(dialog, hands)

    assert mark_by(hands, Qt.Key.Key_1) == []
    assert "1" not in hands.window.actions_.specs["label.entity.PERSON"].keys


def test_a_label_can_have_a_key_of_its_own(hands: Hands, dialog: ChangeKeys) -> None:
    give(dialog, "label: person", Qt.Key.Key_Y)
    leave(dialog, hands)

    assert [label for label, _ in mark_by(hands, Qt.Key.Key_Y)] == ["PERSON"]


@pytest.mark.parametrize(
    ("words", "key", "modifiers", "said"),
    [
        ("next article", Qt.Key.Key_Left, NONE, "caret"),
        ("next article", Qt.Key.Key_C, CTRL, "text fields"),
        ("next article", Qt.Key.Key_X, NONE, "text fields"),
        ("next article", Qt.Key.Key_Return, NONE, "forms"),
        ("next article", Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier, "menu"),
    ],
)
def test_a_key_that_is_needed_elsewhere_is_refused_in_words(
    hands: Hands, dialog: ChangeKeys, words: str, key: Qt.Key, modifiers: Qt.KeyboardModifier, said: str
) -> None:
    before = hands.window.actions_.specs["document.next"].keys

    give(dialog, words, key, modifiers)

    assert said in dialog.problem.text()
    assert hands.window.actions_.specs["document.next"].keys == before


def test_a_key_is_taken_away_and_reset_gives_it_back(hands: Hands, dialog: ChangeKeys) -> None:
    dialog.select("search.open")
    QTest.keyClick(dialog.remove_key, Qt.Key.Key_Space)
    assert hands.window.actions_.specs["search.open"].keys == ()

    QTest.keyClick(dialog.reset_one, Qt.Key.Key_Space)

    assert hands.window.actions_.specs["search.open"].keys == ("Ctrl+Shift+F",)
    assert load_settings().keys == ()


def test_enter_on_an_action_waits_for_its_key(hands: Hands, dialog: ChangeKeys) -> None:
    dialog.select("label.entity.PERSON")
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)

    QTest.keyClick(dialog.add_key, Qt.Key.Key_Y)

    assert dialog.isVisible()
    assert "Y" in hands.window.actions_.specs["label.entity.PERSON"].keys


def test_escape_lets_go_of_waiting_for_a_key(hands: Hands, dialog: ChangeKeys) -> None:
    before = load_settings().keys

    give(dialog, "next article", Qt.Key.Key_Escape)

    assert load_settings().keys == before
    assert dialog.isVisible()


def test_chosen_keys_stay_after_a_restart_until_all_are_reset(
    open_window: Callable[..., Hands], project_path: Path
) -> None:
    before = open_window(project_path)
    dialog = opened(before)
    give(dialog, "label: person", Qt.Key.Key_Y)
    leave(dialog, before)
    before.window.close()

    after = open_window(project_path)
    assert [label for label, _ in mark_by(after, Qt.Key.Key_Y)] == ["PERSON"]
    assert "Y" in after.action("label.entity.PERSON").shortcuts()[-1].toString()
    again = opened(after)
    QTest.keyClick(again.reset_all, Qt.Key.Key_Space)
    QTest.keyClick(again.take, Qt.Key.Key_Space)
    again.close()

    assert load_settings().keys == ()
    assert after.window.actions_.specs["label.entity.PERSON"].keys[0] == "1"


def test_a_damaged_choice_of_keys_is_harmless(open_window: Callable[..., Hands], project_path: Path) -> None:
    stored = '{"keys": [["document.next", ["no key", 3, "Ctrl+G, Ctrl+H"]], ["unknown", ["F9"]], 7, ["edit.undo"]]}'
    (settings_folder() / "settings.json").write_text(stored, encoding="utf-8")

    hands = open_window(project_path)

    assert hands.action("document.next").shortcuts() == []
    assert hands.action("edit.undo").shortcut().toString() == "Ctrl+Z"
