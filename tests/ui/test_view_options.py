"""Claims about comfort: themes, text size, panes, all remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from annotator.settings import load_settings
from annotator.ui.look.theme import theme_named
from tests.ui.hands import Hands


@pytest.mark.parametrize("name", ["dark", "contrast", "light"])
def test_a_theme_is_shown_and_remembered(hands: Hands, name: str) -> None:
    hands.action(f"view.{name}").trigger()

    picture = hands.window.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 1280, 8) for y in range(0, 900, 8)}
    assert QColor(theme_named(name).paper).name() in colours
    assert load_settings().theme == name
    hands.action("view.light").trigger()


def test_the_text_size_changes_and_is_remembered(hands: Hands) -> None:
    before = load_settings().text_size
    height = hands.view.document().size().height()

    for _ in range(4):
        hands.action("view.larger").trigger()

    assert load_settings().text_size == before + 4
    assert hands.view.document().size().height() > height


def test_a_hidden_pane_stays_hidden_at_the_next_start(open_window: Callable[..., Hands], project_path: Path) -> None:
    before = open_window(project_path)
    before.action("view.guide").trigger()
    assert before.window.docks["view.guide"].isHidden()
    before.window.close()

    after = open_window(project_path)

    assert after.window.docks["view.guide"].isHidden()
    assert not after.action("view.guide").isChecked()


def test_find_selects_the_next_hit(hands: Hands) -> None:
    word = hands.text.split()[3]
    hands.action("find.open").trigger()

    hands.window.find_bar.words.setText(word)
    hands.window.find_bar.words.textEdited.emit(word)

    chosen = hands.view.selected_range()
    assert chosen is not None
    assert hands.text[chosen[0] : chosen[1]].lower() == word.lower()


def test_a_system_without_a_wish_is_shown_in_light(hands: Hands) -> None:
    hands.action("view.dark").trigger()

    hands.action("view.system").trigger()

    assert QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Unknown
    assert hands.window.options.theme(hands.session.scheme).name == "light"
    assert load_settings().theme == "system"
    assert hands.action("view.system").isChecked()
    assert not hands.action("view.dark").isChecked()
