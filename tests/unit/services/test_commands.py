"""What an annotator may do to spans, links and articles, and what is refused in a sentence."""

from dataclasses import replace

import pytest

from annotator.errors import SpanRejected, UserError
from annotator.model.annotation import Attribute
from annotator.model.document import DocumentState, Metadata, Zone, ZoneKind, ZoneOrigin
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId
from annotator.model.scheme import OverlapRule
from annotator.services.commands import (
    AddSpan,
    LinkSpans,
    MoveSpan,
    RelabelSpan,
    RemoveRelations,
    RemoveSpans,
    SetAttributes,
    SetMetadata,
    SetNote,
    SetState,
    SetZones,
)
from annotator.services.scheme.commands import ReplaceScheme
from tests.unit.services.conftest import MEETS, TEXT, Desk


def test_a_new_span_holds_the_words_of_its_place(desk: Desk) -> None:
    span = desk.span(desk.add("Ben Okafor"))

    assert (span.text, span.label, span.layer, span.annotator) == ("Ben Okafor", "PERSON", "entity", desk.first)
    assert TEXT[span.start : span.end] == span.text


def test_blanks_at_the_edges_are_left_out(desk: Desk) -> None:
    desk.act(AddSpan(desk.document, "PERSON", ((3, 11),)))

    assert desk.spans()[0].text == "Moreno"


def test_a_piece_of_blanks_alone_is_dropped_from_an_interrupted_span(desk: Desk) -> None:
    desk.act(AddSpan(desk.document, "PERSON", ((0, 3), (3, 4), (11, 15))))

    assert desk.spans()[0].fragments == ((0, 3), (11, 15))


