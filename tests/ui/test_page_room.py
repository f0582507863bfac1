"""The review has the width of the panes that speak of one span; they come back with the article."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.ui.main_window import MainWindow
from tests.ui.hands import Hands


def shown(window: MainWindow) -> dict[str, bool]:
    return {id: not window.docks[id].isHidden() for id in ("view.documents", "view.spans", "view.inspector")}


def test_the_review_takes_the_room_of_the_span_panes_and_gives_it_back(hands: Hands) -> None:
    window = hands.window
    window.docks["view.inspector"].hide()
    before = shown(window)
    page = window.findChild(QWidget, "review_view")
    assert page is not None

    window.pages.show_page(page)
    within = shown(window)
    QTest.keyClick(page, Qt.Key.Key_Escape)

    assert before == {"view.documents": True, "view.spans": True, "view.inspector": False}
    assert within == {"view.documents": True, "view.spans": False, "view.inspector": False}
    assert window.pages.shows_article
    assert shown(window) == before


def test_a_window_closed_in_the_review_keeps_its_panes(hands: Hands) -> None:
    window = hands.window
    page = window.findChild(QWidget, "review_view")
    assert page is not None
    window.pages.show_page(page)

    window.close()

    assert shown(window)["view.spans"]
