"""The agreement page is kept between two looks: only articles that changed are compared again, and nothing is stale."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.metrics.agreement import figures_of
from annotator.model.document import DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.resources import seed_path
from annotator.services.agreement.board import Block, Pick
from annotator.services.agreement.cache import AgreementCache
from annotator.services.agreement.comparing import DEFAULT_RESAMPLING, compare
from annotator.services.agreement.pages import board, board_of, keys_behind, report_files
from annotator.services.commands import RemoveRelations, RemoveSpans, SetState
from annotator.services.flow.commands import SetRole
from annotator.services.importing.run import import_paths
from annotator.services.project import Project


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    """The sample project with the finished work of two annotators."""
    with Project.create(tmp_path / "sample.annotator") as project:
        import_paths(project, [seed_path("annotations.jsonl")])
        yield project


def refreshed(cache: AgreementCache, project: Project) -> list[tuple[int, int]]:
    """Bring a cache up to date; returns what was told of progress."""
    told: list[tuple[int, int]] = []
    cache.refresh(project, told.append)
    return told


def who(project: Project, name: str) -> AnnotatorId:
    found = project.annotator(name)
    assert found is not None
    return found.id


def figures(cache: AgreementCache) -> object:
    names = [one.name for one in cache.annotators]
    return figures_of([one.compared for one in cache.entries], names, cache.layers, DEFAULT_RESAMPLING)


def block(cache: AgreementCache, id: str) -> Block:
    return next(one for one in board_of(cache, "entity").blocks if one.id == id)


def test_the_first_look_compares_every_article(sample: Project) -> None:
    cache = AgreementCache()

    assert len(refreshed(cache, sample)) == 5
    assert figures(cache) == compare(sample)


def test_a_second_look_compares_nothing(sample: Project) -> None:
    cache = AgreementCache()
    refreshed(cache, sample)

    assert refreshed(cache, sample) == []


def test_after_an_edit_one_article_is_compared_and_the_figures_are_right(sample: Project) -> None:
    cache = AgreementCache()
    refreshed(cache, sample)
    first, document = who(sample, "first"), sample.document_ids()[2]
    sample.execute(RemoveSpans((sample.spans(document, first)[0].id,)), first)

    assert refreshed(cache, sample) == [(0, 1)]
    assert figures(cache) == compare(sample)


def test_a_link_that_is_gone_concerns_the_article_it_was_in(sample: Project) -> None:
    cache = AgreementCache()
    refreshed(cache, sample)
    first, document = who(sample, "first"), sample.document_ids()[1]
    sample.execute(RemoveRelations((sample.relations(document, first)[0].id,)), first)

    assert refreshed(cache, sample) == [(0, 1)]
    assert figures(cache) == compare(sample)


def test_an_article_taken_back_leaves_the_figures(sample: Project) -> None:
    cache = AgreementCache()
    refreshed(cache, sample)
    document = sample.document_ids()[0]
    for name in ("first", "second"):
        sample.execute(SetState(document, DocumentState.IN_PROGRESS), who(sample, name))

    refreshed(cache, sample)

    assert len(cache.entries) == 4
    assert figures(cache) == compare(sample)


def test_an_import_is_compared_whole(sample: Project, tmp_path: Path) -> None:
    cache = AgreementCache()
    refreshed(cache, sample)
    more = tmp_path / "more.txt"
    more.write_text("Another article came in.", encoding="utf-8")
    import_paths(sample, [more])

    assert len(refreshed(cache, sample)) == 6


def test_another_role_compares_all_again(sample: Project) -> None:
    cache = AgreementCache()
    refreshed(cache, sample)
    sample.execute(SetRole(who(sample, "second"), Role.LEAD), who(sample, "second"))

    assert len(refreshed(cache, sample)) == 5


def test_gold_figures_come_with_the_last_decision(sample: Project) -> None:
    cache = AgreementCache()
    refreshed(cache, sample)
    assert block(cache, "gold").rows == ()


def test_a_number_leads_to_as_many_places_as_it_says(sample: Project) -> None:
    path = str(sample.path)
    for one in board(lambda _told: None, path, "entity").blocks:
        for row in one.rows:
            for cell in row:
                if one.id in ("classes", "hardest_articles", "hardest_surfaces") and cell.text.isdigit() and cell.pick:
                    keys, _ = keys_behind(lambda _told: None, path, cell.pick)
                    assert len(keys) == int(cell.text), (one.id, cell)


def test_places_in_which_all_agree_are_counted_not_listed(sample: Project) -> None:
    keys, agreeing = keys_behind(
        lambda _told: None,
        str(sample.path),
        Pick(layer="entity", labels=("PERSON", "PERSON"), pair=("first", "second")),
    )

    assert agreeing > len(keys)


def test_a_layer_that_is_not_there_gives_the_first(sample: Project) -> None:
    found = board(lambda _told: None, str(sample.path), "nothing")

    assert (found.scope, found.scopes[-1]) == ("entity", "all")


@pytest.mark.parametrize(
    ("done_by", "says"),
    [((), "Nobody has finished"), (("first",), "Only first has"), (("first", "second"), "No two of first, second")],
)
def test_without_anything_shared_a_sentence_says_why(sample: Project, done_by: tuple[str, ...], says: str) -> None:
    ids = sample.document_ids()
    keeps = dict(zip(done_by, ids, strict=False))
    for name in ("first", "second"):
        for id in ids:
            if keeps.get(name) != id:
                sample.execute(SetState(DocumentId(id), DocumentState.IN_PROGRESS), who(sample, name))

    found = board(lambda _told: None, str(sample.path), "")

    assert found.blocks == ()
    assert found.reason.startswith(says)


def test_the_report_is_named_by_its_page(sample: Project, tmp_path: Path) -> None:
    assert report_files(lambda _told: None, str(sample.path), str(tmp_path / "r.html")) == "r.html"
