"""Claims about the guide: it opens in the window, its headings lead to their places, its keys are true."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.actions import ACTIONS
from annotator.resources import resource_path
from annotator.ui.dialogs.guide import GuideDialog
from tests.ui.hands import Hands


@pytest.fixture
def guide(hands: Hands) -> Iterator[GuideDialog]:
    hands.action("help.guide").trigger()
    found = hands.window.findChild(GuideDialog)
    assert isinstance(found, GuideDialog)
    yield found
    found.close()


def test_the_guide_opens_at_its_beginning(guide: GuideDialog) -> None:
    assert guide.isVisible()
    assert guide.page.textCursor().position() == 0
    assert guide.page.toPlainText().startswith("Guide")


def test_a_heading_leads_to_its_place(guide: GuideDialog) -> None:
    QTest.keyClick(guide.contents, Qt.Key.Key_End)
    assert guide.page.textCursor().block().text() == guide.contents.currentItem().text() == "From the command line"


def test_every_key_that_the_guide_names_is_a_key_of_the_program() -> None:
    written = resource_path("help/guide.md").read_text("utf-8").split("```")[0]
    known = {key for action in ACTIONS for key in action.keys}
    assert set(re.findall(r"`([^`]+)`", written)) <= known
