"""What comes back, by undo, redo or from the bin, goes by what its label and the name that it bears are called now."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.services.authority.commands import AddEntry, ChangeEntry, DeleteEntries, NameSpans
from annotator.services.commands import LinkSpans, RemoveRelations, RemoveSpans
from annotator.services.history.recycling import RestoreRecords, recycle_bin
from annotator.services.project import SYSTEM
from annotator.services.scheme.commands import ChangeLabel, ChangeRelationLabel, DeleteLabel
from annotator.storage.integrity import findings
from tests.unit.services.conftest import MEETS, Desk

WAYS = pytest.mark.parametrize(("name", "layer"), [("HUMAN", "entity"), ("PERSON", "claim"), ("HUMAN", "claim")])


def change_label(desk: Desk, name: str, layer: str) -> None:
    label = desk.project.scheme.label("PERSON")
    assert label is not None
    desk.project.execute(ChangeLabel("PERSON", replace(label, name=name, layer=layer)), SYSTEM)


def bring_back_from_bin(desk: Desk, kind: RecordKind = RecordKind.SPAN) -> None:
    person = desk.project.annotator("first")
    assert person is not None
    binned = recycle_bin(desk.project, person, kind)[0]
    desk.act(RestoreRecords(binned.kind, binned.id, binned.operation))


def undo(desk: Desk) -> None:
    desk.project.undo(desk.first)


def is_sound(desk: Desk) -> bool:
    with desk.project.file.reading() as db:
        return not list(findings(db))


@WAYS
@pytest.mark.parametrize("back", [undo, bring_back_from_bin])
def test_a_deleted_span_comes_back_with_the_label_of_today(
    desk: Desk, back: Callable[[Desk], None], name: str, layer: str
) -> None:
    desk.act(RemoveSpans((desk.add("Ana Moreno"),)))
    change_label(desk, name, layer)
    back(desk)

    assert [(span.label, span.layer) for span in desk.spans()] == [(name, layer)]
    assert is_sound(desk)


@WAYS
def test_an_undone_span_is_labelled_again_with_the_label_of_today(desk: Desk, name: str, layer: str) -> None:
    desk.add("Ana Moreno")
    undo(desk)
    change_label(desk, name, layer)
    desk.project.redo(desk.first)

    assert [(span.label, span.layer) for span in desk.spans()] == [(name, layer)]
    assert is_sound(desk)


@WAYS
def test_labelling_can_be_undone_after_the_label_was_changed(desk: Desk, name: str, layer: str) -> None:
    desk.add("Ana Moreno")
    change_label(desk, name, layer)
    undo(desk)

    assert desk.spans() == ()
    assert is_sound(desk)


@WAYS
def test_undoing_a_changed_label_takes_spans_along_that_came_since(desk: Desk, name: str, layer: str) -> None:
    change_label(desk, name, layer)
    desk.add("Ana Moreno", name)
    desk.project.undo(SYSTEM)

    assert [(span.label, span.layer) for span in desk.spans()] == [("PERSON", "entity")]
    assert is_sound(desk)


def test_a_deleted_link_comes_back_under_the_name_of_today(desk: Desk) -> None:
    desk.act(LinkSpans(desk.add("Ana Moreno"), desk.add("Ben Okafor"), MEETS))
    (link,) = desk.project.relations(desk.document, desk.first)
    desk.act(RemoveRelations((link.id,)))
    label = desk.project.scheme.relation_label(MEETS)
    assert label is not None
    desk.project.execute(ChangeRelationLabel(MEETS, replace(label, name="greets")), SYSTEM)
    undo(desk)

    assert [one.label for one in desk.project.relations(desk.document, desk.first)] == ["greets"]
    assert is_sound(desk)


def test_a_label_that_went_after_it_was_renamed_comes_back_with_its_spans(desk: Desk) -> None:
    span: SpanId = desk.add("Ana Moreno")
    change_label(desk, "HUMAN", "claim")
    desk.act(DeleteLabel("HUMAN", None))
    bring_back_from_bin(desk, RecordKind.LABEL)

    assert [(one.id, one.label, one.layer) for one in desk.spans()] == [(span, "HUMAN", "claim")]
    assert is_sound(desk)


def name_it(desk: Desk, span: SpanId) -> AuthorityId:
    entry = AuthorityEntry(AuthorityId("ana"), "Ana Moreno", "PERSON")
    desk.project.execute(AddEntry(entry), SYSTEM)
    desk.act(NameSpans((span,), "name", "", entry.id))
    return entry.id


def values(desk: Desk) -> list[tuple[str, str]]:
    return [(one.value, one.ref) for span in desk.spans() for one in span.attributes]


def test_undoing_a_new_name_takes_spans_along_that_came_since(desk: Desk) -> None:
    entry = name_it(desk, desk.add("Ana Moreno"))
    desk.project.execute(ChangeEntry(AuthorityEntry(entry, "A. Moreno", "PERSON")), SYSTEM)
    desk.act(NameSpans((desk.add("Ben Okafor"),), "name", "", entry))
    assert values(desk) == [("A. Moreno", "ana")] * 2
    desk.project.undo(SYSTEM)

    assert values(desk) == [("Ana Moreno", "ana")] * 2


def test_a_deleted_span_comes_back_with_the_name_of_today(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    entry = name_it(desk, span)
    desk.act(RemoveSpans((span,)))
    desk.project.execute(ChangeEntry(AuthorityEntry(entry, "A. Moreno", "PERSON")), SYSTEM)
    undo(desk)

    assert values(desk) == [("A. Moreno", "ana")]


def test_a_deleted_span_whose_name_went_keeps_the_words(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    entry = name_it(desk, span)
    desk.act(RemoveSpans((span,)))
    desk.project.execute(DeleteEntries((entry,)), SYSTEM)
    undo(desk)

    assert values(desk) == [("Ana Moreno", "")]


def test_naming_can_be_undone_after_the_name_was_changed(desk: Desk) -> None:
    entry = name_it(desk, desk.add("Ana Moreno"))
    desk.project.execute(ChangeEntry(AuthorityEntry(entry, "A. Moreno", "PERSON")), SYSTEM)
    undo(desk)

    assert values(desk) == []
