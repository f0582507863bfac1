"""Claims about an error of the database at any statement of what is done in the window: screen = file afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.model.annotation import Attribute
from annotator.model.ids import SpanId
from annotator.services.commands import SetAttributes
from tests.reliability.faults import FAULT, let_connections_fail
from tests.ui.hands import Hands
from tests.ui.striking import Doing, Step, strike

pytestmark = pytest.mark.reliability
TEXT = "Anna Berg met the press.\n\n“We will build the bridge,” said Carl Dunn.\n"
OTHER = "Eva Falk agreed.\n"
Key = Qt.Key
ALL_NAMES = (
    "label",
    "relabel",
    "delete",
    "link",
    "note",
    "attribute",
    "undo",
    "redo",
    "done",
    "flag",
    "switch",
)


@pytest.fixture
def hands(
    monkeypatch: pytest.MonkeyPatch, open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> Iterator[Hands]:
    """Two articles, the first with a person and a quote, on connections that can fail."""
    let_connections_fail(monkeypatch)
    hands = open_window(make_project(TEXT, OTHER))
    hands.mark("Carl Dunn", "PERSON")
    hands.mark("“We will build the bridge,”", "DIRECT")
    yield hands
    FAULT.disarm()


def doings(hands: Hands) -> dict[str, Doing]:
    """List what is struck, by name."""
    session, note = hands.session, hands.window.inspector.note
    first, second = session.project.document_ids()
    person, quote = (next(one.id for one in session.spans if one.label == name) for name in ("PERSON", "DIRECT"))

    def choose(id: SpanId | None) -> Step:
        def chosen() -> None:
            session.select_span(None)
            session.select_span(id)

        return chosen

    def no_note() -> None:
        choose(person)()  # stores what was typed and could not be saved
        if session.selected_span is not None and session.selected_span.note:
            session.undo()
            choose(person)()

    def type_note() -> None:
        note.text.setPlainText("seen")

    def written_note() -> None:
        no_note()
        type_note()

    def word() -> None:
        session.select_span(None)
        hands.drag(0, 9)

    def undone() -> None:
        session.undo()
        session.select_span(None)

    back = session.undo
    return {
        "label": Doing(word, lambda: hands.press(Key.Key_1), back),
        "relabel": Doing(choose(person), lambda: hands.press(Key.Key_2), back),
        "delete": Doing(choose(person), lambda: hands.press(Key.Key_Delete), back),
        "link": Doing(choose(quote), lambda: hands.press(Key.Key_L), back),
        "note": Doing(written_note, note.store, back),
        "attribute": Doing(
            choose(person), lambda: session.execute(SetAttributes(person, (Attribute("seen", "yes"),))), back
        ),
        "undo": Doing(choose(person), hands.action("edit.undo").trigger, session.redo),
        "redo": Doing(undone, hands.action("edit.redo").trigger, lambda: None),
        "done": Doing(choose(None), hands.action("document.done_next").trigger, back),
        "flag": Doing(choose(None), hands.action("document.flag").trigger, back),
        "switch": Doing(
            lambda: session.open_document(first),
            lambda: session.open_document(second),
            lambda: session.open_document(first),
            is_reading=True,
        ),
    }


@pytest.mark.parametrize("name", ALL_NAMES)
def test_an_error_at_any_statement_leaves_the_screen_equal_to_the_file(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    strike(hands, monkeypatch, name, doings(hands)[name])
