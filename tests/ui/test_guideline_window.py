"""Claims about guidelines in the window: definitions by one key, versions, drafts, safe pages, older definitions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from annotator.services.scheme.commands import ChangeLabel
from annotator.services.scheme.guideline import guideline_draft, guideline_versions
from annotator.ui.dialogs.guideline import CHANGES, WRITE, GuidelineDialog
from annotator.ui.panels.label_guide import LabelGuide
from annotator.ui.panels.outdated_panel import OutdatedPanel
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

TEXT = "Lavrov met Kim in Elm.\n"
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> Hands:
    """The window on one short article."""
    return open_window(make_project(TEXT))


def open_guideline(hands: Hands) -> GuidelineDialog:
    """Open the guideline by its key."""
    hands.press(Qt.Key.Key_G, CONTROL_SHIFT)
    dialog = hands.window.findChildren(GuidelineDialog)[-1]
    assert isinstance(dialog, GuidelineDialog)
    return dialog


def write(dialog: GuidelineDialog, words: str) -> None:
    """Type a text anew and keep it as a version."""
    dialog.tabs.setCurrentIndex(WRITE)
    dialog.text.selectAll()
    QTest.keyClicks(dialog.text, words)
    QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)


def texts(hands: Hands) -> list[str]:
    """The stored versions, the newest first."""
    return [one.guideline.text for one in guideline_versions(hands.session.project)]


def redefine(hands: Hands, definition: str) -> None:
    """Give PERSON another definition."""
    label = hands.session.scheme.label("PERSON")
    assert label is not None
    assert hands.session.execute(ChangeLabel("PERSON", replace(label, definition=definition))) is not None


def test_one_key_explains_the_label_under_the_caret(desk: Hands) -> None:
    desk.mark("Kim", "PERSON")
    desk.session.select_span(None)
    desk.click(TEXT.index("Kim") + 1)
    guide = desk.window.findChild(LabelGuide)
    assert isinstance(guide, LabelGuide)
    desk.action("view.guide").trigger()
    assert not guide.isVisible()

    desk.press(Qt.Key.Key_F2)

    assert guide.isVisible()
    assert guide._name.text().startswith("PERSON")
    assert desk.view.hasFocus()


def test_a_version_is_written_read_and_taken_back(desk: Hands) -> None:
    dialog = open_guideline(desk)

    write(dialog, "# Names")

    assert texts(desk) == ["# Names"]
    assert dialog.page.toPlainText() == "Names"
    dialog.close()
    desk.action("edit.undo").trigger()
    assert texts(desk) == []


def test_an_old_version_and_what_changed_are_shown(desk: Hands) -> None:
    dialog = open_guideline(desk)
    write(dialog, "one")
    write(dialog, "two")

    dialog.tabs.setCurrentIndex(CHANGES)
    assert "- one" in dialog.changes.toPlainText()
    assert "+ two" in dialog.changes.toPlainText()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)

    assert dialog.page.toPlainText() == "one"
    assert "first" in dialog.list.item(0).text()
    dialog.close()


def test_a_draft_outlives_the_window(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> None:
    path = make_project(TEXT)
    desk = open_window(path)
    dialog = open_guideline(desk)
    QTest.keyClicks(dialog.text, "half")
    dialog.close()
    desk.window.close()

    again = open_window(path)
    dialog = open_guideline(again)

    assert dialog.text.toPlainText() == "half"
    assert texts(again) == []
    QTest.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)
    assert guideline_draft(again.session.project, again.session.annotator.id) is None
    dialog.close()


def test_a_page_opens_no_file_and_shows_no_picture(desk: Hands, tmp_path: Path) -> None:
    canary = tmp_path / "canary.png"
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(canary))
    address = QUrl.fromLocalFile(str(canary)).toString()
    dialog = open_guideline(desk)

    dialog.page.show_markdown(f"![c]({address})\n\n<img src='{address}'>\n\n[c]({address})")

    document = dialog.page.document()
    assert "\ufffc" not in document.toPlainText()
    assert "<img src=" in document.toPlainText()
    shown = dialog.page.grab().toImage()
    red = QColor(Qt.GlobalColor.red).rgb()
    assert all(shown.pixel(x, y) != red for x in range(0, shown.width(), 4) for y in range(0, shown.height(), 4))
    block = document.begin()
    while block.isValid():
        pieces = [piece.fragment().charFormat() for piece in block]
        assert not any(look.isAnchor() or look.isImageFormat() for look in pieces)
        block = block.next()
    dialog.close()


def test_spans_under_an_older_definition_are_listed_visited_and_checked(desk: Hands) -> None:
    span = desk.mark("Kim", "PERSON")
    redefine(desk, "only the living")
    desk.session.select_span(None)

    desk.press(Qt.Key.Key_L, CONTROL_SHIFT)
    panel = desk.window.findChild(OutdatedPanel)
    assert isinstance(panel, OutdatedPanel)
    assert wait_until(lambda: panel.table.rowCount() == 1 and panel.right.isEnabled())
    desk.press(Qt.Key.Key_Return, on=panel.lines)
    assert desk.session.selected == span
    assert desk.view.hasFocus()
    QTest.mouseClick(panel.right, Qt.MouseButton.LeftButton)

    assert wait_until(lambda: panel.table.rowCount() == 0)
    assert desk.session.project.undo_words(desk.session.annotator.id) == "check “Kim” PERSON: still right"


def test_a_span_left_out_stays_listed(desk: Hands) -> None:
    for words in ("Lavrov", "Kim"):
        desk.mark(words, "PERSON")
    redefine(desk, "only the living")
    desk.press(Qt.Key.Key_L, CONTROL_SHIFT)
    panel = desk.window.findChild(OutdatedPanel)
    assert isinstance(panel, OutdatedPanel)
    assert wait_until(lambda: panel.table.rowCount() == 2 and panel.right.isEnabled())

    desk.press(Qt.Key.Key_Space, on=panel.lines)
    QTest.mouseClick(panel.right, Qt.MouseButton.LeftButton)

    assert wait_until(lambda: [line.match for line in panel.table.lines] == ["Lavrov"])
