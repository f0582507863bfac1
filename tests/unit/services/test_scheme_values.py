"""Claims about spans when overlap rules and attributes change."""

from dataclasses import replace

import pytest

from annotator.errors import UserError
from annotator.model.annotation import Attribute
from annotator.model.scheme import AttributeDefinition, AttributeType, Label, OverlapRule
from annotator.services.commands import SetAttributes
from annotator.services.scheme.values import ChangeLabelAndValues, SetOverlapRule, check_attributes, values_lost
from tests.unit.services.conftest import Desk

MOOD = AttributeDefinition("mood", "mood", AttributeType.ENUM, ("glad", "sad"))


def given(desk: Desk, *attributes: AttributeDefinition) -> Label:
    label = desk.project.scheme.label("PERSON")
    assert label is not None
    changed = replace(label, attributes=attributes)
    desk.act(ChangeLabelAndValues("PERSON", changed))
    return changed


def test_overlaps_are_forbidden_from_now_on(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.act(SetOverlapRule("entity", OverlapRule.FORBIDDEN))

    with pytest.raises(UserError):
        desk.add("Ana", "ORG")


def test_what_overlaps_already_is_named(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Moreno", "ORG")

    with pytest.raises(UserError, match=r"Ana Moreno.*overlap"):
        desk.act(SetOverlapRule("entity", OverlapRule.FORBIDDEN))


def test_spans_of_two_annotators_do_not_overlap(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Moreno", "ORG", desk.second)

    desk.act(SetOverlapRule("entity", OverlapRule.FORBIDDEN))

    layer = desk.project.scheme.layer("entity")
    assert layer is not None
    assert layer.overlap is OverlapRule.FORBIDDEN


def test_the_same_rule_is_no_change_and_an_unknown_layer_is_refused(desk: Desk) -> None:
    assert desk.project.execute(SetOverlapRule("entity", OverlapRule.ALLOWED), desk.first) is None
    with pytest.raises(UserError, match="no layer nothing"):
        desk.act(SetOverlapRule("nothing", OverlapRule.ALLOWED))


def test_a_value_that_is_no_longer_known_is_counted_and_goes_in_one_operation(desk: Desk) -> None:
    label = given(desk, MOOD)
    glad, sad = desk.add("Ana Moreno"), desk.add("Ben Okafor")
    desk.act(SetAttributes(glad, (Attribute("mood", "glad"),)))
    desk.act(SetAttributes(sad, (Attribute("mood", "sad"),)))
    fewer = replace(label, attributes=(replace(MOOD, values=("sad",)),))

    assert values_lost(desk.project.reader(desk.first), "PERSON", fewer) == {"mood": 1}
    desk.act(ChangeLabelAndValues("PERSON", fewer))

    assert [desk.span(one).attributes for one in (glad, sad)] == [(), (Attribute("mood", "sad"),)]
    desk.project.undo(desk.first)
    assert desk.span(glad).attributes == (Attribute("mood", "glad"),)
    assert desk.project.scheme.label("PERSON") == label


def test_a_renamed_label_keeps_its_known_values(desk: Desk) -> None:
    label = given(desk, MOOD)
    ana = desk.add("Ana Moreno")
    desk.act(SetAttributes(ana, (Attribute("mood", "glad"),)))

    desk.act(ChangeLabelAndValues("PERSON", replace(label, name="HUMAN")))

    assert (desk.span(ana).label, desk.span(ana).attributes) == ("HUMAN", (Attribute("mood", "glad"),))


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ((replace(MOOD, name=""),), "needs a name"),
        ((MOOD, MOOD), "two attributes mood"),
        ((replace(MOOD, values=()),), "needs values"),
    ],
)
def test_attributes_that_cannot_be_asked_for_are_refused(
    attributes: tuple[AttributeDefinition, ...], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        check_attributes(attributes)
