"""Claims about reading comfort: how articles are set follows each choice at once and is remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget

from annotator.settings import Reading, load_settings
from annotator.ui.dialogs.reading_comfort import ReadingComfort
from tests.ui.hands import Hands


def opened(hands: Hands) -> ReadingComfort:
    """Open the dialog by its key."""
    hands.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = hands.window.findChild(ReadingComfort)
    assert isinstance(dialog, ReadingComfort)
    return dialog


def height(hands: Hands) -> float:
    """How tall the article is."""
    return hands.view.document().size().height()


def shown_panes(hands: Hands) -> set[str]:
    """The panes that are not hidden."""
    return {dock.objectName() for dock in hands.window.findChildren(QDockWidget) if not dock.isHidden()}


def test_more_space_between_lines_makes_the_article_taller_and_is_remembered(hands: Hands) -> None:
    before = height(hands)

    hands.press(Qt.Key.Key_F9)

    assert height(hands) > before * 1.05
    assert load_settings().line_spacing == 120


def test_a_narrow_column_is_kept_at_the_next_start(open_window: Callable[..., Hands], project_path: Path) -> None:
    before = open_window(project_path)
    before.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    tall = height(before)
    before.window.close()

    after = open_window(project_path)

    assert load_settings().column == 60
    assert height(after) == tall


def test_letters_without_serifs_are_of_another_family(hands: Hands) -> None:
    before = hands.view.document().defaultFont().family()

    hands.press(Qt.Key.Key_F7)

    assert hands.view.document().defaultFont().family() != before
    assert hands.action("view.sans").isChecked()


def test_wide_letters_have_more_room_and_words_more_still(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)

    font = hands.view.document().defaultFont()
    assert 0 < font.letterSpacing() < font.wordSpacing()


def test_the_dialog_shows_what_keys_chose_and_sets_the_article(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F9)
    dialog = opened(hands)
    assert dialog.leading.value() == 1

    QTest.keyClick(dialog.size_slider, Qt.Key.Key_Right)
    QTest.keyClick(dialog.font_choice, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.wide, Qt.MouseButton.LeftButton, pos=QPoint(10, dialog.wide.height() // 2))

    assert load_settings().reading == Reading(14, 120, 75, "sans", True)
    assert hands.view.document().defaultFont() == dialog.sample.words.font()
    dialog.close()


def test_the_dialog_brings_back_how_it_was_at_first(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F9)
    dialog = opened(hands)

    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)

    assert load_settings().reading == Reading()
    dialog.close()


def test_the_place_in_the_article_is_kept_when_lines_are_set_otherwise(hands: Hands) -> None:
    hands.view.set_caret(len(hands.text) // 2)
    bar = hands.view.verticalScrollBar()
    first = hands.view.offset_at(hands.view.viewport().rect().topLeft().toPointF())

    hands.press(Qt.Key.Key_F9)

    assert bar.value() > 0
    assert abs(hands.view.offset_at(hands.view.viewport().rect().topLeft().toPointF()) - first) < 120


@pytest.mark.parametrize("way_out", [Qt.Key.Key_Escape, Qt.Key.Key_F11])
def test_reading_mode_puts_all_panes_away_and_brings_them_back(hands: Hands, way_out: Qt.Key) -> None:
    hands.action("view.guide").trigger()
    before = shown_panes(hands)
    assert len(before) == 3

    hands.press(Qt.Key.Key_F11)
    assert not shown_panes(hands)

    hands.press(way_out)
    assert shown_panes(hands) == before
    assert not hands.action("view.reading").isChecked()


def test_escape_takes_a_selection_back_before_it_ends_reading_mode(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F11)
    hands.view.select_range(3, 9)

    hands.press(Qt.Key.Key_Escape)

    assert hands.view.selected_range() is None
    assert not shown_panes(hands)


def test_panes_put_away_for_reading_are_there_at_the_next_start(
    open_window: Callable[..., Hands], project_path: Path
) -> None:
    before = open_window(project_path)
    panes = shown_panes(before)
    before.press(Qt.Key.Key_F11)
    before.window.close()

    assert shown_panes(open_window(project_path)) == panes
