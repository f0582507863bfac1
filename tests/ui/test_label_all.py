"""Claims about labelling all like this: what is found, what is left out, and that one undo takes all back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.annotation import Span
from annotator.ui.dialogs.label_all import LabelAllDialog
from tests.ui.hands import Hands

TEXTS = ("Lavrov met Choe. Lavrov left. LAVROV-like.\n", "Then Lavrov spoke to Lavrovs.\n")


def open_dialog(hands: Hands, action: str = "span.label_all") -> LabelAllDialog:
    """Run an action and find the dialog that it opens."""
    hands.action(action).trigger()
    dialog = hands.window.findChild(LabelAllDialog)
    assert isinstance(dialog, LabelAllDialog), hands.window.banner.words
    QTest.qWaitForWindowExposed(dialog)
    dialog.windowHandle().requestActivate()
    QTest.qWaitForWindowActive(dialog)
    return dialog


def all_spans(hands: Hands) -> list[tuple[str, str]]:
    """Label and words of each span of the whole project."""
    project, me = hands.session.project, hands.session.annotator.id
    spans: list[Span] = [span for document in project.document_ids() for span in project.spans(document, me)]
    return [(span.label, span.text) for span in spans]


def test_shift_a_labels_the_others_of_the_article(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    hands = open_window(make_project(*TEXTS))
    hands.mark("Lavrov", "PERSON")

    hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    dialog = hands.window.findChild(LabelAllDialog)
    assert isinstance(dialog, LabelAllDialog)
    QTest.qWaitForWindowExposed(dialog)
    dialog.windowHandle().requestActivate()
    QTest.qWaitForWindowActive(dialog)
    assert dialog.count.text() == "1 found in 1 article, 1 chosen"
    hands.press(Qt.Key.Key_Return, on=dialog.list)

    assert hands.stored_words() == [("PERSON", "Lavrov")] * 2


def test_the_whole_project_is_labelled_and_taken_back_by_one_undo(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    hands = open_window(make_project(*TEXTS))
    hands.drag(0, len("Lavrov"))
    dialog = open_dialog(hands)
    QTest.keyClick(dialog.scope, Qt.Key.Key_Down)

    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert all_spans(hands) == [("PERSON", "Lavrov")] * 3
    hands.action("edit.undo").trigger()
    assert all_spans(hands) == []


def test_space_leaves_a_place_out(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> None:
    hands = open_window(make_project(*TEXTS))
    hands.drag(0, len("Lavrov"))
    dialog = open_dialog(hands)

    hands.press(Qt.Key.Key_Space, on=dialog.list)
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert [span.start for span in hands.stored()] == [TEXTS[0].index("Lavrov", 1)]


def test_case_and_parts_of_words_count_only_when_asked_for(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    hands = open_window(make_project(*TEXTS))
    hands.drag(0, len("Lavrov"))
    dialog = open_dialog(hands)
    QTest.keyClick(dialog.scope, Qt.Key.Key_Down)

    for box in (dialog.match_case, dialog.whole_words):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)

    assert [line.match for line in dialog.table.lines] == ["Lavrov", "Lavrov", "LAVROV", "Lavrov", "Lavrov"]
    dialog.reject()


def test_all_alike_are_unlabelled(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> None:
    hands = open_window(make_project(*TEXTS))
    hands.mark("Choe", "PERSON")
    hands.mark("Lavrov", "PERSON", after=5)
    hands.mark("Lavrov", "PERSON")
    dialog = open_dialog(hands, "span.unlabel_all")

    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert hands.stored_words() == [("PERSON", "Choe")]


def test_all_alike_are_relabelled(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> None:
    hands = open_window(make_project(*TEXTS))
    hands.mark("Lavrov", "PERSON", after=5)
    hands.mark("Lavrov", "PERSON")
    dialog = open_dialog(hands, "span.relabel_all")

    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)

    assert hands.stored_words() == [("ORG", "Lavrov")] * 2


def test_without_a_sample_a_sentence_says_what_to_do(hands: Hands) -> None:
    hands.action("span.label_all").trigger()

    assert hands.window.findChild(LabelAllDialog) is None
    assert "select" in hands.window.banner.words
