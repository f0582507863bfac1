"""Claims about labelling with keys: the selection is marked, or the selected span relabelled."""

from PySide6.QtCore import Qt

from tests.ui.hands import Hands


def test_a_digit_marks_the_dragged_words(hands: Hands) -> None:
    words = hands.text.split()[0]
    start = hands.text.index(words)
    hands.drag(start, start + len(words))

    hands.press(Qt.Key.Key_1)

    first = hands.session.scheme.enabled_labels[0]
    assert hands.stored_words() == [(first.name, words)]


def test_a_new_span_is_selected_and_the_selection_gone(hands: Hands) -> None:
    span = hands.mark(hands.text.split()[0], "PERSON")

    assert hands.session.selected == span
    assert hands.view.selected_range() is None


def test_a_digit_relabels_the_selected_span_when_nothing_is_selected(hands: Hands) -> None:
    words = hands.text.split()[0]
    hands.mark(words, "PERSON")

    hands.press(Qt.Key.Key_2)

    second = hands.session.scheme.enabled_labels[1]
    assert hands.stored_words() == [(second.name, words)]


def test_a_label_key_without_a_selection_says_what_to_do(hands: Hands) -> None:
    hands.session.select_span(None)

    hands.press(Qt.Key.Key_1)

    assert hands.stored() == ()
    assert "select words" in hands.window.banner.words


def test_a_letter_gives_a_label_beyond_the_digits(hands: Hands) -> None:
    words = hands.text.split()[0]
    hands.drag(hands.text.index(words), hands.text.index(words) + len(words))

    hands.press(Qt.Key.Key_C)

    assert hands.stored_words() == [("CUE", words)]


def test_delete_and_backspace_remove_the_selected_span(hands: Hands) -> None:
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        hands.mark(hands.text.split()[0], "PERSON")

        hands.press(key)

        assert hands.stored() == ()


def test_the_same_label_on_the_same_words_is_refused_with_a_sentence(hands: Hands) -> None:
    words = hands.text.split()[0]
    hands.mark(words, "PERSON")
    start = hands.text.index(words)
    hands.drag(start, start + len(words))

    hands.press(Qt.Key.Key_1)

    assert len(hands.stored()) == 1
    assert "already" in hands.window.banner.words


def test_typing_a_digit_into_the_filter_labels_nothing(hands: Hands) -> None:
    words = hands.text.split()[0]
    hands.drag(hands.text.index(words), hands.text.index(words) + len(words))
    hands.window.documents.filter.setFocus()

    hands.press(Qt.Key.Key_1, on=hands.window.documents.filter)

    assert hands.stored() == ()
    assert hands.window.documents.filter.text() == "1"
