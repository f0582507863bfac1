"""Claims about what is being typed in the inspector when something else is done: it is stored first."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from annotator.model.document import DocumentState
from annotator.model.ids import SpanId
from annotator.model.scheme import AttributeDefinition, AttributeType
from annotator.services.project import Project
from annotator.services.scheme.commands import ChangeLabel
from tests.ui.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
JOB = AttributeDefinition("job", "job", AttributeType.TEXT)


@pytest.fixture
def hands(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Hands:
    """Two articles; a person has an attribute that is typed."""
    hands = open_window(make_project("Carl Dunn of Port Elm spoke.\n", "It rains.\n"))
    person = hands.session.scheme.label("PERSON")
    assert person is not None
    hands.session.execute(ChangeLabel("PERSON", replace(person, attributes=(JOB,))))
    return hands


def begin_note(hands: Hands) -> SpanId:
    span = hands.mark("Carl Dunn", "PERSON")
    hands.press(Qt.Key.Key_M, CTRL)
    QTest.keyClicks(hands.window.inspector.note.text, "who?")
    return span


def begin_job(hands: Hands) -> tuple[SpanId, QLineEdit]:
    span = hands.mark("Carl Dunn", "PERSON")
    line = hands.window.inspector.attributes.fields["job"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "mayor")
    return span, line


def written(project: Project, span: SpanId) -> tuple[str, list[str]]:
    found = project.span(span)
    assert found is not None
    return found.note, [one.value for one in found.attributes]


def test_undo_after_done_takes_back_done_and_not_the_note_before(hands: Hands) -> None:
    first, span = hands.document, begin_note(hands)
    hands.press(Qt.Key.Key_Return, CTRL, on=hands.window.inspector.note.text)
    assert hands.document != first

    hands.press(Qt.Key.Key_Z, CTRL)

    project, me = hands.session.project, hands.session.annotator.id
    assert project.state(first, me) is DocumentState.IN_PROGRESS
    assert written(project, span)[0] == "who?"


def test_undo_from_the_menu_takes_back_the_note_that_is_being_typed(hands: Hands) -> None:
    span = begin_note(hands)

    hands.action("edit.undo").trigger()
    assert written(hands.session.project, span)[0] == ""

    hands.action("edit.redo").trigger()
    assert written(hands.session.project, span)[0] == "who?"


@pytest.mark.parametrize("id", ["document.done_next", "document.next", "document.flag"])
def test_an_attribute_that_is_being_typed_is_stored_before_an_action(hands: Hands, id: str) -> None:
    span, _line = begin_job(hands)

    hands.action(id).trigger()

    assert written(hands.session.project, span)[1] == ["mayor"]


def test_an_attribute_that_is_being_typed_is_stored_when_the_window_closes(hands: Hands) -> None:
    span, _line = begin_job(hands)
    path = hands.session.project.path

    hands.window.close()

    with Project.open(path) as project:
        assert written(project, span)[1] == ["mayor"]


def test_an_attribute_that_is_no_date_is_told_and_leaves_the_others(hands: Hands) -> None:
    person = hands.session.scheme.label("PERSON")
    assert person is not None
    born = AttributeDefinition("born", "born", AttributeType.DATE)
    hands.session.execute(ChangeLabel("PERSON", replace(person, attributes=(JOB, born))))
    span, line = begin_job(hands)
    QTest.keyClick(line, Qt.Key.Key_Return)
    field = hands.window.inspector.attributes.fields["born"]
    field.setFocus()
    QTest.keyClicks(field, "soon")

    hands.action("document.flag").trigger()

    assert "soon" in hands.window.banner.words
    assert written(hands.session.project, span)[1] == ["mayor"]


def test_a_note_that_is_being_typed_stays_with_who_wrote_it(hands: Hands) -> None:
    span = begin_note(hands)

    hands.session.switch_annotator("second")

    assert written(hands.session.project, span)[0] == "who?"