@pytest.mark.parametrize("fragments", [(), ((3, 4),), ((5, 5),), ((9, 4),), ((-1, 3),), ((0, len(TEXT) + 1),)])
def test_a_span_needs_characters_inside_the_text(desk: Desk, fragments: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(SpanRejected):
        desk.project.execute(AddSpan(desk.document, "PERSON", fragments), desk.first)

    assert desk.spans() == ()


@pytest.mark.parametrize("score", [float("nan"), float("inf")])
def test_a_score_that_is_no_number_is_refused(desk: Desk, score: float) -> None:
    with pytest.raises(SpanRejected, match="score"):
        desk.project.execute(AddSpan(desk.document, "PERSON", ((0, 3),), score=score), desk.first)


def test_the_same_label_on_the_same_place_twice_is_refused(desk: Desk) -> None:
    desk.add("Ana Moreno")

    with pytest.raises(SpanRejected, match="already"):
        desk.add("Ana Moreno")


def test_two_annotators_may_label_the_same_place(desk: Desk) -> None:
    desk.add("Ana Moreno")

    desk.add("Ana Moreno", actor=desk.second)

    assert len(desk.spans()) == len(desk.spans(desk.second)) == 1


def test_overlap_is_refused_where_the_layer_forbids_it(desk: Desk) -> None:
    layers = tuple(replace(layer, overlap=OverlapRule.FORBIDDEN) for layer in desk.project.scheme.layers)
    desk.act(ReplaceScheme(replace(desk.project.scheme, layers=layers)))
    desk.add("Ana Moreno")

    with pytest.raises(SpanRejected, match="would overlap"):
        desk.add("Moreno said", "ORG")

    desk.add("Ben Okafor")
    desk.add("Ana Moreno said", "CLAIM")


def test_a_span_may_stand_in_the_gap_of_an_interrupted_one_where_overlap_is_forbidden(desk: Desk) -> None:
    layers = tuple(replace(layer, overlap=OverlapRule.FORBIDDEN) for layer in desk.project.scheme.layers)
    desk.act(ReplaceScheme(replace(desk.project.scheme, layers=layers)))
    desk.act(AddSpan(desk.document, "PERSON", ((0, 3), (11, 15))))

    desk.add("Moreno")

    assert len(desk.spans()) == 2


def test_a_first_span_sets_the_article_in_progress(desk: Desk) -> None:
    assert desk.project.state(desk.document, desk.first) is DocumentState.TODO

    desk.add("Ana Moreno")

    assert desk.project.state(desk.document, desk.first) is DocumentState.IN_PROGRESS
    assert desk.project.states(desk.document) == {desk.first: DocumentState.IN_PROGRESS}


def test_an_unknown_label_article_or_annotator_is_refused(desk: Desk) -> None:
    nobody = AnnotatorId("nobody")

    for command, actor in (
        (AddSpan(desk.document, "NO-LABEL", ((0, 3),)), desk.first),
        (AddSpan(DocumentId("gone"), "PERSON", ((0, 3),)), desk.first),
        (AddSpan(desk.document, "PERSON", ((0, 3),)), nobody),
    ):
        with pytest.raises(UserError):
            desk.project.execute(command, actor)
    with pytest.raises(UserError, match="choose an annotator"):
        desk.project.execute(SetState(desk.document, DocumentState.DONE), nobody)


def test_deleting_a_quote_removes_its_speaker_link(desk: Desk) -> None:
    quote, person = desk.add("the ferry sails", "DIRECT"), desk.add("Ana Moreno")
    desk.act(LinkSpans(quote, person, "speaker"))

    desk.act(RemoveSpans((quote, quote)))

    assert [span.id for span in desk.spans()] == [person]
    assert desk.project.relations(desk.document, desk.first) == ()


def test_removing_several_spans_is_one_operation(desk: Desk) -> None:
    spans = (desk.add("Ana Moreno"), desk.add("Ben Okafor"))

    desk.act(RemoveSpans(spans))

    assert desk.project.undo_words(desk.first) == "remove 2 spans"


def test_relabelling_keeps_the_attributes_that_the_new_label_knows(desk: Desk) -> None:
    labels = {label.name: label for label in desk.project.scheme.labels}
    name = next((one.name for one in labels["DIRECT"].attributes), "check")
    span = desk.add("the ferry sails", "DIRECT")
    desk.act(SetAttributes(span, (Attribute("unheard", "of"), Attribute(name, "x"))))

    desk.act(RelabelSpan(span, "INDIRECT"))

    known = {one.name for one in labels["INDIRECT"].attributes}
    assert desk.span(span).label == "INDIRECT"
    assert {one.name for one in desk.span(span).attributes} == {name} & known


def test_commands_that_change_nothing_write_nothing(desk: Desk) -> None:
    span, other = desk.add("Ana Moreno"), desk.add("Ben Okafor")
    desk.act(LinkSpans(span, other, MEETS))
    document = desk.project.document(desk.document)
    relation = desk.project.relations(desk.document, desk.first)[0]
    count = desk.project.undo_words(desk.first)

    for command in (
        RelabelSpan(span, "PERSON"),
        MoveSpan(span, ((0, 11),)),
        SetAttributes(span, ()),
        SetNote(span, ""),
        LinkSpans(span, other, relation.label),
        SetState(desk.document, DocumentState.IN_PROGRESS),
        SetMetadata(desk.document, document.metadata),
        SetZones(desk.document, document.zones),
        RemoveSpans(()),
    ):
        assert desk.project.execute(command, desk.first) is None

    assert desk.project.undo_words(desk.first) == count


def test_moving_a_span_changes_its_words(desk: Desk) -> None:
    span = desk.add("Ana Moreno")

    desk.act(MoveSpan(span, ((0, 3), (11, 15))))

    assert desk.span(span).fragments == ((0, 3), (11, 15))
    assert desk.span(span).text == "Ana Moreno said"


def test_a_span_cannot_be_moved_onto_its_double(desk: Desk) -> None:
    desk.add("Ana Moreno")
    other = desk.add("Ben Okafor")

    with pytest.raises(SpanRejected):
        desk.project.execute(MoveSpan(other, ((0, 10),)), desk.first)


def test_another_annotators_work_is_refused(desk: Desk) -> None:
    span, other = desk.add("Ana Moreno"), desk.add("Ben Okafor")
    desk.act(LinkSpans(span, other, MEETS))
    (relation,) = desk.project.relations(desk.document, desk.first)
    before = desk.spans()

    for command in (
        RemoveSpans((span,)),
        RelabelSpan(span, "ORG"),
        MoveSpan(span, ((0, 3),)),
        SetNote(span, "mine"),
        SetAttributes(span, (Attribute("a", "b"),)),
        LinkSpans(span, other, relation.label),
        RemoveRelations((relation.id,)),
    ):
        with pytest.raises(UserError, match="another annotator"):
            desk.project.execute(command, desk.second)

    assert desk.spans() == before


def test_what_is_gone_is_said_to_be_gone(desk: Desk) -> None:
    with pytest.raises(UserError, match="span is no longer"):
        desk.project.execute(SetNote(SpanId("gone"), "x"), desk.first)
    with pytest.raises(UserError, match="link is no longer"):
        desk.project.execute(RemoveRelations((RelationId("gone"),)), desk.first)
    with pytest.raises(UserError, match="no relation label"):
        desk.project.execute(LinkSpans(desk.add("Ana"), desk.add("Ben"), "nothing"), desk.first)


def test_halves_of_surrogate_pairs_and_nul_become_replacement_characters(desk: Desk) -> None:
    span = desk.add("Ana Moreno")

    desk.act(SetNote(span, "a\ud800b\x00"))
    desk.act(SetAttributes(span, (Attribute("mood", "\udfff"),)))

    assert desk.span(span).note == "a\ufffdb\ufffd"
    assert desk.span(span).attributes == (Attribute("mood", "\ufffd"),)


def test_a_link_may_join_two_articles(desk: Desk) -> None:
    here, there = desk.add("Ben Okafor"), desk.add("Tallinn", "GPE")

    desk.act(LinkSpans(here, there, MEETS))

    assert desk.project.relations(desk.document, desk.first) == desk.project.relations(desk.other_document, desk.first)


def test_a_span_cannot_be_linked_to_itself_or_against_its_layers(desk: Desk) -> None:
    quote, person = desk.add("the ferry sails", "DIRECT"), desk.add("Ana Moreno")

    with pytest.raises(UserError, match="its own"):
        desk.project.execute(LinkSpans(quote, quote, "speaker"), desk.first)
    with pytest.raises(UserError, match="cannot join"):
        desk.project.execute(LinkSpans(person, quote, "speaker"), desk.first)


def test_links_are_removed_together(desk: Desk) -> None:
    ana, ben, quote = desk.add("Ana Moreno"), desk.add("Ben Okafor"), desk.add("the ferry sails", "DIRECT")
    desk.act(LinkSpans(quote, ana, "speaker"))
    desk.act(LinkSpans(quote, ben, "speaker"))
    links = desk.project.relations(desk.document, desk.first)

    desk.act(RemoveRelations(tuple(link.id for link in links)))

    assert desk.project.relations(desk.document, desk.first) == ()
    desk.project.undo(desk.first)
    assert desk.project.relations(desk.document, desk.first) == links
    desk.act(RemoveRelations((links[0].id,)))


def test_a_state_is_each_annotators_own(desk: Desk) -> None:
    desk.act(SetState(desk.document, DocumentState.DONE))

    assert desk.project.state(desk.document, desk.second) is DocumentState.TODO
    assert desk.project.summaries(desk.first)[0].state is DocumentState.DONE


def test_metadata_and_zones_are_corrected(desk: Desk) -> None:
    zones = (Zone(0, 10, ZoneKind.BYLINE, ZoneOrigin.CONFIRMED), Zone(20, 26, ZoneKind.CAPTION))

    desk.act(SetMetadata(desk.document, Metadata(title="New title", extra=(("desk", "foreign"),))))
    desk.act(SetZones(desk.document, zones))

    document = desk.project.document(desk.document)
    assert (document.title, document.zones, document.text) == ("New title", zones, TEXT)


def test_a_zone_outside_the_text_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="past the end"):
        desk.project.execute(SetZones(desk.document, (Zone(0, 10_000, ZoneKind.TITLE),)), desk.first)


def test_layers_allow_overlap_by_default(desk: Desk) -> None:
    assert {layer.overlap for layer in desk.project.scheme.layers} == {OverlapRule.ALLOWED}

    desk.add("Ana Moreno")
    desk.add("Moreno said")

    assert len(desk.spans()) == 2
