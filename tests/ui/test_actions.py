"""Claims about actions: each has an id, a place in the window, and work or a reason."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.actions import ACTIONS, Menu, all_actions
from annotator.ui.dialogs.command_palette import CommandPalette
from annotator.ui.dialogs.key_sheet import KeySheet
from tests.ui.hands import Hands

FIXED = (
    "edit.undo edit.redo span.delete span.cycle span.link_speaker span.add_fragment select.word_next select.sentence "
    "document.done_next document.next suggestion.next suggestion.previous suggestion.accept suggestion.reject "
    "review.next review.none review.both review.accept_unanimous palette.open find.open help.keys"
).split()


def test_every_action_is_found_by_its_id(hands: Hands) -> None:
    for spec in all_actions(hands.session.scheme):
        assert isinstance(hands.window.findChild(QAction, spec.id), QAction), spec.id


def test_the_fixed_ids_are_there(hands: Hands) -> None:
    ids = {spec.id for spec in ACTIONS}

    assert set(FIXED) | {f"review.take_{n}" for n in range(1, 10)} <= ids


def test_an_action_without_work_says_why(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    hands.action("edit.undo").trigger()
    hands.mark(hands.text.split()[0], "PERSON")
    idle = [spec for spec in ACTIONS if not hands.action(spec.id).isEnabled() and spec.id != "edit.redo"]

    assert all(spec.reason for spec in idle), [spec.id for spec in idle if not spec.reason]


def test_no_two_actions_share_a_key_where_both_are_heard(hands: Hands) -> None:
    listed = all_actions(hands.session.scheme)
    keys = [(room, key) for spec in listed for key in spec.keys for room in spec.scope.rooms]

    assert sorted(keys) == sorted(set(keys))


def test_every_enabled_label_of_the_default_scheme_has_a_key(hands: Hands) -> None:
    labels = [spec for spec in all_actions(hands.session.scheme) if spec.menu is Menu.LABEL]

    assert all(spec.keys for spec in labels)


def test_the_palette_runs_what_is_typed(hands: Hands) -> None:
    first = hands.document
    hands.action("palette.open").trigger()
    palette = hands.window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)

    QTest.keyClicks(palette.words, "next article")
    QTest.keyClick(palette.words, Qt.Key.Key_Return)

    assert hands.document != first


def test_the_key_sheet_lists_the_labels(hands: Hands) -> None:
    hands.action("help.keys").trigger()
    sheet = hands.window.findChild(KeySheet)
    assert isinstance(sheet, KeySheet)

    rows = sheet.tree.findItems("PERSON", Qt.MatchFlag.MatchRecursive)

    assert [row.text(1) for row in rows] == ["1"]
    sheet.close()


def test_f6_walks_through_the_panes_and_back(hands: Hands) -> None:
    assert hands.view.hasFocus()

    hands.press(Qt.Key.Key_F6)
    assert hands.window.spans.hasFocus()

    hands.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier, on=hands.window.spans)
    assert hands.view.hasFocus()


def test_the_named_widgets_are_found(hands: Hands) -> None:
    for name in ("document_list", "article_view", "span_list", "label_bar", "inspector"):
        assert isinstance(hands.window.findChild(QWidget, name), QWidget), name
