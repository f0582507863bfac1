"""What undo takes back once work of other copies came in: what was done here, and merges whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.document import DocumentState
from annotator.services.authority.commands import NameSpans
from annotator.services.checking import check
from annotator.services.commands import LinkSpans, RemoveSpans, SetNote, SetState
from annotator.services.document_commands import RemoveDocument
from annotator.services.merging.run import merge
from annotator.services.project import SYSTEM, Project
from annotator.services.scheme.commands import ChangeLabel, DeleteLabel
from tests.unit.merging.conftest import content, document_of, every_row, mark, who

Copy = Callable[[str], Path]


def words(project: Project) -> list[str]:
    return [span.text for document in project.document_ids() for span in project.spans(document, who(project))]


def test_what_both_copies_took_back_leaves_the_project_usable(lead: Path, copy: Copy) -> None:
    with Project.open(lead) as project:
        mark(project, "Ana Moreno")
    one, other = copy("one"), copy("other")
    for path in (one, other):
        with Project.open(path) as project:
            project.undo(who(project))
    with Project.open(one) as project:
        merge(project, [other], SYSTEM)
    with Project.open(one) as project:
        mark(project, "Tallinn")
        project.undo(who(project))
        project.redo(who(project))

        assert words(project) == ["Tallinn"]
    assert check(one).ok


def test_what_both_copies_did_again_can_be_taken_back_once(lead: Path, copy: Copy) -> None:
    with Project.open(lead) as project:
        mark(project, "Ana Moreno")
    one, other = copy("one"), copy("other")
    for path in (one, other):
        with Project.open(path) as project:
            project.undo(who(project))
            project.redo(who(project))
    with Project.open(one) as project:
        merge(project, [other], SYSTEM)
    with Project.open(one) as project:
        project.undo(who(project))

        assert words(project) == []
        with pytest.raises(UserError, match="nothing to undo"):
            project.undo(who(project))


def test_undo_leaves_alone_what_the_annotator_did_on_another_machine(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    for path, place in ((one, "Ana Moreno"), (other, "Tallinn")):
        with Project.open(path) as project:
            mark(project, place)
    with Project.open(one) as project:
        merge(project, [other], SYSTEM)
        project.undo(who(project))

        assert words(project) == ["Tallinn"]


def test_undo_goes_on_behind_a_merge_of_ones_own_work(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    for path, place in ((one, "Ana Moreno"), (other, "Tallinn")):
        with Project.open(path) as project:
            mark(project, place)
    with Project.open(one) as project:
        merge(project, [other], who(project))
        for _ in range(2):
            project.undo(who(project))
        assert words(project) == []
        for _ in range(2):
            project.redo(who(project))
        assert sorted(words(project)) == ["Ana Moreno", "Tallinn"]
    assert check(one).ok


def test_the_undo_of_a_rename_that_came_gives_local_spans_the_name_back(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        known = project.scheme.label("PERSON")
        assert known is not None
        project.execute(ChangeLabel("PERSON", replace(known, name="HUMAN")), who(project))
    with Project.open(lead) as project:
        mark(project, "Ana Moreno")
    before = content(lead)
    with Project.open(lead) as project:
        merge(project, [one], who(project, "second"))
        assert [span.label for span in project.spans(document_of("Ana"), who(project))] == ["HUMAN"]

        project.undo(who(project, "second"))

    assert content(lead) == before
    assert check(lead).ok


@pytest.mark.parametrize("gone", [DeleteLabel("PERSON", None), RemoveDocument(document_of("Ana"))])
def test_the_undo_of_a_merge_takes_back_what_came_back_with_it(
    lead: Path, copy: Copy, gone: DeleteLabel | RemoveDocument
) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")
    with Project.open(lead) as project:
        project.execute(gone, who(project))
    before = content(lead)
    with Project.open(lead) as project:
        merge(project, [one], who(project, "second"))
        project.undo(who(project, "second"))
    assert content(lead) == before

    with Project.open(lead) as project:
        project.redo(who(project, "second"))

        assert words(project) == ["Ana Moreno"]
    assert check(lead).ok


@pytest.mark.parametrize("named", [False, True])
def test_merges_are_taken_back_in_turn_and_done_again(lead: Path, copy: Copy, named: bool) -> None:
    copies = (copy("one"), copy("other"))
    for path, place in zip(copies, ("Ana Moreno", "Tallinn"), strict=True):
        with Project.open(path) as project:
            span = mark(project, place)
            if named:
                project.execute(NameSpans((span,), "name", "Ana Moreno"), who(project))
    states = [every_row(lead)]
    with Project.open(lead) as project:
        second = who(project, "second")
        for path in copies:
            merge(project, [path], second)
            states.append(every_row(lead))

        for _ in range(2):
            for wanted in states[-2::-1]:
                project.undo(second)
                assert every_row(lead) == wanted
            for wanted in states[1:]:
                project.redo(second)
                assert every_row(lead) == wanted
    assert check(lead).ok


@pytest.mark.parametrize("turn", [1, -1])
def test_merges_that_were_all_taken_back_come_again_together(lead: Path, copy: Copy, turn: int) -> None:
    with Project.open(lead) as project:
        span = mark(project, "Monday")
    copies = (copy("one"), copy("other"))
    for path, place in zip(copies, ("Ana Moreno", "Ben Okafor"), strict=True):
        with Project.open(path) as project:
            mark(project, place)
            project.execute(SetNote(span, place), who(project))
            project.execute(SetState(document_of("Ben"), DocumentState.DONE), who(project))
    with Project.open(lead) as project:
        second = who(project, "second")
        for path in copies:
            merge(project, [path], second)
            project.undo(second)

        report = merge(project, copies[::turn], second)

        assert report.again
        assert sorted(words(project)) == ["Ana Moreno", "Ben Okafor", "Monday"]
    assert check(lead).ok


def test_what_needs_a_span_that_was_deleted_since_stays_away_when_a_merge_is_done_again(lead: Path, copy: Copy) -> None:
    with Project.open(lead) as project:
        person = mark(project, "Ana Moreno")
    one = copy("one")
    with Project.open(one) as project:
        quote = mark(project, "sailed to Tallinn", "INDIRECT")
        project.execute(LinkSpans(quote, person, "speaker"), who(project))
    with Project.open(lead) as project:
        merge(project, [one], who(project, "second"))
        project.undo(who(project, "second"))
        project.execute(RemoveSpans((person,)), who(project))

        merge(project, [one], who(project, "second"))

        assert words(project) == ["sailed to Tallinn"]
        assert project.relations(document_of("Ana"), who(project)) == ()
    assert check(lead).ok
