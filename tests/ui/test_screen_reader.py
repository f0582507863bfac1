"""Claims about screen readers: every control says what it is, and the article is read with its spans."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QWidget

from annotator.actions import ACTIONS
from annotator.settings import Settings
from annotator.ui.start_window import StartWindow
from tests.ui.hands import Hands

ROLE = QAccessible.Role
# Parts that Qt gives its own widgets: their owner has the name.
INNER = {ROLE.ScrollBar, ROLE.TitleBar, ROLE.Grip, ROLE.Indicator, ROLE.Separator, ROLE.Client, ROLE.LayeredPane}
# Dialogs that ask the desktop for a file come from Qt.
BY_QT = {"project.new", "project.open", "overview.save"}


@pytest.fixture(autouse=True)
def screen_reader() -> Iterator[None]:
    """Work as if a screen reader ran."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def interfaces(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Walk the tree below a widget, without the cells of tables, which their models name."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid():
            continue
        yield one
        if one.role() not in (ROLE.Table, ROLE.List, ROLE.Tree):
            waiting += [one.child(number) for number in range(one.childCount())]


def unnamed(root: QWidget) -> list[str]:
    """The controls that take the keys and say nothing."""
    found: list[str] = []
    for one in interfaces(root):
        state = one.state()
        takes_keys = state.focusable and not state.invisible and one.role() not in INNER
        if takes_keys and not one.text(QAccessible.Text.Name).strip():
            widget = one.object()
            found.append(f"{one.role().name} {type(widget).__name__} {widget.objectName() if widget else ''}")
    return found


def test_every_control_of_the_window_has_a_name(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "DIRECT")
    for dock in hands.window.findChildren(QDockWidget):
        dock.show()
    hands.action("find.open").trigger()
    QTest.qWait(20)

    assert not unnamed(hands.window)


def test_every_control_of_the_start_window_has_a_name(qapp: QApplication) -> None:
    window = StartWindow(Settings(recent=("one.annotator",)))
    window.show()

    assert not unnamed(window)
    window.close()
    window.deleteLater()


def test_every_control_of_every_dialog_has_a_name(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    asking = [spec.id for spec in ACTIONS if spec.text.endswith("...") or spec.id.startswith(("help.", "palette.open"))]
    silent: dict[str, list[str]] = {}
    seen = 0
    for id in asking:
        if id in BY_QT or not hands.action(id).isEnabled():
            continue
        hands.action(id).trigger()
        QTest.qWait(10)
        for dialog in hands.window.findChildren(QDialog):
            if dialog.isVisible():
                seen += 1
                silent[id] = unnamed(dialog)
                dialog.close()
                QTest.qWait(1)

    assert not {id: found for id, found in silent.items() if found}
    assert seen >= 10


def test_the_article_is_read_as_text_with_the_caret_in_it(hands: Hands) -> None:
    hands.view.set_caret(25)

    text = QAccessible.queryAccessibleInterface(hands.view).textInterface()

    assert text.text(0, text.characterCount()) == hands.text
    assert text.cursorPosition() == 25


def test_a_paragraph_that_the_display_breaks_is_read_whole(
    open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> None:
    hands = open_window(make_project("A minister spoke of 𠮷. " * 400 + "He left.\n\nNobody answered.\n"))
    assert hands.view.toPlainText() != hands.text
    start = hands.text.index("He left")

    hands.view.select_range(start, start + 2)
    text = QAccessible.queryAccessibleInterface(hands.view).textInterface()

    assert text.text(0, text.characterCount()) == hands.text.replace("\ufeff", "")
    assert text.cursorPosition() == len(hands.text[: start + 2].encode("utf-16-le")) // 2
    assert text.text(text.cursorPosition() - 2, text.cursorPosition()) == "He"
    assert text.selectionCount() == 1


def test_the_next_article_is_read_in_place_of_a_long_paragraph(
    open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> None:
    hands = open_window(make_project("A minister spoke. " * 400 + "\n", "Nobody answered.\n", "She went on. " * 400))

    read = []
    for id in (*hands.session.project.document_ids(), *hands.session.project.document_ids()):
        hands.session.open_document(id)
        text = QAccessible.queryAccessibleInterface(hands.view).textInterface()
        read.append(text.text(0, text.characterCount()) == hands.text)

    assert read == [True] * 6


def test_the_caret_tells_of_the_span_it_comes_into(hands: Hands) -> None:
    word = hands.text.split()[1]
    hands.mark(word, "PERSON")
    hands.view.set_caret(0)
    told: list[str] = []
    hands.view.announced.connect(told.append)

    hands.view.set_caret(hands.text.index(word) + 1)

    assert told == [f"PERSON: {word}, entity"]


def test_a_span_chosen_by_a_key_is_told(hands: Hands) -> None:
    word = hands.text.split()[1]
    hands.mark(word, "PERSON")
    hands.session.select_span(None)
    told: list[str] = []
    hands.view.announced.connect(told.append)

    hands.action("span.next").trigger()

    assert told == [f"PERSON: {word}, entity"]


def test_the_list_of_spans_reads_each_span(hands: Hands) -> None:
    word = hands.text.split()[1]
    hands.mark(word, "PERSON")
    start = hands.text.index(word)

    table = QAccessible.queryAccessibleInterface(hands.window.spans)

    read = [table.child(number).text(QAccessible.Text.Name) for number in range(table.childCount())]
    assert f"PERSON: {word}, {start} to {start + len(word)}" in read
