"""Claims about dialogs with nothing to show: they say so, and not in the colour of a fault."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from annotator.ui.dialogs.form import FormDialog
from tests.ui.hands import Hands


def opened(hands: Hands, id: str) -> FormDialog:
    hands.action(id).trigger()
    QTest.qWait(10)
    found = next(one for one in hands.window.findChildren(QDialog) if one.isVisible())
    assert isinstance(found, FormDialog)
    return found


@pytest.mark.parametrize(
    ("id", "words"), [("history.open", "could be taken back"), ("bin.open", "Nothing was deleted.")]
)
def test_an_empty_list_is_no_fault(hands: Hands, id: str, words: str) -> None:
    dialog = opened(hands, id)

    assert words in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert dialog.problem.property("role") == "muted"


def test_what_can_be_taken_back_says_nothing_more(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")

    assert not opened(hands, "history.open").problem.isVisible()


def test_an_empty_list_of_names_says_how_to_begin(hands: Hands) -> None:
    dialog = opened(hands, "names.open")

    said = [label.text() for label in dialog.findChildren(QLabel)]

    assert any(words.startswith("No names yet") for words in said)
