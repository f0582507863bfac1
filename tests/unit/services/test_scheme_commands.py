"""What can be done to the scheme, and how spans and links follow."""

from dataclasses import replace

import pytest

from annotator.errors import UserError
from annotator.model.scheme import Label, Layer, OverlapRule, RelationLabel, Scheme
from annotator.services.commands import Command, LinkSpans
from annotator.services.scheme.commands import (
    AddLabel,
    AddLayer,
    AddRelationLabel,
    ChangeLabel,
    ChangeRelationLabel,
    DeleteLabel,
    DeleteRelationLabel,
    ReplaceScheme,
)
from annotator.storage.integrity import findings
from tests.unit.services.conftest import MEETS, Desk

SHIP = Label("ship", "entity", "SHIP", "#123456", key="x")


def label(desk: Desk, name: str) -> Label:
    found = desk.project.scheme.label(name)
    assert found is not None
    return found


def relation_label(desk: Desk, name: str) -> RelationLabel:
    found = desk.project.scheme.relation_label(name)
    assert found is not None
    return found


def test_a_label_is_added_and_used_at_once(desk: Desk) -> None:
    revision = desk.project.scheme.revision

    desk.act(AddLabel(SHIP))

    assert desk.span(desk.add("ferry", "SHIP")).label == "SHIP"
    assert desk.project.scheme.revision == revision + 1


def test_a_layer_is_added_and_takes_labels(desk: Desk) -> None:
    desk.act(AddLayer(Layer("l", "places", OverlapRule.FORBIDDEN, 9)))

    desk.act(AddLabel(replace(SHIP, layer="places")))

    assert desk.span(desk.add("ferry", "SHIP")).layer == "places"


