"""Rows and images: what goes in comes out, with its hash, and every kind of record has a table."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Attribute, Provenance, Relation, Span
from annotator.model.document import Annotator, Document, DocumentState, Metadata, Role, Zone, ZoneKind, ZoneOrigin
from annotator.model.ids import AnnotatorId, DocumentId, OperationId, RelationId, SpanId
from annotator.model.operation import Change, Operation, RecordKind
from annotator.model.scheme import AttributeDefinition, AttributeType, Label, Layer, OverlapRule, RelationLabel
from annotator.services.document_commands import RemoveDocument
from annotator.services.project import Project
from annotator.storage import annotations, documents, journal, records, rows, scheme_rows

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
SCORES = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@given(WORDS, SCORES, st.lists(st.builds(Attribute, WORDS, WORDS, WORDS), max_size=2))
def test_spans_and_relations_come_back_from_their_rows(note: str, score: float | None, given: list[Attribute]) -> None:
    attributes = tuple(given)
    provenance = Provenance("merged", 2, 3, "bounds", "lead", "now", note, ("a", "b")) if score else None
    span = Span(
        SpanId("s"), DocumentId("d"), "entity", "PERSON", AnnotatorId("a"), ((0, 2), (3, 4)), "abcd",
        attributes, note, "hand", score, provenance,
    )  # fmt: skip
    relation = Relation(
        RelationId("r"), "speaker", SpanId("s"), SpanId("t"), AnnotatorId("a"), attributes, note, "hand", score
    )

    assert rows.span_of(rows.span_image(span)) == span
    assert rows.relation_of(rows.relation_image(relation)) == relation


@given(WORDS, st.lists(st.tuples(WORDS, WORDS), max_size=2))
def test_documents_and_their_parts_come_back_from_their_rows(words: str, extra: list[tuple[str, str]]) -> None:
    zone = Zone(0, 3, ZoneKind.CAPTION, ZoneOrigin.CONFIRMED)
    document = Document.of(words, Metadata(title=words, language="en", extra=tuple(extra)), (zone,))
    annotator = Annotator(AnnotatorId("a"), words, Role.GOLD)

    assert rows.document_of(rows.document_image(document), (zone,)) == document
    assert rows.zone_of(rows.zone_image(document.id, zone)) == zone
    assert rows.annotator_of(rows.annotator_image(annotator)) == annotator
    assert rows.state_image(document.id, annotator.id, DocumentState.DONE, flagged=True)["flagged"] == 1


def test_the_scheme_comes_back_from_its_rows() -> None:
    mood = AttributeDefinition("m", "mood", AttributeType.ENUM, ("glad", "sad"), several=True)
    layer = Layer("l", "entity", OverlapRule.FORBIDDEN, 3)
    label = Label("x", "entity", "X", "#123456", "x", "def", "ex", "counter", (mood,), enabled=False, position=4)
    link = RelationLabel("r", "owns", "#123456", "o", "def", "ex", "counter", ("entity",), ("quote",), 5)

    assert scheme_rows.layer_of(scheme_rows.layer_image(layer)) == layer
    assert scheme_rows.label_of(scheme_rows.label_image(label)) == label
    assert scheme_rows.relation_label_of(scheme_rows.relation_label_image(link)) == link


def test_a_hash_follows_content_not_order() -> None:
    assert rows.row_hash({"a": 1, "b": "ü"}) == rows.row_hash({"b": "ü", "a": 1}) != rows.row_hash({"a": 2, "b": "ü"})
    assert len({rows.row_hash({"a": value}) for value in (None, "", 0, 1, "1", math.pi)}) == 6


def test_a_change_needs_an_image() -> None:
    with pytest.raises(ValueError, match="needs an image"):
        rows.change(RecordKind.SPAN, None, None)


def test_every_kind_of_record_has_a_table_with_an_id_and_a_hash(path: Path) -> None:
    with Project.open(path) as project:
        for kind in RecordKind:
            columns = {row["name"] for row in project.file.db.query(f"PRAGMA table_info({kind.value})")}
            assert {"id", "hash"} <= columns


def test_every_stored_row_carries_the_hash_of_its_content(path: Path) -> None:
    with Project.open(path) as project:
        for kind in (RecordKind.DOCUMENT, RecordKind.ZONE, RecordKind.LABEL, RecordKind.SPAN, RecordKind.ANNOTATOR):
            found = list(project.file.db.query(f"SELECT * FROM {kind.value}"))
            assert found
            assert all(row["hash"] == rows.row_hash(records.image_of(row)) for row in found)


def test_a_change_of_something_else_is_refused(path: Path) -> None:
    with Project.open(path) as project:
        stale = Change(RecordKind.SPAN, "none", {"id": "none"}, None)

        with pytest.raises(records.RecordChanged, match="span none"), project.file.unit() as db:
            records.apply_change(db, stale)


def test_reads_of_everything_in_a_project(path: Path) -> None:
    with Project.open(path) as project:
        db = project.file.db
        (document,) = documents.documents(db)
        (first,) = project.annotators()

        assert documents.document_with_text(db, document.sha256) == document.id
        assert documents.document_with_text(db, "none") is None
        assert documents.next_position(db) == 1
        assert annotations.annotators_with_spans(db, document.id) == {first.id}
        assert annotations.count_spans(db) == {(first.id, "entity", "PERSON"): 1}
        assert annotations.count_relations(db) == 0
        assert annotations.read_relation(db, RelationId("none")) is None


def test_an_article_that_goes_while_all_are_read_is_left_out(path: Path) -> None:
    with Project.open(path) as project:
        second = replace(Document.of("second"), position=1)
        project.import_records("import", [rows.change(RecordKind.DOCUMENT, None, rows.document_image(second))])
        reading = documents.documents(project.file.db)
        assert next(reading).id != second.id

        project.execute(RemoveDocument(second.id), project.annotators()[0].id)

        assert list(reading) == []


def test_the_changes_of_an_import_can_be_read_back(path: Path) -> None:
    with Project.open(path) as project:
        db = project.file.db
        (identity,) = (OperationId(row["id"]) for row in db.query("SELECT id FROM operation WHERE kind = 'import'"))

        changes = list(journal.bulk_changes(db, identity))

        assert [change.kind for change in changes] == [RecordKind.DOCUMENT, RecordKind.ZONE]
        assert all(
            records.read_image(db, change.kind, change.id) == change.after and change.before is None
            for change in changes
        )


def test_an_unknown_operation_or_property_is_none(path: Path) -> None:
    with Project.open(path) as project:
        assert journal.operation(project.file.db, OperationId("none")) is None
        assert journal.read_property(project.file.db, "none") is None


def test_counters_only_grow(path: Path) -> None:
    with Project.open(path) as project:
        db = project.file.db
        counter = journal.next_counter(db)
        far = Operation(OperationId("o"), "elsewhere", counter + 100, AnnotatorId("a"), "1970", "x", "x", 1, ())
        with project.file.unit():
            journal.append(db, far)

        assert journal.next_counter(db) == counter + 101
