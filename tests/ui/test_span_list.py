"""Claims about the span list and the inspector: equal to what is stored, selection both ways."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from annotator.model.annotation import Span
from annotator.services.commands import SetNote
from annotator.ui.tables import RECORD
from tests.ui.hands import Hands


def test_the_list_holds_what_is_stored_by_layer_in_text_order(hands: Hands) -> None:
    words = hands.text.split()
    hands.mark(words[3], "ORG", after=hands.text.index(words[3]))
    hands.mark(words[0], "PERSON")
    hands.mark(words[1], "DIRECT")

    shown = listed(hands)

    assert sorted(span.id for span in shown) == sorted(span.id for span in hands.stored())
    assert [span.layer for span in shown] == ["entity", "entity", "quote"]
    assert shown[0].start < shown[1].start


def test_a_deleted_span_leaves_the_list(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")

    hands.press(Qt.Key.Key_Delete)

    assert listed(hands) == []


def test_a_click_in_the_list_selects_the_span(hands: Hands) -> None:
    span = hands.mark(hands.text.split()[0], "PERSON")
    hands.session.select_span(None)
    tree = hands.window.spans
    place = tree.visualRect(first_row(hands)).center()

    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert hands.session.selected == span


def test_a_click_in_the_article_marks_the_row(hands: Hands) -> None:
    span = hands.mark(hands.text.split()[0], "PERSON")
    hands.session.select_span(None)

    hands.click(hands.stored()[0].start + 1)

    assert hands.window.spans.currentIndex().data(RECORD).id == span


def test_the_inspector_relabels(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    combo = hands.window.inspector.label

    combo.setCurrentText("ORG")
    combo.activated.emit(combo.currentIndex())

    assert [span.label for span in hands.stored()] == ["ORG"]


def test_the_nudge_keys_move_the_end_by_a_word(hands: Hands) -> None:
    words = hands.text.split()
    hands.mark(words[0], "PERSON")

    hands.action("span.end_word_right").trigger()

    assert hands.stored()[0].text.split() == words[:2]


def test_a_typed_note_is_stored_when_the_editor_is_left(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    editor = hands.window.inspector.note.text
    editor.setFocus()

    QTest.keyClicks(editor, "by hand <b>1</b>")
    hands.view.setFocus()

    assert hands.stored()[0].note == "by hand <b>1</b>"


def test_a_note_goes_to_the_span_that_it_was_typed_for(hands: Hands) -> None:
    words = hands.text.split()
    first = hands.mark(words[0], "PERSON")
    second = hands.mark(words[1], "ORG")
    hands.session.select_span(first)

    QTest.keyClicks(hands.window.inspector.note.text, "mine")
    hands.session.select_span(second)

    assert {span.id: span.note for span in hands.stored()} == {first: "mine", second: ""}


def test_an_attribute_is_stored(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "CLAIM")
    field = hands.window.inspector.attributes.fields["check"]
    assert isinstance(field, QComboBox)

    field.setCurrentText("high")
    field.activated.emit(field.currentIndex())

    assert [(one.name, one.value) for one in hands.stored()[0].attributes] == [("check", "high")]


def test_the_history_names_what_was_done(hands: Hands) -> None:
    span = hands.mark(hands.text.split()[0], "PERSON")

    hands.session.execute(SetNote(span, "why"))

    history = hands.window.inspector.history.text.text()
    assert "first" in history
    assert "note" in history


def listed(hands: Hands) -> list[Span]:
    table = hands.window.spans.model()
    records = [table.index(row, 0).data(RECORD) for row in range(table.rowCount())]
    return [record for record in records if isinstance(record, Span)]


def first_row(hands: Hands) -> QModelIndex:
    """The first row below the first layer's name."""
    return hands.window.spans.model().index(1, 0)