@pytest.mark.parametrize(
    "command",
    [
        AddLabel(replace(SHIP, name="")),
        AddLabel(replace(SHIP, name="two words")),
        AddLabel(replace(SHIP, name="x" * 41)),
        AddLabel(replace(SHIP, name="a\x00b")),
        AddLabel(replace(SHIP, name="\ud800")),
        AddLabel(replace(SHIP, name="PERSON")),
        AddLabel(replace(SHIP, layer="nowhere")),
        AddLabel(replace(SHIP, colour="red")),
        AddLabel(replace(SHIP, key="xy")),
        AddLabel(replace(SHIP, key=" ")),
        AddLayer(Layer("l", "entity")),
        AddLayer(Layer("l", "a|b")),
        AddRelationLabel(RelationLabel("r", "speaker", "#123456")),
        AddRelationLabel(RelationLabel("r", "a>b", "#123456")),
        AddRelationLabel(RelationLabel("r", "owns", "blue")),
        AddRelationLabel(RelationLabel("r", "owns", "#123456", to_layers=("nowhere",))),
        ChangeLabel("NO-LABEL", SHIP),
        ChangeLabel("PERSON", replace(SHIP, name="ORG")),
        ChangeRelationLabel("nothing", RelationLabel("r", "owns", "#123456")),
        ChangeRelationLabel("speaker", RelationLabel("r", "cue", "#123456")),
        DeleteLabel("NO-LABEL", None),
        DeleteLabel("PERSON", "PERSON"),
        DeleteLabel("PERSON", "NO-LABEL"),
        DeleteRelationLabel("nothing"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_the_scheme(desk: Desk, command: Command) -> None:
    before = desk.project.scheme

    with pytest.raises(UserError):
        desk.project.execute(command, desk.first)

    assert desk.project.scheme == before


def test_a_key_that_is_taken_is_refused(desk: Desk) -> None:
    desk.act(AddLabel(SHIP))

    with pytest.raises(UserError, match="belongs to SHIP"):
        desk.project.execute(AddLabel(replace(SHIP, id="other", name="BOAT")), desk.first)

    desk.act(ChangeLabel("SHIP", replace(SHIP, definition="It floats.")))


def test_an_id_that_is_taken_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="changed meanwhile"):
        desk.project.execute(AddLabel(replace(SHIP, id=label(desk, "PERSON").id)), desk.first)


def test_renaming_a_label_carries_everybodys_spans_along(desk: Desk) -> None:
    spans = desk.add("Ana Moreno"), desk.add("Ben Okafor", actor=desk.second)

    desk.act(ChangeLabel("PERSON", replace(label(desk, "PERSON"), name="HUMAN", layer="helper")))

    assert {(desk.span(span).label, desk.span(span).layer) for span in spans} == {("HUMAN", "helper")}
    assert desk.project.undo_words(desk.first) == "rename label PERSON to HUMAN"


def test_recolouring_leaves_spans_alone_and_the_same_again_is_nothing(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    changed = replace(label(desk, "PERSON"), colour="#abcdef")

    desk.act(ChangeLabel("PERSON", changed))

    assert len(desk.project.span_history(span)) == 1
    assert desk.project.execute(ChangeLabel("PERSON", changed), desk.first) is None


def test_deleting_a_label_takes_its_spans_and_links_and_one_undo_brings_all_back(desk: Desk) -> None:
    ana, ben, place = desk.add("Ana Moreno"), desk.add("Ben", actor=desk.second), desk.add("Monday", "DATE")
    desk.act(LinkSpans(ana, place, MEETS))

    desk.act(DeleteLabel("PERSON", None))

    assert [span.id for span in desk.spans()] == [place]
    assert desk.spans(desk.second) == ()
    assert desk.project.relations(desk.document, desk.first) == ()
    assert desk.project.undo_words(desk.first) == "delete label PERSON and its 2 spans"
    desk.project.undo(desk.first)
    assert (desk.span(ana).label, desk.span(ben).label) == ("PERSON", "PERSON")
    assert len(desk.project.relations(desk.document, desk.first)) == 1


def test_deleting_a_label_can_move_its_spans(desk: Desk) -> None:
    span = desk.add("the ferry sails", "DIRECT")

    desk.act(DeleteLabel("DIRECT", "CLAIM"))

    assert (desk.span(span).label, desk.span(span).layer) == ("CLAIM", "claim")
    assert desk.project.undo_words(desk.first) == "delete label DIRECT, its 1 span to CLAIM"


def test_a_span_that_moves_onto_its_double_becomes_one_with_it_and_leaves_it_its_links(desk: Desk) -> None:
    person, organisation, ben = desk.add("Ana Moreno"), desk.add("Ana Moreno", "ORG"), desk.add("Ben Okafor", "GPE")
    desk.act(LinkSpans(ben, organisation, MEETS))
    desk.act(LinkSpans(organisation, ben, MEETS))
    desk.act(LinkSpans(person, ben, MEETS))
    desk.act(LinkSpans(person, organisation, MEETS))

    desk.act(DeleteLabel("ORG", "PERSON"))

    links = {(link.from_span, link.to_span) for link in desk.project.relations(desk.document, desk.first)}
    assert {span.id for span in desk.spans()} == {person, ben}
    assert links == {(ben, person), (person, ben)}
    assert list(findings(desk.project.file.db)) == []
    desk.project.undo(desk.first)
    assert len(desk.spans()) == 3
    assert len(desk.project.relations(desk.document, desk.first)) == 4


def test_links_follow_their_label(desk: Desk) -> None:
    ana, ben = desk.add("Ana Moreno"), desk.add("Ben Okafor")
    desk.act(LinkSpans(ana, ben, MEETS))

    desk.act(ChangeRelationLabel(MEETS, replace(relation_label(desk, MEETS), name="knows")))
    assert [link.label for link in desk.project.relations(desk.document, desk.first)] == ["knows"]

    changed = replace(relation_label(desk, "knows"), definition="They know each other.")
    desk.act(ChangeRelationLabel("knows", changed))
    assert desk.project.execute(ChangeRelationLabel("knows", changed), desk.first) is None

    desk.act(DeleteRelationLabel("knows"))
    assert desk.project.relations(desk.document, desk.first) == ()
    desk.project.undo(desk.first)
    assert len(desk.project.relations(desk.document, desk.first)) == 1


def test_a_relation_label_is_added(desk: Desk) -> None:
    desk.act(AddRelationLabel(RelationLabel("o", "owns", "#123456", from_layers=("entity",))))

    assert relation_label(desk, "owns").from_layers == ("entity",)


def test_an_imported_scheme_adds_changes_and_drops_what_nobody_uses(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    link_label = relation_label(desk, MEETS)
    desk.act(LinkSpans(span, desk.add("Ben Okafor"), MEETS))
    human = replace(label(desk, "PERSON"), name="HUMAN")
    stranger = Label("unknown id", "entity", "ORG", "#111111")
    scheme = Scheme(desk.project.scheme.layers[:1], (human, stranger, SHIP), (replace(link_label, name="knows"),))
    organisation = label(desk, "ORG").id

    desk.act(ReplaceScheme(scheme))

    assert {one.name for one in desk.project.scheme.labels} == {"HUMAN", "ORG", "SHIP"}
    assert label(desk, "ORG").id == organisation
    assert desk.span(span).label == "HUMAN"
    assert [link.label for link in desk.project.relations(desk.document, desk.first)] == ["knows"]
    desk.project.undo(desk.first)
    assert desk.span(span).label == "PERSON"
    assert len(desk.project.scheme.layers) == 4


@pytest.mark.parametrize("lacking", ["label", "relation label"])
def test_an_imported_scheme_must_not_drop_what_is_in_use(desk: Desk, lacking: str) -> None:
    desk.act(LinkSpans(desk.add("Ana Moreno"), desk.add("Ben Okafor"), MEETS))
    old = desk.project.scheme
    labels = tuple(one for one in old.labels if lacking != "label" or one.name != "PERSON")
    links = tuple(one for one in old.relation_labels if lacking != "relation label" or one.name != MEETS)

    with pytest.raises(UserError, match="which is in use"):
        desk.project.execute(ReplaceScheme(replace(old, labels=labels, relation_labels=links)), desk.first)

    assert desk.project.scheme == old


def test_the_same_scheme_again_changes_nothing(desk: Desk) -> None:
    assert desk.project.execute(ReplaceScheme(desk.project.scheme), desk.first) is None


def test_a_name_may_pass_from_a_label_that_goes_to_one_that_stays(desk: Desk) -> None:
    old = desk.project.scheme
    labels = tuple(replace(one, name="ORG") if one.name == "PERSON" else one for one in old.labels if one.name != "ORG")

    desk.act(ReplaceScheme(replace(old, labels=labels)))

    assert label(desk, "ORG").id == next(one.id for one in old.labels if one.name == "PERSON")
    desk.project.undo(desk.first)
    assert {one.name for one in desk.project.scheme.labels} == {one.name for one in old.labels}


def test_labels_that_swap_names_are_refused_whole(desk: Desk) -> None:
    old = desk.project.scheme
    swap = {"PERSON": "ORG", "ORG": "PERSON"}
    labels = tuple(replace(one, name=swap.get(one.name, one.name)) for one in old.labels)

    with pytest.raises(UserError, match="does not fit"):
        desk.project.execute(ReplaceScheme(replace(old, labels=labels)), desk.first)

    assert desk.project.scheme == old
