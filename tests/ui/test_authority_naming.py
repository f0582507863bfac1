"""Claims about canonical names set from the article: by keys alone, with completion, new names and aliases."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.scheme import AttributeDefinition, AttributeType
from annotator.services.authority.commands import AddEntry
from annotator.services.authority.entries import names_of
from annotator.services.commands import SetAttributes
from annotator.services.scheme.commands import ChangeLabel
from annotator.ui.dialogs.label_all import LabelAllDialog
from annotator.ui.panels.completing_line import CompletingLine
from annotator.ui.panels.name_line import NameLine
from tests.ui.hands import Hands

TEXT = "Lawrow met Kim in Elm. DPRK envoys left. Lavrov stayed; North Korea did not.\n"
LAVROV = AuthorityEntry(AuthorityId("lavrov"), "Sergei Lavrov", "PERSON", ("Lavrov",))
KOREA = AuthorityEntry(AuthorityId("korea"), "North Korea", "GPE", ("DPRK",))


@pytest.fixture
def desk(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> Hands:
    """The window on one article, with two names in the list."""
    hands = open_window(make_project(TEXT))
    for entry in (LAVROV, KOREA):
        assert hands.session.execute(AddEntry(entry)) is not None
    return hands


def line_of(hands: Hands) -> NameLine:
    """Press the attribute key and find the line that has the keys then."""
    hands.press(Qt.Key.Key_A)
    line = QApplication.focusWidget()
    assert isinstance(line, NameLine)
    return line


def names(hands: Hands) -> list[tuple[str, str]]:
    """Value and entry of each attribute in the open article."""
    return [(one.value, one.ref) for span in hands.stored() for one in span.attributes]


def test_a_name_is_set_by_a_few_letters_and_enter(desk: Hands) -> None:
    desk.mark("Lawrow", "PERSON")

    line = line_of(desk)
    QTest.keyClicks(line, "ser")
    desk.press(Qt.Key.Key_Return, on=line)

    assert names(desk) == [("Sergei Lavrov", "lavrov")]
    assert desk.view.hasFocus()


def test_another_spelling_is_proposed_before_anything_is_typed(desk: Hands) -> None:
    desk.mark("Lawrow", "PERSON")

    desk.press(Qt.Key.Key_Return, on=line_of(desk))

    assert names(desk) == [("Sergei Lavrov", "lavrov")]
    assert names_of(desk.session.project)[1].aliases == ("Lavrov",)


def test_taking_back_a_new_name_leaves_it_to_whoever_uses_it_meanwhile(desk: Hands) -> None:
    session = desk.session
    desk.mark("Kim", "PERSON")
    line = line_of(desk)
    line.selectAll()
    QTest.keyClicks(line, "Kim Jong-un")
    desk.press(Qt.Key.Key_Return, on=line)
    new = next(one.id for one in names_of(session.project) if one.name == "Kim Jong-un")
    me = session.annotator.name
    session.switch_annotator("second")
    desk.mark("Kim", "PERSON")
    other = line_of(desk)
    QTest.keyClicks(other, "Kim Jong-un")
    desk.press(Qt.Key.Key_Return, on=other)
    assert names(desk) == [("Kim Jong-un", new)]

    session.switch_annotator(me)
    desk.action("edit.undo").trigger()

    assert names(desk) == []
    assert new in {one.id for one in names_of(session.project)}
    session.switch_annotator("second")
    assert names(desk) == [("Kim Jong-un", new)]


def test_shift_enter_adds_the_words_as_an_alias_and_one_undo_takes_both_back(desk: Hands) -> None:
    desk.mark("Lawrow", "PERSON")
    line = line_of(desk)
    assert line.alias.isVisible()

    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, on=line)

    assert names_of(desk.session.project)[1].aliases == ("Lavrov", "Lawrow")
    desk.action("edit.undo").trigger()
    assert names_of(desk.session.project)[1].aliases == ("Lavrov",)
    assert names(desk) == []


def test_the_alias_can_be_ticked_with_the_mouse(desk: Hands) -> None:
    desk.mark("Lawrow", "PERSON")
    line = line_of(desk)

    QTest.mouseClick(line.alias, Qt.MouseButton.LeftButton, pos=QPoint(8, line.alias.height() // 2))
    assert line.alias.isChecked()
    item = line.list.visualItemRect(line.list.item(0))
    QTest.mouseClick(line.list.viewport(), Qt.MouseButton.LeftButton, pos=item.center())

    assert names_of(desk.session.project)[1].aliases == ("Lavrov", "Lawrow")


def test_a_new_name_joins_the_list_in_the_same_step(desk: Hands) -> None:
    desk.mark("Elm", "GPE")

    line = line_of(desk)
    QTest.keyClicks(line, "Port Elm")
    desk.press(Qt.Key.Key_Return, on=line)

    assert [(one.name, one.kind) for one in names_of(desk.session.project)][1] == ("Port Elm", "GPE")
    assert [value for value, _ in names(desk)] == ["Port Elm"]
    desk.action("edit.undo").trigger()
    assert len(names_of(desk.session.project)) == 2


def test_words_that_begin_a_known_name_can_be_a_new_name(desk: Hands) -> None:
    desk.mark("Lawrow", "PERSON")

    line = line_of(desk)
    QTest.keyClicks(line, "Serge")
    desk.press(Qt.Key.Key_Down, on=line)
    desk.press(Qt.Key.Key_Return, on=line)

    assert [value for value, _ in names(desk)] == ["Serge"]


def test_a_line_left_half_typed_changes_nothing_and_says_so(desk: Hands) -> None:
    desk.mark("Lawrow", "PERSON")

    line = line_of(desk)
    QTest.keyClicks(line, "Serg")
    desk.press(Qt.Key.Key_Escape, on=line)

    assert names(desk) == []
    assert len(names_of(desk.session.project)) == 2
    assert "“Serg” is no name of the list" in desk.window.banner.words


def test_a_name_typed_whole_counts_when_the_line_is_left(desk: Hands) -> None:
    desk.mark("DPRK", "GPE")

    line = line_of(desk)
    QTest.keyClicks(line, "north korea")
    desk.press(Qt.Key.Key_Escape, on=line)

    assert names(desk) == [("North Korea", "korea")]


def test_a_name_is_removed_by_emptying_its_line(desk: Hands) -> None:
    desk.mark("DPRK", "GPE")
    desk.press(Qt.Key.Key_Return, on=line_of(desk))
    assert names(desk) == [("North Korea", "korea")]

    line = line_of(desk)
    desk.press(Qt.Key.Key_Delete, on=line)
    desk.press(Qt.Key.Key_Escape, on=line)

    assert names(desk) == []


def test_enter_on_a_name_that_is_set_keeps_it(desk: Hands) -> None:
    desk.mark("DPRK", "GPE")
    desk.press(Qt.Key.Key_Return, on=line_of(desk))

    desk.press(Qt.Key.Key_Return, on=line_of(desk))

    assert names(desk) == [("North Korea", "korea")]
    assert desk.view.hasFocus()


def test_free_text_is_completed_from_ones_own_earlier_values(desk: Hands) -> None:
    person = desk.session.scheme.label("PERSON")
    assert person is not None
    job = AttributeDefinition("job", "job", AttributeType.TEXT)
    desk.session.execute(ChangeLabel("PERSON", replace(person, attributes=(job,))))
    first = desk.mark("Lawrow", "PERSON")
    desk.session.execute(SetAttributes(first, (Attribute("job", "foreign minister"),)))
    desk.mark("Kim", "PERSON")

    desk.press(Qt.Key.Key_A)
    line = QApplication.focusWidget()
    assert isinstance(line, CompletingLine)
    QTest.keyClicks(line, "fo")
    desk.press(Qt.Key.Key_Down, on=line)
    desk.press(Qt.Key.Key_Return, on=line)

    assert [value for value, _ in names(desk)] == ["foreign minister"] * 2


def test_typed_text_stands_unless_a_row_is_chosen(desk: Hands) -> None:
    person = desk.session.scheme.label("PERSON")
    assert person is not None
    job = AttributeDefinition("job", "job", AttributeType.TEXT)
    desk.session.execute(ChangeLabel("PERSON", replace(person, attributes=(job,))))
    first = desk.mark("Lawrow", "PERSON")
    desk.session.execute(SetAttributes(first, (Attribute("job", "foreign minister"),)))
    desk.mark("Kim", "PERSON")

    desk.press(Qt.Key.Key_A)
    line = QApplication.focusWidget()
    assert isinstance(line, CompletingLine)
    QTest.keyClicks(line, "fo")
    desk.press(Qt.Key.Key_Return, on=line)

    assert [value for value, _ in names(desk)] == ["foreign minister", "fo"]
    assert desk.view.hasFocus()


def test_label_all_finds_known_aliases_and_names_them(desk: Hands) -> None:
    desk.mark("DPRK", "GPE")
    desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    dialog = desk.window.findChild(LabelAllDialog)
    assert isinstance(dialog, LabelAllDialog)

    QTest.mouseClick(dialog.aliases, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.aliases.height() // 2))
    assert dialog.count.text() == "1 found in 1 article, 1 chosen"
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert desk.stored_words() == [("GPE", "DPRK"), ("GPE", "North Korea")]
    assert names(desk) == [("North Korea", "korea")]


def test_label_all_offers_no_aliases_where_none_are_known(desk: Hands) -> None:
    desk.mark("Elm", "GPE")

    desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)

    dialog = desk.window.findChild(LabelAllDialog)
    assert isinstance(dialog, LabelAllDialog)
    assert not dialog.aliases.isEnabled()
    dialog.close()
