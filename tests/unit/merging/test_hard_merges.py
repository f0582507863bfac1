"""Merges that go wrong elsewhere: one name for two people, an undone merge done again, a project into itself."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cli.program import run
from annotator.errors import UserError
from annotator.model.ids import random_id
from annotator.services.checking import check
from annotator.services.commands import RemoveSpans
from annotator.services.merging.questions import merge_questions
from annotator.services.merging.run import Brought, merge, preview
from annotator.services.merging.sharing import share
from annotator.services.project import SYSTEM, Project
from annotator.services.scheme.commands import AddLabel, DeleteLabel
from tests.unit.merging.conftest import content, document_of, mark, who

Copy = Callable[[str], Path]


@pytest.fixture
def two_of_one_name(lead: Path, copy: Copy) -> Path:
    """A copy in which a third annotator was added; the lead's project added one of the same name."""
    one = copy("one")
    for path, name, words in ((lead, "Third", "Ana Moreno"), (one, "third", "Tallinn")):
        with Project.open(path) as project:
            project.ensure_annotator(name)
            mark(project, words, name=name)
    return one


def test_a_name_that_both_sides_added_is_asked_about(lead: Path, two_of_one_name: Path) -> None:
    with Project.open(lead) as project:
        asked = merge_questions(project, [two_of_one_name])

    assert [("Third" in one, "same person" in one) for one in asked] == [(True, True)]


def test_a_name_in_an_exchange_file_is_asked_about_too(lead: Path, two_of_one_name: Path, tmp_path: Path) -> None:
    out = tmp_path / "work.annotator-exchange"
    with Project.open(two_of_one_name) as project:
        share(project, out, "third")

    with Project.open(lead) as project:
        assert any("same person" in one for one in merge_questions(project, [out]))


def test_it_is_asked_once_only(lead: Path, two_of_one_name: Path) -> None:
    with Project.open(lead) as project:
        merge(project, [two_of_one_name], SYSTEM)

        assert merge_questions(project, [two_of_one_name]) == ()


def test_an_annotator_known_before_the_copy_is_not_asked_about(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Tallinn")

    with Project.open(lead) as project:
        assert merge_questions(project, [one]) == ()


def test_counts_hold_when_the_name_is_written_differently(lead: Path, two_of_one_name: Path) -> None:
    with Project.open(lead) as project:
        report = merge(project, [two_of_one_name], SYSTEM)

    assert list(report.per_annotator.values()) == [Brought(1, 1)]


def test_the_command_says_what_it_took_as_agreed(
    lead: Path, two_of_one_name: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["merge", str(lead), str(two_of_one_name), "--dry-run"]) == 0

    assert "Taken as agreed: one.annotator and this project each added" in capsys.readouterr().out


def test_a_merge_after_an_undone_one_brings_the_work_again(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Tallinn")
    with Project.open(lead) as project:
        merge(project, [one], who(project))
        project.undo(who(project))
        mark(project, "Ana Moreno")

        told = preview(project, [one])
        merged = merge(project, [one], who(project))

    assert told.per_annotator == merged.per_annotator == {"first": Brought(1, 1)}
    assert told.brings
    assert len(content(lead)["spans"]) == 2
    assert check(lead).ok


def test_a_merge_done_again_can_be_undone_and_done_again(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Tallinn")
    counts = []
    with Project.open(lead) as project:
        for _ in range(3):
            merge(project, [one], who(project))
            counts.append(len(content_of(project)))
            project.undo(who(project))
            counts.append(len(content_of(project)))

    assert counts == [1, 0, 1, 0, 1, 0]
    assert check(lead).ok


def test_a_redone_merge_is_not_done_twice(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Tallinn")
    with Project.open(lead) as project:
        merge(project, [one], who(project))
        project.undo(who(project))
        project.redo(who(project))

        assert not merge(project, [one], who(project)).brings


def test_what_was_deleted_after_a_redone_merge_stays_deleted(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        span = mark(project, "Tallinn")
    with Project.open(lead) as project:
        merge(project, [one], who(project))
        project.undo(who(project))
        merge(project, [one], who(project))
        project.execute(RemoveSpans((span,)), who(project))

        assert not merge(project, [one], who(project)).brings
        assert content_of(project) == []


def test_a_label_that_came_back_goes_with_the_span_that_it_came_for(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Tallinn", "EVENT")
    with Project.open(lead) as project:
        me = who(project)
        project.execute(DeleteLabel("EVENT", None), me)
        late = copy("late")
        merge(project, [one], me)
        assert project.scheme.label("EVENT")
        project.execute(RemoveSpans(tuple(span.id for span in project.spans(document_of("Tallinn"), me))), me)
    with Project.open(late) as project:
        merge(project, [lead], who(project))
        assert project.scheme.label("EVENT") is None

    with Project.open(lead) as project:
        told = merge(project, [one], me)
        assert content(lead) == content(late)
        assert merge(project, [one], me).operations_added == told.operations_added == 0
        # Nothing came, so there is no step to take back.
        assert project.undo_words(me) == "remove “Tallinn” EVENT"
        with pytest.raises(UserError, match="something that it needs was deleted"):
            project.undo(me)

    assert check(lead).ok


def test_a_look_refuses_the_project_itself(lead: Path) -> None:
    with Project.open(lead) as project, pytest.raises(UserError, match="the project itself"):
        preview(project, [lead])


def content_of(project: Project) -> list[str]:
    """List the words of every span of `first`."""
    return [span.text for document in project.document_ids() for span in project.spans(document, who(project))]


@pytest.mark.parametrize("form", ["project", "exchange"])
def test_a_label_added_on_both_sides_with_another_definition_is_told(
    lead: Path, copy: Copy, tmp_path: Path, form: str
) -> None:
    one, out = copy("one"), tmp_path / "work.annotator-exchange"
    for path, definition in ((lead, "a ship"), (one, "any boat")):
        with Project.open(path) as project:
            known = project.scheme.labels[0]
            label = replace(known, id=random_id(), name="VESSEL", key="", definition=definition)
            project.execute(AddLabel(label), SYSTEM)
            share(project, out)

    with Project.open(lead) as project:
        asked = merge_questions(project, [one if form == "project" else out])

    assert [("VESSEL" in one, "defined differently" in one) for one in asked] == [(True, True)]
