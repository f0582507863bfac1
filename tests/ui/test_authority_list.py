"""Claims about the list of names: found, edited in place, merged, split, proposed, imported, exported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.services.authority.commands import AddEntry, NameSpans
from annotator.services.authority.entries import names_of
from annotator.ui.dialogs.names import NamesDialog
from annotator.ui.dialogs.split_name import SplitNameDialog
from annotator.ui.names_table import ALIASES, NAME, SPANS
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

TEXT = "Lawrow met Kim in Elm. DPRK envoys left. Lavrov stayed; North Korea did not.\n"
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> Hands:
    """The window on one article with three names, of which two are one, and a span named."""
    hands = open_window(make_project(TEXT))
    for id, name, kind, aliases in (
        ("korea", "North Korea", "GPE", ("DPRK", "Elm")),
        ("lavrov", "Sergei Lavrov", "PERSON", ("Lavrov",)),
        ("lawrow", "Sergey Lawrow", "PERSON", ()),
    ):
        assert hands.session.execute(AddEntry(AuthorityEntry(AuthorityId(id), name, kind, aliases))) is not None
    span = hands.mark("Lawrow", "PERSON")
    assert hands.session.execute(NameSpans((span,), "name", "", AuthorityId("lawrow"))) is not None
    return hands


def open_list(hands: Hands) -> NamesDialog:
    """Open the list by its key and wait until the variants are found."""
    hands.press(Qt.Key.Key_N, CONTROL_SHIFT)
    dialog = hands.window.findChild(NamesDialog)
    assert isinstance(dialog, NamesDialog)
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    assert wait_until(lambda: dialog.variants.title.text() != "Perhaps the same")
    return dialog


def stored(hands: Hands) -> list[str]:
    """The names of the stored list."""
    return [one.name for one in names_of(hands.session.project)]


def values(hands: Hands) -> list[str]:
    """The canonical names of the stored spans."""
    return [one.value for span in hands.stored() for one in span.attributes]


def edit(dialog: NamesDialog, row: int, column: int, words: str) -> None:
    """Type into a cell by keys."""
    dialog.list.setFocus()
    dialog.list.setCurrentIndex(dialog.table.index(row, column))
    QTest.keyClick(dialog.list, Qt.Key.Key_F2)
    editor = dialog.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_a_name_is_edited_in_place_and_its_spans_follow(desk: Hands) -> None:
    dialog = open_list(desk)

    edit(dialog, 2, NAME, "S. Lawrow")

    assert wait_until(lambda: "S. Lawrow" in stored(desk))
    assert values(desk) == ["S. Lawrow"]
    dialog.close()


def test_aliases_are_edited_as_one_line(desk: Hands) -> None:
    dialog = open_list(desk)

    edit(dialog, 0, ALIASES, "DPRK; NK")

    assert wait_until(lambda: names_of(desk.session.project)[0].aliases == ("DPRK", "NK"))
    dialog.close()


def test_the_search_finds_aliases_and_spellings(desk: Hands) -> None:
    dialog = open_list(desk)

    QTest.keyClicks(dialog.search, "dprk")
    assert [one.name for one in dialog.table.entries] == ["North Korea"]
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "Lavroff")

    assert [one.name for one in dialog.table.entries] == ["Sergei Lavrov", "Sergey Lawrow"]
    dialog.close()


def test_the_number_of_ones_own_spans_is_shown(desk: Hands) -> None:
    dialog = open_list(desk)

    assert [dialog.table.index(row, SPANS).data() for row in range(3)] == ["0", "0", "1"]
    dialog.close()


def test_selected_names_are_merged_into_the_current_one(desk: Hands) -> None:
    dialog = open_list(desk)
    dialog.list.setFocus()
    dialog.list.setCurrentIndex(dialog.table.index(2, NAME))
    QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)

    QTest.mouseClick(dialog.work["Merge selected"], Qt.MouseButton.LeftButton)

    assert stored(desk) == ["North Korea", "Sergei Lavrov"]
    assert values(desk) == ["Sergei Lavrov"]
    dialog.close()
    desk.action("edit.undo").trigger()
    assert values(desk) == ["Sergey Lawrow"]


def test_a_proposed_variant_is_accepted_by_enter(desk: Hands) -> None:
    dialog = open_list(desk)
    assert dialog.variants.list.count() == 1

    QTest.keyClick(dialog.variants.list, Qt.Key.Key_Return)

    assert stored(desk) == ["North Korea", "Sergei Lavrov"]
    assert wait_until(lambda: dialog.variants.list.count() == 0)
    dialog.close()


def test_a_proposed_variant_can_go_the_other_way(desk: Hands) -> None:
    dialog = open_list(desk)

    QTest.mouseClick(dialog.variants.other, Qt.MouseButton.LeftButton)

    assert stored(desk) == ["North Korea", "Sergey Lawrow"]
    dialog.close()


def test_an_alias_is_split_off(desk: Hands) -> None:
    dialog = open_list(desk)
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    QTest.mouseClick(dialog.work["Split off aliases..."], Qt.MouseButton.LeftButton)
    question = dialog.findChild(SplitNameDialog)
    assert isinstance(question, SplitNameDialog)
    question.list.setCurrentRow(1)

    QTest.keyClick(question.list, Qt.Key.Key_Space)
    QTest.keyClick(question, Qt.Key.Key_Return)

    assert stored(desk) == ["Elm", "North Korea", "Sergei Lavrov", "Sergey Lawrow"]
    dialog.close()


def test_a_name_is_added_and_deleted(desk: Hands) -> None:
    dialog = open_list(desk)

    QTest.keyClicks(dialog.search, "Tallinn")
    QTest.mouseClick(dialog.work["Add"], Qt.MouseButton.LeftButton)
    assert "Tallinn" in stored(desk)
    QTest.mouseClick(dialog.work["Delete"], Qt.MouseButton.LeftButton)

    assert "Tallinn" not in stored(desk)
    dialog.close()


@pytest.mark.parametrize("button", ["Add", "Merge selected", "Split off aliases...", "Delete"])
def test_what_cannot_be_done_is_told_in_the_dialog(desk: Hands, button: str) -> None:
    dialog = open_list(desk)

    QTest.mouseClick(dialog.work[button], Qt.MouseButton.LeftButton)

    assert dialog.problem.isVisible()
    assert len(stored(desk)) == 3
    dialog.close()


def test_the_list_goes_out_and_comes_back(desk: Hands, tmp_path: Path) -> None:
    dialog = open_list(desk)
    file = tmp_path / "names.csv"

    dialog.export_file(str(file))
    file.write_text(file.read_text(encoding="utf-8") + "Tallinn,,GPE,,,\n", encoding="utf-8")
    dialog.import_file(str(file))

    assert "Tallinn" in stored(desk)
    dialog.close()


def test_a_bad_file_is_told_and_imports_nothing(desk: Hands, tmp_path: Path) -> None:
    dialog = open_list(desk)
    file = tmp_path / "names.csv"
    file.write_text("name,kind\nTallinn,GPE\n,PERSON\n")

    dialog.import_file(str(file))

    assert "Line 3" in dialog.problem.text()
    assert len(stored(desk)) == 3
    dialog.import_file(str(tmp_path / "none.csv"))
    assert "cannot be read" in dialog.problem.text()
    dialog.export_file(str(tmp_path))
    assert "cannot be written" in dialog.problem.text()
    dialog.close()
    assert QApplication.focusWidget() is not dialog
