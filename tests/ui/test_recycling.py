"""Claims about the recycle bin, the undo list and a span's history in the window."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.model.operation import RecordKind
from annotator.ui.dialogs.delete_article import DeleteArticle
from annotator.ui.dialogs.recycle_bin import RecycleBin
from annotator.ui.dialogs.span_story import SpanStory
from annotator.ui.dialogs.undo_list import UndoList
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

Shown = TypeVar("Shown", bound=QDialog)
ENTER = Qt.Key.Key_Return
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def shown(hands: Hands, kind: type[Shown]) -> Shown:
    """Find the dialog that was opened and let it have the keys."""
    found = [one for one in hands.window.findChildren(kind) if one.isVisible()]
    assert found
    found[-1].activateWindow()
    assert wait_until(lambda: QApplication.activeWindow() is found[-1], 5)
    return found[-1]


def delete_article(hands: Hands) -> None:
    hands.action("document.delete").trigger()
    question = shown(hands, DeleteArticle)
    QTest.keyClick(question.confirm, Qt.Key.Key_Space)


def test_a_deleted_span_is_restored_by_keys(hands: Hands) -> None:
    words = hands.text.split()[0]
    span = hands.mark(words, "PERSON")
    hands.press(Qt.Key.Key_Delete)
    assert hands.stored() == ()

    hands.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    bin = shown(hands, RecycleBin)
    QTest.keyClick(bin.tree, ENTER)

    assert [one.id for one in hands.stored()] == [span]
    assert bin.tree.topLevelItemCount() == 0
    bin.close()


def test_a_deleted_span_has_its_history_in_the_bin(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    hands.press(Qt.Key.Key_Delete)
    hands.action("bin.open").trigger()
    bin = shown(hands, RecycleBin)

    QTest.keyClick(bin.story, Qt.Key.Key_Space)
    story = bin.findChild(SpanStory)
    assert isinstance(story, SpanStory)

    assert story.tree.topLevelItemCount() == 2
    story.close()
    bin.close()


def test_deleting_an_article_says_what_goes_and_opens_another(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    gone = hands.document
    hands.action("document.delete").trigger()
    question = shown(hands, DeleteArticle)
    assert hands.document == gone
    QTest.keyClick(question.confirm, Qt.Key.Key_Space)

    assert gone not in hands.session.project.document_ids()
    assert hands.document != gone


def test_undo_brings_a_deleted_article_back_and_redo_takes_it_again(hands: Hands) -> None:
    span = hands.mark(hands.text.split()[0], "PERSON")
    gone = hands.document
    delete_article(hands)

    hands.action("edit.undo").trigger()
    assert hands.document == gone
    assert [one.id for one in hands.stored()] == [span]

    hands.action("edit.redo").trigger()
    assert hands.document != gone
    assert gone not in hands.session.project.document_ids()


def test_the_last_article_can_be_deleted_and_restored(hands: Hands) -> None:
    count = len(hands.session.project.document_ids())
    for _ in range(count):
        delete_article(hands)
    assert hands.session.document is None
    assert hands.view.text == ""

    hands.action("bin.open").trigger()
    bin = shown(hands, RecycleBin)
    bin.kind.setCurrentIndex(bin.kind.findData(RecordKind.DOCUMENT))
    QTest.keyClick(bin.tree, ENTER)
    bin.close()

    assert len(hands.session.project.document_ids()) == 1


def test_undo_says_in_the_status_line_what_it_took_back(hands: Hands) -> None:
    word = hands.text.split()[0]
    hands.mark(word, "PERSON")

    hands.action("edit.undo").trigger()

    assert hands.window.status.undo_words.text() == f"Undone: label “{word}” PERSON"


def test_everything_up_to_a_line_is_taken_back_at_once(hands: Hands) -> None:
    words = list(dict.fromkeys(hands.text.split()))[:3]
    for word in words:
        hands.mark(word, "PERSON")

    hands.press(Qt.Key.Key_H, CTRL)
    listed = shown(hands, UndoList)
    QTest.keyClick(listed.tree, Qt.Key.Key_Down)
    assert "2" in listed.undo.text()
    QTest.keyClick(listed.tree, ENTER)

    assert [text for _, text in hands.stored_words()] == words[:1]
    listed.close()


def test_the_history_of_the_selected_span_opens_by_its_key(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    hands.press(Qt.Key.Key_2)

    hands.press(Qt.Key.Key_H, CTRL | SHIFT)
    story = shown(hands, SpanStory)

    item = story.tree.topLevelItem(1)
    assert item is not None
    line = item.child(0)
    assert line is not None
    assert [line.text(column) for column in range(3)] == ["Label", "PERSON", "ORG"]
    story.close()
