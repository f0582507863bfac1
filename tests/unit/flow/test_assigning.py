"""Articles are shared out evenly, by lots that fall the same everywhere."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.model.document import Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.document_commands import RemoveDocument
from annotator.services.flow.assigning import assign_all, assign_by_lot, assign_with_share, loads_of
from annotator.services.flow.assignments import Wish, assign_articles
from annotator.services.flow.commands import Assign, SetRole
from tests.unit.services.conftest import Desk

PEOPLE = tuple(AnnotatorId(name) for name in "abcdef")
ARTICLES = tuple(DocumentId(str(number)) for number in range(40))


def test_everybody_gets_every_article() -> None:
    assert len(assign_all(ARTICLES, PEOPLE)) == len(ARTICLES) * len(PEOPLE)


@given(documents=st.integers(0, 60), people=st.integers(1, 6), overlap=st.integers(1, 6), seed=st.integers())
def test_loads_differ_by_one_article_at_most(documents: int, people: int, overlap: int, seed: int) -> None:
    overlap = min(overlap, people)

    pairs = assign_by_lot(ARTICLES[:documents], PEOPLE[:people], overlap=overlap, seed=seed)

    loads = [load.documents for load in loads_of(pairs, PEOPLE[:people])]
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == len(ARTICLES[:documents]) * overlap


def test_the_same_seed_draws_the_same_lots_in_any_order() -> None:
    once = assign_by_lot(ARTICLES, PEOPLE, overlap=2, seed=7)

    again = assign_by_lot(ARTICLES[::-1], PEOPLE[::-1], overlap=2, seed=7)

    assert again == once != assign_by_lot(ARTICLES, PEOPLE, overlap=2, seed=8)


def test_the_lots_of_a_seed_never_change() -> None:
    pairs = assign_by_lot(ARTICLES[:4], PEOPLE[:2], overlap=1, seed=1)

    assert sorted(pairs) == [("0", "a"), ("1", "b"), ("2", "a"), ("3", "b")]


def test_overlap_pairs_everybody_with_everybody() -> None:
    pairs = assign_by_lot(ARTICLES, PEOPLE[:3], overlap=2, seed=3)

    readers = {document: frozenset(who for one, who in pairs if one == document) for document in ARTICLES}
    assert len(set(readers.values())) == 3


@given(percent=st.floats(0, 100), people=st.integers(1, 6), seed=st.integers())
def test_a_share_goes_to_all_and_the_rest_to_one(percent: float, people: int, seed: int) -> None:
    pairs = assign_with_share(ARTICLES, PEOPLE[:people], percent=percent, seed=seed)

    readers = [sum(document == one for document, _ in pairs) for one in ARTICLES]
    loads = [load.documents for load in loads_of(pairs, PEOPLE[:people])]
    assert set(readers) <= {1, people}
    assert max(loads) - min(loads) <= 1
    assert people == 1 or readers.count(people) == int(len(ARTICLES) * percent / 100 + 0.5)


def test_a_load_tells_how_many_articles_are_shared() -> None:
    pairs = assign_with_share(ARTICLES, PEOPLE[:2], percent=25, seed=1)

    assert [(load.documents, load.shared) for load in loads_of(pairs, PEOPLE[:2])] == [(25, 10), (25, 10)]


@pytest.mark.parametrize(("people", "overlap"), [((), 1), (PEOPLE, 0), (PEOPLE, 7)])
def test_an_overlap_that_cannot_be_is_refused(people: tuple[AnnotatorId, ...], overlap: int) -> None:
    with pytest.raises(UserError, match="choose"):
        assign_by_lot(ARTICLES, people, overlap=overlap, seed=1)


@pytest.mark.parametrize("percent", [-1, 101, float("nan")])
def test_a_share_that_cannot_be_is_refused(percent: float) -> None:
    with pytest.raises(UserError, match="0 to 100"):
        assign_with_share(ARTICLES, PEOPLE, percent=percent, seed=1)


def test_a_lead_assigns_in_one_operation_that_undo_takes_back(desk: Desk) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))
    wanted = frozenset({(desk.document, desk.second), (desk.other_document, desk.first)})

    desk.act(Assign(frozenset({desk.document, desk.other_document}), wanted))
    assert desk.project.assignments() == wanted

    desk.project.undo(desk.first)
    assert desk.project.assignments() == frozenset()


def test_assigning_again_replaces_what_stood_for_these_articles_only(desk: Desk) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))
    both = frozenset({desk.document, desk.other_document})
    desk.act(Assign(both, frozenset({(desk.document, desk.first), (desk.other_document, desk.first)})))

    desk.act(Assign(frozenset({desk.document}), frozenset({(desk.document, desk.second)})))

    assert desk.project.assignments() == {(desk.document, desk.second), (desk.other_document, desk.first)}


def test_only_a_lead_assigns(desk: Desk) -> None:
    with pytest.raises(UserError, match="Only a lead"):
        desk.project.execute(Assign(frozenset({desk.document}), frozenset()), desk.first)


@pytest.mark.parametrize("stranger", ["annotator", "document"])
def test_nobody_unknown_and_nothing_unknown_is_assigned(desk: Desk, stranger: str) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))
    who = AnnotatorId("nobody") if stranger == "annotator" else desk.first
    what = DocumentId("nothing") if stranger == "document" else desk.document

    with pytest.raises(UserError):
        desk.project.execute(Assign(frozenset({what}), frozenset({(what, who)})), desk.first)


def test_an_assignment_outside_its_articles_is_refused(desk: Desk) -> None:
    desk.act(SetRole(desk.first, Role.LEAD))

    with pytest.raises(UserError):
        desk.project.execute(
            Assign(frozenset({desk.document}), frozenset({(desk.other_document, desk.first)})), desk.first
        )


def test_a_removed_article_takes_its_assignments_along_and_undo_brings_them_back(desk: Desk) -> None:
    assign_articles(desk.project, Wish(("first",), seed=1))

    desk.act(RemoveDocument(desk.document))
    assert desk.project.assignments() == {(desk.other_document, desk.first)}

    desk.project.undo(desk.first)
    assert len(desk.project.assignments()) == 2


def test_assigning_adds_annotators_who_are_not_known_yet(desk: Desk) -> None:
    report = assign_articles(desk.project, Wish(("first", "third", " "), seed=4))

    assert [name for name, _ in report.loads] == ["first", "third"]
    assert desk.project.annotator("third") is not None
    assert (report.documents, report.changed, report.seed) == (2, 2, 4)


def test_a_refused_wish_adds_nobody(desk: Desk) -> None:
    with pytest.raises(UserError):
        assign_articles(desk.project, Wish(("third",), seed=1, overlap=2))

    assert desk.project.annotator("third") is None


def test_a_share_of_the_articles_goes_to_all(desk: Desk) -> None:
    report = assign_articles(desk.project, Wish(("first", "second"), seed=1, percent=50))

    assert sum(load.documents for _, load in report.loads) == 3


def test_assigning_the_same_again_changes_nothing(desk: Desk) -> None:
    assign_articles(desk.project, Wish(("first", "second"), seed=1))

    assert assign_articles(desk.project, Wish(("first", "second"), seed=1)).changed == 0


def test_articles_that_somebody_has_can_be_left_alone(desk: Desk) -> None:
    assign_articles(desk.project, Wish(("first",), seed=1, documents=("Ferry",)))

    report = assign_articles(desk.project, Wish(("second",), seed=1, only_free=True))

    assert report.documents == 1
    assert desk.project.assignments() == {(desk.document, desk.first), (desk.other_document, desk.second)}


def test_nothing_left_to_assign_is_told(desk: Desk) -> None:
    assign_articles(desk.project, Wish(("first",), seed=1))

    with pytest.raises(UserError, match="no articles to assign"):
        assign_articles(desk.project, Wish(("first",), seed=1, only_free=True))


def test_the_command_prints_who_got_what(desk: Desk) -> None:
    path = desk.project.path
    desk.project.close()

    printed = _run(path, "--annotators", "first,second", "--overlap", "2", "--seed", "5", "--json")

    assert json.loads(printed) == {
        "documents": 2,
        "changed": 4,
        "seed": 5,
        "annotators": {"first": {"documents": 2, "shared": 2}, "second": {"documents": 2, "shared": 2}},
    }
    assert "2 articles, 2 of them shared" in _run(path, "--annotators", "first,second", "--overlap", "2")


def _run(path: Path, *options: str) -> str:
    command = [sys.executable, "-m", "annotator", "assign", str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
