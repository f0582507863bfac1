"""Claims about spans that were labelled when their label meant something else."""

from dataclasses import replace

from annotator.model.annotation import Span
from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.model.scheme import Label
from annotator.services.commands import RelabelSpan, SetNote
from annotator.services.scheme.commands import AddLabel, ChangeLabel, DeleteLabel, ReplaceScheme
from annotator.services.scheme.definitions import ConfirmLabels, outdated_spans
from annotator.storage.rows import change, span_image
from annotator.storage.scheme_rows import label_image
from tests.unit.services.conftest import Desk


def outdated(desk: Desk) -> list[str]:
    """List the words of the spans to look at again."""
    return [line.match for lines in outdated_spans(desk.project, desk.first) for line in lines]


def redefine(desk: Desk, definition: str, name: str = "PERSON") -> None:
    """Give a label another definition."""
    label = desk.project.scheme.label(name)
    assert label is not None
    desk.act(ChangeLabel(name, replace(label, definition=definition)))


def test_a_span_labelled_before_its_definition_changed_is_listed(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Tallinn", "GPE")
    assert outdated(desk) == []

    redefine(desk, "only the living")
    desk.add("Ben Okafor")

    assert outdated(desk) == ["Ana Moreno"]


def test_another_colour_is_no_other_definition(desk: Desk) -> None:
    desk.add("Ana Moreno")
    label = desk.project.scheme.label("PERSON")
    assert label is not None

    desk.act(ChangeLabel("PERSON", replace(label, colour="#123456")))

    assert outdated(desk) == []


def test_a_definition_that_came_back_makes_nothing_old(desk: Desk) -> None:
    label = desk.project.scheme.label("PERSON")
    assert label is not None
    desk.add("Ana Moreno")
    redefine(desk, "only the living")
    desk.add("Ben Okafor")

    redefine(desk, label.definition)

    assert outdated(desk) == ["Ben Okafor"]


def test_a_span_that_was_checked_is_listed_no_more_until_the_check_is_undone(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    redefine(desk, "only the living")
    before = desk.span(span)

    desk.act(ConfirmLabels((span, span)))

    assert outdated(desk) == []
    assert desk.span(span) == before
    assert desk.project.undo_words(desk.first) == "check “Ana Moreno” PERSON: still right"
    desk.project.undo(desk.first)
    assert outdated(desk) == ["Ana Moreno"]
    desk.project.redo(desk.first)
    assert outdated(desk) == []


def test_relabelling_counts_and_a_note_does_not(desk: Desk) -> None:
    noted, moved = desk.add("Ana Moreno"), desk.add("Ben Okafor", "ORG")
    redefine(desk, "only the living")

    desk.act(SetNote(noted, "hm"))
    desk.act(RelabelSpan(moved, "PERSON"))

    assert outdated(desk) == ["Ana Moreno"]
    desk.act(ConfirmLabels((noted, moved)))
    assert desk.project.undo_words(desk.first) == "check 2 spans: still right"


def test_only_ones_own_spans_are_listed(desk: Desk) -> None:
    desk.add("Ana Moreno", actor=desk.second)

    redefine(desk, "only the living")

    assert outdated(desk) == []


def test_imported_spans_count_from_their_import(desk: Desk) -> None:
    span = desk.span(desk.add("Ana Moreno"))
    desk.project.undo(desk.first)
    _import(desk, replace(span, id=SpanId("old")))
    redefine(desk, "only the living")
    _import(desk, replace(span, id=SpanId("new"), fragments=((0, 3),), text="Ana"))

    assert outdated(desk) == ["Ana Moreno"]


def test_a_new_scheme_makes_old_what_it_defines_anew(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Tallinn", "GPE")
    scheme = desk.project.scheme
    labels = tuple(
        replace(one, definition="x" if one.name == "GPE" else one.definition, colour="#123456") for one in scheme.labels
    )

    desk.act(ReplaceScheme(replace(scheme, labels=labels)))
    assert desk.project.undo_words(desk.first) == "replace the scheme"

    assert outdated(desk) == ["Tallinn"]


def test_a_label_that_was_deleted_and_came_back_means_what_it_meant(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.act(DeleteLabel("PERSON", None))
    desk.project.undo(desk.first)

    assert outdated(desk) == []


def test_a_label_added_later_meant_nothing_else_before(desk: Desk) -> None:
    desk.act(AddLabel(Label("x", "entity", "SHIP", "#123456")))
    desk.add("ferry", "SHIP")
    assert outdated(desk) == []

    redefine(desk, "a vessel", "SHIP")

    assert outdated(desk) == ["ferry"]


def test_an_imported_label_and_span_are_followed_from_their_import(desk: Desk) -> None:
    label = Label("x", "entity", "SHIP", "#123456")
    desk.project.import_records("import", [change(RecordKind.LABEL, None, label_image(label))])
    span = desk.span(desk.add("ferry", "GPE"))
    desk.project.undo(desk.first)
    _import(desk, replace(span, id=SpanId("old"), label="SHIP"))
    desk.act(SetNote(SpanId("old"), "hm"))

    redefine(desk, "a vessel", "SHIP")

    assert outdated(desk) == ["ferry"]


def _import(desk: Desk, span: Span) -> None:
    desk.project.import_records("import", [change(RecordKind.SPAN, None, span_image(span))])
