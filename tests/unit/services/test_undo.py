"""Undo and redo: per annotator, across restarts, refused when something changed since."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.document import Document, DocumentState
from annotator.model.operation import RecordKind
from annotator.model.scheme import Label
from annotator.services.commands import AddSpan, LinkSpans, MoveSpan, RelabelSpan, RemoveSpans, SetNote, SetState
from annotator.services.document_commands import RemoveDocument
from annotator.services.project import Project
from annotator.services.scheme.commands import AddLabel, DeleteLabel
from annotator.storage.integrity import findings
from annotator.storage.rows import change, document_image
from tests.unit.services.conftest import MEETS, Desk


def test_undo_takes_back_the_newest_and_redo_does_it_again(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    desk.act(SetNote(span, "who?"))

    desk.project.undo(desk.first)
    assert desk.span(span).note == ""

    desk.project.redo(desk.first)
    assert desk.span(span).note == "who?"


def test_undo_walks_back_to_the_beginning_and_forth_again(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    desk.act(RelabelSpan(span, "ORG"))
    desk.act(MoveSpan(span, ((0, 3),)))
    desk.act(RemoveSpans((span,)))

    for _ in range(4):
        desk.project.undo(desk.first)
    assert desk.spans() == ()
    assert desk.project.state(desk.document, desk.first) is DocumentState.TODO

    for _ in range(4):
        desk.project.redo(desk.first)
    assert desk.spans() == ()
    desk.project.undo(desk.first)
    assert [(span.text, span.label) for span in desk.spans()] == [("Ana", "ORG")]


def test_there_is_nothing_to_undo_or_redo_at_first(desk: Desk) -> None:
    assert desk.project.undo_words(desk.first) is None
    assert desk.project.redo_words(desk.first) is None
    with pytest.raises(UserError, match="nothing to undo"):
        desk.project.undo(desk.first)
    with pytest.raises(UserError, match="nothing to redo"):
        desk.project.redo(desk.first)


def test_a_new_command_empties_redo(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.project.undo(desk.first)

    desk.add("Ben Okafor")

    assert desk.project.redo_words(desk.first) is None


def test_each_annotator_undoes_only_her_own(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Ben Okafor", actor=desk.second)

    desk.project.undo(desk.first)

    assert desk.spans() == ()
    assert len(desk.spans(desk.second)) == 1
    assert desk.project.undo_words(desk.second) is not None


def test_undo_and_redo_survive_a_restart(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Ben Okafor")
    desk.project.undo(desk.first)
    words = (desk.project.undo_words(desk.first), desk.project.redo_words(desk.first))
    desk.project.close()

    with Project.open(desk.project.path) as project:
        assert (project.undo_words(desk.first), project.redo_words(desk.first)) == words
        project.redo(desk.first)
        assert len(project.spans(desk.document, desk.first)) == 2
    with Project.open(desk.project.path) as project:
        assert project.redo_words(desk.first) is None
        project.undo(desk.first)
        project.undo(desk.first)
        assert project.spans(desk.document, desk.first) == ()


def test_undo_words_say_what_would_be_taken_back(desk: Desk) -> None:
    desk.add("Ana Moreno")

    assert desk.project.undo_words(desk.first) == "label “Ana Moreno” PERSON"
    desk.project.undo(desk.first)
    assert desk.project.redo_words(desk.first) == "label “Ana Moreno” PERSON"


def test_undo_is_refused_when_the_span_was_changed_since(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    desk.act(DeleteLabel("PERSON", "ORG"), desk.second)

    with pytest.raises(UserError, match="the span “Ana Moreno” was changed since"):
        desk.project.undo(desk.first)

    assert desk.span(span).label == "ORG"
    desk.project.undo(desk.second)
    desk.project.undo(desk.first)
    assert desk.project.span(span) is None


def test_undo_is_refused_when_something_needs_what_would_go(desk: Desk) -> None:
    desk.act(AddLabel(Label("new", "entity", "SHIP", "#123456")))
    desk.add("ferry", "SHIP", desk.second)

    with pytest.raises(UserError, match="needs it now"):
        desk.project.undo(desk.first)

    assert desk.project.scheme.label("SHIP") is not None


def test_undo_is_refused_when_what_it_needs_is_gone(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    desk.act(RemoveSpans((span,)))
    desk.act(DeleteLabel("PERSON", None), desk.second)

    with pytest.raises(UserError, match="cannot be taken back"):
        desk.project.undo(desk.first)

    assert desk.project.span(span) is None


def test_redo_is_refused_when_the_article_changed_since(desk: Desk) -> None:
    desk.act(SetState(desk.document, DocumentState.DONE))
    desk.project.undo(desk.first)
    desk.act(RemoveDocument(desk.document), desk.second)

    with pytest.raises(UserError, match="cannot be taken back"):
        desk.project.redo(desk.first)


def test_an_import_is_not_undone(desk: Desk) -> None:
    document = Document.of("Imported by the first annotator.")
    desk.project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))], desk.first)

    with pytest.raises(UserError, match="nothing to undo"):
        desk.project.undo(desk.first)


def test_one_undo_brings_a_removed_article_back_with_everybodys_work(desk: Desk) -> None:
    here, there = desk.add("Ana Moreno"), desk.add("Tallinn", "GPE")
    desk.act(LinkSpans(here, there, MEETS))
    desk.add("Ben Okafor", actor=desk.second)
    desk.act(SetState(desk.document, DocumentState.DONE))
    before = (
        desk.project.document(desk.document),
        desk.spans(),
        desk.spans(desk.second),
        desk.project.relations(desk.document, desk.first),
        desk.project.states(desk.document),
    )

    desk.act(RemoveDocument(desk.document))

    assert desk.project.document_ids() == (desk.other_document,)
    assert desk.project.relations(desk.other_document, desk.first) == ()
    assert list(findings(desk.project.file.db)) == []
    assert desk.project.undo_words(desk.first) == "remove “Ferry” and its 2 spans"
    desk.project.undo(desk.first)
    assert before == (
        desk.project.document(desk.document),
        desk.spans(),
        desk.spans(desk.second),
        desk.project.relations(desk.document, desk.first),
        desk.project.states(desk.document),
    )
    assert list(findings(desk.project.file.db)) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("anrmu!x"), st.integers(0, 30), st.booleans()), max_size=25))
def test_any_session_keeps_the_journal_and_the_records_in_step(
    steps: list[tuple[str, int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path: Path = tmp_path_factory.mktemp("session") / "s.annotator"
    document = Document.of("abcdefghijklmnopqrstuvwxyz 0123456789")
    with Project.create(path) as project:
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
        actors = [project.ensure_annotator(name).id for name in ("first", "second")]
        for kind, number, whose in steps:
            with contextlib.suppress(UserError):
                _step(project, document, kind, number, actor=actors[whose])
        found = list(findings(project.file.db))

    assert found == []


def _step(project: Project, document: Document, kind: str, number: int, *, actor: str) -> None:
    who = next(one.id for one in project.annotators() if one.id == actor)
    own = project.spans(document.id, who)
    one = own[number % len(own)].id if own else None
    if kind == "a":
        project.execute(AddSpan(document.id, "PERSON", ((number, number + 3),)), who)
    elif kind == "u":
        project.undo(who)
    elif kind == "!":
        project.redo(who)
    elif one is None:
        return
    elif kind == "n":
        project.execute(SetNote(one, str(number)), who)
    elif kind == "r":
        project.execute(RemoveSpans((one,)), who)
    elif kind == "m":
        project.execute(MoveSpan(one, ((number, number + 1),)), who)
    else:
        project.execute(RelabelSpan(one, "ORG"), who)
