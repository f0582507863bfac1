"""Claims about an error of the database at any statement of what is done in the window: screen = file afterwards."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from annotator.errors import UserError
from annotator.model.annotation import Attribute
from annotator.model.ids import SpanId
from annotator.services.commands import SetAttributes
from annotator.ui.look.plain import menu_words
from annotator.ui.retrying import Retrying
from annotator.ui.tables import RECORD
from tests.reliability.faults import CODES, FAULT, let_connections_fail
from tests.ui.hands import Hands
from tests.ui.test_span_list import listed

pytestmark = pytest.mark.reliability
TEXT = "Anna Berg met the press.\n\n“We will build the bridge,” said Carl Dunn.\n"
OTHER = "Eva Falk agreed.\n"
ALL = "ANNOTATOR_ALL_FAULTS" in os.environ
Key = Qt.Key
Step = Callable[[], object]
ALL_NAMES = ("label", "relabel", "delete", "link", "note", "attribute", "undo", "redo", "done", "flag", "switch")


@dataclass(frozen=True, slots=True)
class Doing:
    """Something done in the window: what comes before it, it, and what takes it back."""

    ready: Step
    act: Step
    back: Step


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

    def write_note() -> None:
        note.text.setPlainText("seen")
        note.store()

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
        "note": Doing(choose(person), write_note, back),
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
        ),
    }


@pytest.mark.parametrize("name", ALL_NAMES)
def test_an_error_at_any_statement_leaves_the_screen_equal_to_the_file(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    told: list[str] = []
    raised: list[BaseException] = []
    hands.session.failed.connect(told.append)
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: raised.append(error))
    doing = doings(hands)[name]
    first = hands.document

    for at in range(1, 400):
        for code in CODES if ALL else (CODES[at % len(CODES)],):
            if hands.document != first:
                hands.session.open_document(first)
            doing.ready()
            before = in_file(hands)
            told.clear()
            raised.clear()
            FAULT.arm(at, code)
            doing.act()
            FAULT.disarm()
            where = f"{name}, {code} at statement {at} {FAULT.struck[:60]!r}, told {told}"
            if not FAULT.struck:
                assert at > 1, "nothing was read or written, so nothing is tested"
                assert not raised, f"raised: {raised}"
                return
            let_waiting_be_written(hands)
            hands.window.documents.catch_up()
            assert on_screen(hands) == shown_of(hands), where
            assert hands.action("edit.undo").text() in undo_texts(hands), where
            assert all(isinstance(error, UserError) for error in raised), f"{where}: {raised}"
            if in_file(hands) != before:
                assert hands.window.status.saved.text() == "Saved", where
                assert not any(sentence.startswith("Not saved") for sentence in told), where
                doing.back()
            elif name != "switch":
                assert told or raised, f"{where}: nothing was said"
    raise AssertionError("it never ended")


def let_waiting_be_written(hands: Hands) -> None:
    """Write what waited for another program, as the timer would."""
    waiting = hands.session.findChild(Retrying)
    assert isinstance(waiting, Retrying)
    if waiting.command is not None:
        assert hands.window.status.saved.text() != "Saved"
    waiting.again()
    QCoreApplication.processEvents()


def in_file(hands: Hands) -> tuple[object, ...]:
    """Read spans, links, states and flags of both articles from the file."""
    project, me = hands.session.project, hands.session.annotator.id
    project.forget()
    ids = project.document_ids()
    return tuple((project.spans(id, me), project.relations(id, me), project.summary(me, id)) for id in ids)


def shown_of(hands: Hands) -> tuple[object, ...]:
    """Say what the window must show of the open article."""
    project, me = hands.session.project, hands.session.annotator.id
    spans = project.spans(hands.document, me)
    rows = {id: project.summary(me, id) for id in project.document_ids()}
    return spans, project.relations(hands.document, me), {one.id for one in spans}, spans, rows


def on_screen(hands: Hands) -> tuple[object, ...]:
    """Say what the window shows of the open article."""
    session, rows = hands.session, hands.window.documents.view.model()
    articles = [rows.index(row, 0).data(RECORD) for row in range(rows.rowCount())]
    listed_spans = {one.id for one in listed(hands)}
    return session.spans, session.relations, listed_spans, hands.view.shown_spans(), {one.id: one for one in articles}


def undo_texts(hands: Hands) -> tuple[str, str]:
    """Say what undo may be called: by what it takes back, or by the verb alone."""
    words = hands.session.project.undo_words(hands.session.annotator.id)
    return "Undo", f"Undo: {menu_words(words)}" if words else "Undo"
