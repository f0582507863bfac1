"""Claims about the command palette and the key sheet: every action, label and article, best first."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.dialogs.change_keys import ChangeKeys
from annotator.ui.dialogs.command_palette import CommandPalette
from annotator.ui.dialogs.key_sheet import KeySheet
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(hands: Hands, words: str = "") -> CommandPalette:
    hands.window.activateWindow()
    assert wait_until(hands.window.isActiveWindow)
    hands.press(Qt.Key.Key_K, CTRL)
    palettes = [found for found in hands.window.findChildren(CommandPalette) if found.isVisible()]
    assert palettes
    palettes[-1].activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is palettes[-1])
    QTest.keyClicks(palettes[-1].words, words)
    return palettes[-1]


def lines(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_it_lists_every_action_that_can_be_done_now(hands: Hands) -> None:
    palette = opened(hands)
    enabled = [id for id, action in hands.window.actions_.by_id.items() if action.isEnabled()]

    assert palette.list.count() == len(enabled) - 1
    palette.close()


def test_a_label_is_given_from_the_palette(hands: Hands) -> None:
    word = hands.text.split()[0]
    hands.drag(hands.text.index(word), hands.text.index(word) + len(word))

    palette = opened(hands, "label: org")
    QTest.keyClick(palette.words, Qt.Key.Key_Return)

    assert hands.stored_words() == [("ORG", word)]


def test_an_article_is_opened_from_the_palette(hands: Hands) -> None:
    last = hands.session.project.summaries(hands.session.annotator.id)[-1]

    palette = opened(hands, last.title)
    QTest.keyClick(palette.words, Qt.Key.Key_Return)

    assert hands.document == last.id


def test_letters_in_order_are_enough(hands: Hands) -> None:
    palette = opened(hands, "hgctrst")

    assert lines(palette) == ["View: High contrast"]
    palette.close()


def test_what_was_run_lately_comes_first_next_time(hands: Hands) -> None:
    palette = opened(hands, "view: dark")
    QTest.keyClick(palette.words, Qt.Key.Key_Return)

    again = opened(hands)

    assert lines(again)[0] == "View: Dark"
    again.close()


def test_the_sheet_shows_the_keys_as_they_are_now(hands: Hands) -> None:
    hands.window.actions_.set_keys({"search.open": ("Ctrl+Alt+Y",)})
    hands.press(Qt.Key.Key_F1)
    sheet = hands.window.findChild(KeySheet)
    assert isinstance(sheet, KeySheet)

    QTest.keyClicks(sheet.words, "search all")
    rows = sheet.tree.findItems("Search all articles", Qt.MatchFlag.MatchRecursive)

    assert [row.text(1) for row in rows] == ["Ctrl+Alt+Y"]
    assert not rows[0].isHidden()
    sheet.change.click()
    dialog = hands.window.findChild(ChangeKeys)
    assert isinstance(dialog, ChangeKeys)
    dialog.close()
