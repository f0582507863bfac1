"""Labels that copies move, delete or add under one name: their spans follow, and no label is lost or comes back."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from annotator.model.ids import random_id
from annotator.services.checking import check
from annotator.services.merging.questions import merge_questions
from annotator.services.merging.run import merge
from annotator.services.project import SYSTEM, Project
from annotator.services.scheme.commands import AddLabel, ChangeLabel, DeleteLabel
from tests.unit.merging.conftest import document_of, every_row, mark, who

Copy = Callable[[str], Path]


def layers(project: Project) -> list[tuple[str, str]]:
    """List the spans of Ana Moreno's article by label and layer."""
    return [(span.label, span.layer) for span in project.spans(document_of("Ana"), who(project))]


def move(project: Project, label: str, layer: str) -> None:
    known = project.scheme.label(label)
    assert known is not None
    project.execute(ChangeLabel(label, replace(known, layer=layer)), SYSTEM)


def add_sailor(path: Path, layer: str) -> None:
    """Add a label of one name, and a span with it."""
    with Project.open(path) as project:
        known = project.scheme.labels_of(layer)[0]
        project.execute(AddLabel(replace(known, id=random_id(), name="SAILOR", key="")), SYSTEM)
        mark(project, "Ana Moreno", "SAILOR")


def merged(paths: list[Path], target: Path) -> Path:
    target.write_bytes(paths[0].read_bytes())
    with Project.open(target) as project:
        for one in paths[1:]:
            merge(project, [one], SYSTEM)
    return target


def test_spans_of_another_copy_follow_a_label_to_its_new_layer(lead: Path, copy: Copy, tmp_path: Path) -> None:
    one, other = copy("one"), copy("other")
    with Project.open(one) as project:
        move(project, "PERSON", "claim")
    with Project.open(other) as project:
        mark(project, "Ana Moreno")
    here = merged([one, other], tmp_path / "here.annotator")
    there = merged([other, one], tmp_path / "there.annotator")

    assert every_row(here) == every_row(there)
    for path in (here, there):
        assert check(path).ok, check(path).problems
        with Project.open(path) as project:
            assert layers(project) == [("PERSON", "claim")]


def test_a_span_goes_back_to_its_layer_when_the_merge_that_moved_its_label_is_undone(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    with Project.open(one) as project:
        move(project, "PERSON", "claim")
    with Project.open(other) as project:
        mark(project, "Ana Moreno")
        merge(project, [one], SYSTEM)
        assert layers(project) == [("PERSON", "claim")]
        project.undo(SYSTEM)
        assert layers(project) == [("PERSON", "entity")]
        project.redo(SYSTEM)
        assert layers(project) == [("PERSON", "claim")]
    assert check(other).ok, check(other).problems


def test_moving_a_label_is_undone_for_spans_that_came_since(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    with Project.open(other) as project:
        mark(project, "Ana Moreno")
    with Project.open(one) as project:
        move(project, "PERSON", "claim")
        merge(project, [other], SYSTEM)
        project.undo(SYSTEM)
        project.undo(SYSTEM)
        merge(project, [other], SYSTEM)
        assert layers(project) == [("PERSON", "entity")]
    assert check(one).ok, check(one).problems


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_labels_of_one_name_in_two_layers_become_one_label_with_all_its_spans(
    lead: Path, copy: Copy, tmp_path: Path, order: tuple[int, ...]
) -> None:
    paths = [copy(name) for name in "abc"]
    for path, layer in zip(paths, ("entity", "claim", "entity"), strict=True):
        add_sailor(path, layer)
    first = merged(paths, tmp_path / "first.annotator")
    other = merged([paths[number] for number in order], tmp_path / "other.annotator")

    assert every_row(first) == every_row(other)
    assert check(other).ok, check(other).problems
    with Project.open(other) as project:
        label = project.scheme.label("SAILOR")
        assert label is not None
        assert layers(project) == [("SAILOR", label.layer)] * 3


def test_labels_of_one_name_in_two_layers_are_asked_about(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    add_sailor(one, "entity")
    add_sailor(other, "claim")
    with Project.open(one) as project:
        (asked,) = merge_questions(project, [other])

    assert "It is in the layer claim there: one layer will stand." in asked


def names(path: Path) -> list[str]:
    with Project.open(path) as project:
        return [label.name for label in project.scheme.labels if label.name == "SAILOR"]


@pytest.mark.parametrize("turn", range(4))  # whose id is lower is left to chance
def test_a_label_that_was_deleted_and_added_anew_reaches_who_still_has_the_old_one(
    lead: Path, copy: Copy, turn: int
) -> None:
    one = copy("one")
    with Project.open(one) as project:
        add_label(project)
    other = Path(shutil.copy(one, one.with_name("other.annotator")))
    with Project.open(one) as project:
        project.execute(DeleteLabel("SAILOR", None), SYSTEM)
        add_label(project)
    with Project.open(other) as project:
        merge(project, [one], SYSTEM)

    assert names(other) == ["SAILOR"]
    assert every_row(one) == every_row(other)
    assert check(other).ok


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_label_of_another_copy_stays_when_one_of_its_name_is_deleted_where_it_was_unknown(
    lead: Path, copy: Copy, tmp_path: Path, order: tuple[int, ...]
) -> None:
    added, other = copy("added"), copy("other")
    for path in (added, other):
        with Project.open(path) as project:
            add_label(project)
    deleted = Path(shutil.copy(added, tmp_path / "deleted.annotator"))
    with Project.open(deleted) as project:
        project.execute(DeleteLabel("SAILOR", None), SYSTEM)
    paths = [added, other, deleted]
    end = merged([paths[number] for number in order], tmp_path / "end.annotator")

    assert names(end) == ["SAILOR"]
    assert check(end).ok


@pytest.mark.parametrize("turn", range(4))
def test_a_label_that_became_one_with_another_is_deleted_with_it(lead: Path, copy: Copy, turn: int) -> None:
    one, other = copy("one"), copy("other")
    for path in (one, other):
        with Project.open(path) as project:
            add_label(project)
    with Project.open(one) as project:
        merge(project, [other], SYSTEM)
        project.execute(DeleteLabel("SAILOR", None), SYSTEM)
        label = project.scheme.labels[0]
        project.execute(ChangeLabel(label.name, replace(label, definition="another")), SYSTEM)
    with Project.open(other) as project:
        merge(project, [one], SYSTEM)
    with Project.open(one) as project:
        merge(project, [other], SYSTEM)

    assert names(one) == names(other) == []
    assert check(one).ok and check(other).ok


def add_label(project: Project) -> None:
    known = project.scheme.labels[0]
    project.execute(AddLabel(replace(known, id=random_id(), name="SAILOR", key="")), SYSTEM)
