"""Claims about gamma in the window: offered only where its package is installed, given up at will."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from annotator.model.document import DocumentState
from annotator.services.agreement.gamma import is_installed
from annotator.services.commands import AddSpan, SetState
from annotator.services.project import Project
from annotator.ui.agreeing import Agreeing
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

needs_package = pytest.mark.skipif(not is_installed(), reason="pygamma-agreement is optional and not installed here")
lacks_package = pytest.mark.skipif(is_installed(), reason="pygamma-agreement is installed here")
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TEXT = "Ana Moreno said that Ben Okafor met Carla Diaz.\n"
PATIENCE_S = 60


@pytest.fixture
def compared(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Agreeing:
    """The page on agreement over an article that two annotators finished, one with a name more."""
    path = make_project(TEXT)
    with Project.open(path) as project:
        (document,) = project.document_ids()
        for name, marked in (("first", ("Ana Moreno", "Ben Okafor", "Carla Diaz")), ("second", ("Ana Moreno", "Ben"))):
            who = project.ensure_annotator(name).id
            for words in marked:
                start = TEXT.index(words)
                project.execute(AddSpan(document, "PERSON", ((start, start + len(words)),)), who)
            project.execute(SetState(document, DocumentState.DONE), who)
    hands = open_window(path)
    hands.press(Qt.Key.Key_A, CTRL_SHIFT)
    found = hands.window.findChild(Agreeing)
    assert isinstance(found, Agreeing)
    assert wait_until(lambda: bool(found.page.tables))
    return found


def action(agreeing: Agreeing) -> QAction:
    found = agreeing.page.window().findChild(QAction, "agreement.gamma")
    assert isinstance(found, QAction)
    return found


@lacks_package
def test_it_is_not_offered_without_its_package(hands: Hands) -> None:
    assert not hands.action("agreement.gamma").isVisible()

    hands.action("agreement.gamma").trigger()

    assert "pygamma-agreement, which is not installed" in hands.window.banner.words


@needs_package
def test_it_needs_the_page_on_which_it_is_shown(hands: Hands) -> None:
    hands.action("agreement.gamma").trigger()

    assert "Open the page on agreement first" in hands.window.banner.words


@needs_package
def test_it_is_added_to_the_page_with_what_it_stands_on(compared: Agreeing) -> None:
    action(compared).trigger()
    assert compared.page.cancel.isVisible() and "gamma" in compared.page.said.text()

    assert wait_until(lambda: "gamma" in compared.page.tables, PATIENCE_S)
    row = next(cells for cells in compared.page.tables["gamma"].block.rows if cells[0].text == "entity")
    assert row[1].text != "–" and row[2].text == "1"


@needs_package
def test_it_can_be_given_up(compared: Agreeing) -> None:
    action(compared).trigger()

    QTest.mouseClick(compared.page.cancel, Qt.MouseButton.LeftButton)

    assert wait_until(lambda: compared.page.said.text() == "Gamma was cancelled.", PATIENCE_S)
    assert "gamma" not in compared.page.tables
