"""Strikes something that is done in the window by an error at each statement, and compares the screen with the file."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication

from annotator.errors import UserError
from annotator.model.operation import RecordKind
from annotator.ui.look.plain import menu_words
from annotator.ui.retrying import Retrying
from annotator.ui.tables import RECORD
from tests.reliability.faults import CODES, FAULT
from tests.ui.hands import Hands
from tests.ui.test_span_list import listed

ALL = "ANNOTATOR_ALL_FAULTS" in os.environ
MOST_STATEMENTS = 600
Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Doing:
    """Something done in the window: what comes before it, it, and what takes it back.

    `also` is whatever else the screen shows that depends on it, as (shown, in the file); `is_reading` for what
    writes nothing and may fail without a word, `said` what a dialog says.
    """

    ready: Step
    act: Step
    back: Step
    also: Callable[[], tuple[object, object]] = lambda: (None, None)
    is_reading: bool = False
    said: Callable[[], str] = str


def strike(hands: Hands, monkeypatch: pytest.MonkeyPatch, name: str, doing: Doing) -> None:
    """Fail at the first, the second, ... statement until it goes through; raises AssertionError."""
    told: list[str] = []
    raised: list[BaseException] = []
    hands.session.failed.connect(told.append)
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: raised.append(error))
    first = hands.document

    for at in range(1, MOST_STATEMENTS):
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
                assert doing.is_reading or in_file(hands) != before, "nothing was written when nothing was struck"
                return
            let_waiting_be_written(hands)
            hands.window.documents.catch_up()
            assert on_screen(hands) == shown_of(hands), where
            shown, stored = doing.also()
            assert shown == stored, where
            assert hands.action("edit.undo").text() in undo_texts(hands), where
            assert all(isinstance(error, UserError) for error in raised), f"{where}: {raised}"
            if in_file(hands) != before:
                assert hands.window.status.saved.text() == "Saved", where
                assert not any(sentence.startswith("Not saved") for sentence in told), where
                doing.back()
            elif not doing.is_reading:
                assert told or raised or doing.said(), f"{where}: nothing was said"
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
    """Name the content of every record in the file."""
    project = hands.session.project
    project.forget()
    with project.file.reading() as db:
        rows = (db.execute(f"SELECT id, hash FROM {kind.value} ORDER BY id").fetchall() for kind in RecordKind)
        return tuple(map(tuple, rows))


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
