"""Claims about the list of articles: progress, filter, done and next."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.document import DocumentState
from tests.ui.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_enter_marks_done_and_opens_the_next(hands: Hands) -> None:
    first = hands.document

    hands.press(Qt.Key.Key_Return, CTRL)

    assert hands.session.project.state(first, hands.session.annotator.id) is DocumentState.DONE
    assert hands.document != first


def test_the_window_opens_the_first_unfinished_article(open_window: Callable[..., Hands], project_path: Path) -> None:
    before = open_window(project_path)
    before.press(Qt.Key.Key_Return, CTRL)
    expected = before.document
    before.window.close()

    after = open_window(project_path)

    assert after.document == expected


def test_skipping_is_not_finishing(hands: Hands) -> None:
    first = hands.document

    hands.action("document.skip").trigger()

    assert hands.session.project.state(first, hands.session.annotator.id) is DocumentState.SKIPPED


def test_the_filter_leaves_the_articles_with_its_words(hands: Hands) -> None:
    outlets = [summary.outlet for summary in hands.session.project.summaries(hands.session.annotator.id)]
    wanted = next(outlet for outlet in outlets if outlet)

    QTest.keyClicks(hands.window.documents.filter, wanted)

    assert hands.window.documents.view.model().rowCount() == outlets.count(wanted)


def test_a_click_opens_an_article(hands: Hands) -> None:
    view = hands.window.documents.view
    place = view.visualRect(view.model().index(2, 0)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert hands.document == hands.session.project.document_ids()[2]


def test_the_count_of_spans_follows(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")

    summary = hands.window.documents.neighbour(0)

    assert summary is not None
    assert summary.spans == 1
