"""Claims about queues and flags: what is listed is what is walked, a flag is stored and shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from annotator.model.document import DocumentState
from annotator.model.ids import DocumentId
from annotator.services.commands import SetState
from annotator.services.flow.queues import ListOrder, Queue
from annotator.services.project import Project
from annotator.storage.documents import DocumentSummary
from tests.ui.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_ctrl_g_flags_the_article_and_ctrl_g_again_takes_it_off(hands: Hands) -> None:
    hands.press(Qt.Key.Key_G, CTRL)
    assert stored(hands).flagged
    assert hands.window.header.flag.isVisible()
    assert hands.action("document.flag").isChecked()

    hands.press(Qt.Key.Key_G, CTRL)
    assert not stored(hands).flagged
    assert not hands.window.header.flag.isVisible()


def test_undo_takes_a_flag_back_from_store_and_header(hands: Hands) -> None:
    hands.press(Qt.Key.Key_G, CTRL)

    hands.press(Qt.Key.Key_Z, CTRL)

    assert not stored(hands).flagged
    assert not hands.window.header.flag.isVisible()
    assert not hands.action("document.flag").isChecked()


def test_the_list_says_that_an_article_is_flagged(hands: Hands) -> None:
    hands.press(Qt.Key.Key_G, CTRL)

    spoken = hands.window.documents.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "flagged" in spoken


def test_next_walks_the_flagged_queue_only(hands: Hands) -> None:
    ids = hands.session.project.document_ids()
    for place in (1, 3):
        open_(hands, ids[place])
        hands.press(Qt.Key.Key_G, CTRL)

    choose(hands, Queue.FLAGGED)
    open_(hands, ids[0])
    walked = []
    for _ in range(3):
        hands.press(Qt.Key.Key_PageDown, CTRL)
        walked.append(hands.document)

    assert walked == [ids[1], ids[3], ids[3]]
    assert "last article of this queue" in hands.window.status.undo_words.text()


def test_previous_goes_to_the_nearest_of_the_queue(hands: Hands) -> None:
    ids = hands.session.project.document_ids()
    open_(hands, ids[1])
    hands.press(Qt.Key.Key_G, CTRL)
    open_(hands, ids[4])
    choose(hands, Queue.FLAGGED)

    hands.press(Qt.Key.Key_PageUp, CTRL)

    assert hands.document == ids[1]


def test_each_queue_has_an_action_and_lists_its_articles(hands: Hands) -> None:
    ids, me = hands.session.project.document_ids(), hands.session.annotator.id
    for id, state in zip(ids, (DocumentState.IN_PROGRESS, DocumentState.DONE, DocumentState.SKIPPED), strict=False):
        hands.session.project.execute(SetState(id, state), me)
    hands.session.documents_changed.emit()

    listed_by = {}
    for id in ("todo", "in_progress", "done", "skipped", "flagged", "mine", "all"):
        hands.action(f"queue.{id}").trigger()
        listed_by[id] = [ids.index(one) for one in listed(hands)]

    assert listed_by == {
        "todo": [3, 4],
        "in_progress": [0],
        "done": [1],
        "skipped": [2],
        "flagged": [],
        "mine": [],
        "all": [0, 1, 2, 3, 4],
    }


def test_the_queues_say_how_many_articles_they_hold(hands: Hands) -> None:
    assert queue_box(hands).itemText(1) == "Not started (5)"

    hands.press(Qt.Key.Key_Return, CTRL)

    assert [queue_box(hands).itemText(place) for place in (0, 1, 4)] == [
        "All articles (5)",
        "Not started (4)",
        "Done (1)",
    ]


def test_a_done_article_leaves_its_queue_when_the_next_is_opened(hands: Hands) -> None:
    ids = hands.session.project.document_ids()
    choose(hands, Queue.TODO)

    hands.press(Qt.Key.Key_Return, CTRL)

    assert hands.document == ids[1]
    assert listed(hands) == list(ids[1:])


def test_the_end_of_a_queue_is_told(hands: Hands) -> None:
    hands.press(Qt.Key.Key_G, CTRL)
    choose(hands, Queue.FLAGGED)

    hands.press(Qt.Key.Key_Return, CTRL)

    assert "of this queue is done" in hands.window.banner.words


def test_a_queue_is_chosen_by_keys_alone(hands: Hands) -> None:
    hands.press(Qt.Key.Key_D, CTRL | SHIFT)
    box = queue_box(hands)
    assert box.hasFocus()

    QTest.keyClick(box, Qt.Key.Key_Down)

    assert listed(hands) == list(hands.session.project.document_ids())
    assert box.currentData() == Queue.TODO


def test_the_queue_key_brings_a_hidden_list_back(hands: Hands) -> None:
    hands.action("view.documents").trigger()

    hands.press(Qt.Key.Key_D, CTRL | SHIFT)

    assert queue_box(hands).isVisible()


def test_articles_are_sorted_and_walked_by_title(hands: Hands) -> None:
    titles = {one.id: one.title.casefold() for one in hands.session.project.summaries(hands.session.annotator.id)}
    by_title = sorted(titles, key=lambda id: titles[id])

    box = hands.window.documents.order
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == ListOrder.TITLE
    assert listed(hands) == by_title

    open_(hands, by_title[0])
    hands.press(Qt.Key.Key_PageDown, CTRL)
    assert hands.document == by_title[1]


def test_queue_and_words_narrow_together(hands: Hands) -> None:
    ids = hands.session.project.document_ids()
    title = hands.session.project.document(ids[2]).title
    choose(hands, Queue.TODO)

    QTest.keyClicks(hands.window.documents.filter, title)
    assert listed(hands) == [ids[2]]

    hands.window.documents.filter.clear()
    assert len(listed(hands)) == 5


def test_nothing_is_flagged_in_a_project_without_articles(open_window: Callable[..., Hands], tmp_path: Path) -> None:
    Project.create(tmp_path / "empty.annotator").close()
    hands = open_window(tmp_path / "empty.annotator")

    hands.press(Qt.Key.Key_G, CTRL)
    hands.press(Qt.Key.Key_PageDown, CTRL)

    assert not hands.action("document.flag").isChecked()


def stored(hands: Hands) -> DocumentSummary:
    summary = hands.session.project.summary(hands.session.annotator.id, hands.document)
    assert summary is not None
    return summary


def queue_box(hands: Hands) -> QComboBox:
    return hands.window.documents.queue


def choose(hands: Hands, queue: Queue) -> None:
    hands.action(f"queue.{queue.name.casefold()}").trigger()


def open_(hands: Hands, id: DocumentId) -> None:
    hands.session.open_document(id)


def listed(hands: Hands) -> list[DocumentId]:
    model = hands.window.documents.view.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole).id for row in range(model.rowCount())]
