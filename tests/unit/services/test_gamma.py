"""Gamma is null with a reason where it cannot be had, and comes from the real package where that is installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.document import DocumentState
from annotator.resources import seed_path
from annotator.services.agreement import gamma
from annotator.services.agreement.gamma import NOT_INSTALLED, Gamma, gamma_block, gammas, is_installed
from annotator.services.commands import SetState
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.services.conftest import Desk

needs_package = pytest.mark.skipif(not is_installed(), reason="pygamma-agreement is optional and not installed here")
lacks_package = pytest.mark.skipif(is_installed(), reason="pygamma-agreement is installed here")


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    """The sample project with the finished work of two annotators."""
    with Project.create(tmp_path / "sample.annotator") as project:
        import_paths(project, [seed_path("annotations.jsonl")])
        yield project


def finish(desk: Desk) -> None:
    for who in (desk.first, desk.second):
        desk.act(SetState(desk.document, DocumentState.DONE), who)


def test_without_the_package_every_layer_says_why(sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gamma, "PACKAGE", "no_such_package_anywhere")

    found = gammas(sample, (), ["entity", "all"])

    assert found == {"entity": Gamma(None, 0, NOT_INSTALLED), "all": Gamma(None, 0, NOT_INSTALLED)}
    assert found["entity"].record(3) == {
        "gamma": None, "documents": 0, "samples": 30, "seed": 3, "reason": NOT_INSTALLED,
    }  # fmt: skip


@lacks_package
def test_the_page_shows_a_dash_with_the_reason(sample: Project) -> None:
    block = gamma_block(lambda _told: None, str(sample.path))

    assert {row[1].text for row in block.rows} == {"–"}
    assert all(NOT_INSTALLED in row[1].says for row in block.rows)


@needs_package
def test_spans_that_are_all_alike_are_perfect(desk: Desk) -> None:
    for who in (desk.first, desk.second):
        desk.add("Ana Moreno", actor=who)
        desk.add("Ben Okafor", actor=who)
        desk.add("Monday", "DATE", actor=who)
    finish(desk)

    assert gammas(desk.project, (), ["entity"])["entity"] == Gamma(1.0, 1)


@needs_package
def test_what_differs_is_between_chance_and_perfect_and_the_same_again(sample: Project) -> None:
    told: list[tuple[int, int]] = []

    found = gammas(sample, (), ["helper"], 7, told.append)

    assert found["helper"].documents == 5 and 0 < (found["helper"].value or 0) < 1
    assert found["all"].value is None and "layer by layer" in found["all"].reason
    assert told == [(n, 5) for n in range(5)]
    assert gammas(sample, (), ["helper"], 7) == found


@needs_package
def test_nothing_to_compare_is_undefined(desk: Desk) -> None:
    assert "finished by two" in gammas(desk.project, (), ["entity"])["entity"].reason

    desk.add("Ana Moreno")
    finish(desk)

    assert "enough spans" in gammas(desk.project, (), ["entity"])["entity"].reason
