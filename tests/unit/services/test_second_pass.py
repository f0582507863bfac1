"""A second pass: drawn by lot from what is done, apart from people, kept by undo, merge and our own files."""

import shutil
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.document import Annotator, DocumentState, Role
from annotator.model.ids import DocumentId
from annotator.services.commands import SetState
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.flow.commands import Assign, SetRole
from annotator.services.flow.second_pass import (
    BeginPass,
    GiveUpPass,
    SecondPass,
    begin_pass,
    could_be_drawn,
    draw,
    passes,
    passes_of,
    running_pass,
)
from annotator.services.importing.run import import_paths
from annotator.services.merging.run import merge
from annotator.services.merging.sharing import share
from annotator.services.project import SYSTEM, Project
from annotator.services.review.reviewing import review_refusal
from tests.unit.services.conftest import Desk


@pytest.fixture
def done(desk: Desk) -> Desk:
    """The first annotator has labelled and finished both articles."""
    desk.add("Ana Moreno")
    for document in (desk.document, desk.other_document):
        desk.act(SetState(document, DocumentState.DONE))
    return desk


def me(desk: Desk) -> Annotator:
    found = desk.project.annotator("first")
    assert found is not None
    return found


def begin(desk: Desk, count: int = 2) -> SecondPass:
    return begin_pass(desk.project, me(desk), count, seed=1)


def finish(desk: Desk, found: SecondPass) -> None:
    for document in found.documents:
        desk.act(SetState(document, DocumentState.DONE), found.annotator.id)


def test_a_pass_has_a_sample_of_what_is_done_and_none_of_the_spans(done: Desk) -> None:
    found = begin(done)

    assert set(found.documents) == set(found.left) == {done.document, done.other_document}
    assert found.names == ("first", "first (pass 2)")
    assert done.spans() and not done.spans(found.annotator.id)
    assert passes(done.project) == (found,)


def test_only_what_is_done_is_drawn(done: Desk) -> None:
    done.act(SetState(done.document, DocumentState.IN_PROGRESS))

    assert begin(done, 1).documents == (done.other_document,)


def test_the_lot_falls_alike_whatever_the_order_and_otherwise_for_another_seed() -> None:
    ids = [DocumentId(f"d{n}") for n in range(40)]

    assert draw(ids, 5, 1) == draw(reversed(ids), 5, 1)
    assert draw(ids, 5, 1) != draw(ids, 5, 2)


@pytest.mark.parametrize("count", [0, 3])
def test_a_sample_that_cannot_be_drawn_is_refused_with_what_there_is(done: Desk, count: int) -> None:
    with pytest.raises(UserError, match="first has 2 articles marked done"):
        begin(done, count)


def test_a_second_pass_waits_until_the_one_before_is_finished(done: Desk) -> None:
    found = begin(done, 1)
    with pytest.raises(UserError, match="is not finished, 1 article left"):
        begin(done, 1)

    finish(done, found)

    assert running_pass(done.project, done.first) is None
    assert set(could_be_drawn(done.project, done.first)).isdisjoint(found.documents)
    assert begin(done, 1).annotator.name == "first (pass 3)"


def test_a_name_that_somebody_has_is_left_alone(done: Desk) -> None:
    done.project.ensure_annotator("First (Pass 2)")

    assert begin(done).annotator.name == "first (pass 3)"


def test_what_the_program_made_cannot_be_labelled_again(done: Desk) -> None:
    found = begin(done, 1)
    finish(done, found)

    with pytest.raises(UserError, match="is no person"):
        begin_pass(done.project, found.annotator, 1)


def test_undo_takes_the_beginning_back_and_redo_begins_again(done: Desk) -> None:
    found = begin(done)

    done.project.undo(done.first)
    assert passes(done.project) == ()
    done.project.redo(done.first)
    assert passes(done.project) == (found,)


def test_giving_up_removes_the_second_pass_alone_and_undo_brings_it_back(done: Desk) -> None:
    found = begin(done)
    again = done.add("Ben Okafor", actor=found.annotator.id)
    done.act(SetState(done.document, DocumentState.DONE), found.annotator.id)
    before = done.spans()

    done.act(GiveUpPass(passes_of(done.project, done.first)[0]))

    assert passes(done.project) == () and done.project.span(again) is None
    assert done.spans() == before
    done.project.undo(done.first)
    assert done.span(again).text == "Ben Okafor"
    assert passes(done.project)[0].left == (done.other_document,)


def test_a_name_is_used_again_when_its_pass_was_given_up(done: Desk) -> None:
    done.act(GiveUpPass(begin(done)))

    assert begin(done).annotator.name == "first (pass 2)"


def test_nobody_gives_up_the_pass_of_another(done: Desk) -> None:
    found = begin(done)

    with pytest.raises(UserError, match="Only first"):
        done.project.execute(GiveUpPass(found), done.second)


def test_an_article_taken_back_meanwhile_is_not_labelled_again(done: Desk) -> None:
    found = begin(done)
    done.project.undo(done.first)
    done.act(SetState(done.document, DocumentState.IN_PROGRESS))

    with pytest.raises(UserError, match="not done any more"):
        done.project.execute(BeginPass(found.annotator.id, found.documents), done.first)


def test_a_second_pass_is_never_a_lead_and_never_reviews(done: Desk) -> None:
    found = begin(done)

    with pytest.raises(UserError, match="keeps its role"):
        done.project.execute(SetRole(found.annotator.id, Role.LEAD), done.first)
    assert "stays hidden" in review_refusal(done.project, found.annotator)


def test_sharing_articles_out_leaves_the_sample_alone(done: Desk) -> None:
    found = begin(done)
    everything = frozenset(found.documents)

    done.project.execute(Assign(everything, frozenset((one, done.second) for one in everything)), SYSTEM)

    assert passes(done.project) == (found,)
    assert {who for _, who in done.project.assignments()} == {done.second}


def test_the_resolved_export_holds_the_first_pass(done: Desk, tmp_path: Path) -> None:
    found = begin(done)
    finish(done, found)

    out = tmp_path / "out.jsonl"
    export(done.project, ExportRequest(out, "jsonl"))

    assert "pass 2" not in out.read_text(encoding="utf-8")
    assert "Ana Moreno" in out.read_text(encoding="utf-8")


def test_our_own_file_keeps_the_pass_apart_from_people(done: Desk, tmp_path: Path) -> None:
    found = begin(done)
    done.add("Ben Okafor", actor=found.annotator.id)
    finish(done, found)
    out = tmp_path / "all.jsonl"
    export(done.project, ExportRequest(out, "jsonl", Scope(everything=True)))

    with Project.create(tmp_path / "new.annotator") as project:
        import_paths(project, [out])
        (read,) = passes(project)

    assert read.names == found.names and set(read.documents) == set(found.documents)
    assert read.annotator.role is Role.SECOND_PASS


def test_a_merge_brings_the_pass_and_what_was_labelled_in_it(done: Desk, tmp_path: Path) -> None:
    path = Path(shutil.copy(done.project.path, tmp_path / "copy.annotator"))
    found = begin(done)
    span = done.add("Ben Okafor", actor=found.annotator.id)
    share(done.project, tmp_path / "work.exchange")

    with Project.open(path) as copy:
        merge(copy, [tmp_path / "work.exchange"], done.first)

        assert passes(copy) == passes(done.project)
        assert copy.span(span) is not None
