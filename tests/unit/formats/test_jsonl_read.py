"""Reading `annotator/1`: what a line may leave out, and what is refused with a reason."""

import json
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats.base import LARGEST_ARTICLE_BYTES, Fault, FaultKind, ForeignDocument, Item, Place
from annotator.formats.jsonl_read import read_jsonl, read_line
from annotator.model.annotation import Attribute, Provenance
from annotator.model.document import DocumentState, Metadata, Role, Zone, ZoneKind

HERE = Place("a.jsonl", 3)


def read(record: object) -> Item:
    return read_line(json.dumps(record).encode(), HERE)


def document(record: object) -> ForeignDocument:
    item = read(record)
    assert isinstance(item, ForeignDocument)
    return item


def reason(record: object) -> str:
    item = read(record)
    assert isinstance(item, Fault)
    assert item.kind is FaultKind.DOCUMENT
    return item.reason


def span_fault(span: object) -> str:
    (fault,) = document({"text": "A minister spoke.", "spans": [span]}).faults
    assert fault.kind is FaultKind.SPAN
    return fault.reason


def relation_fault(relation: object) -> str:
    (fault,) = document({"text": "A minister spoke.", "relations": [relation]}).faults
    assert fault.kind is FaultKind.RELATION
    return fault.reason


def test_a_line_needs_only_text() -> None:
    read = document({"text": "A minister spoke."})

    assert read == ForeignDocument(HERE, "A minister spoke.", exact=False)


def test_a_full_line_is_read_whole() -> None:
    line = {
        "schema": "annotator/1",
        "document": "d1",
        "text": "A minister spoke.",
        "text_sha256": "AB",
        "meta": {"title": "T", "extra": [{"name": "desk", "value": "world"}]},
        "zones": [{"kind": "title", "start": 0, "end": 2}],
        "annotator": " first ",
        "role": "gold",
        "status": "skipped",
        "spans": [
            {
                "id": "s1",
                "layer": "quote",
                "label": "DIRECT",
                "start": 0,
                "end": 8,
                "text": "A minist",
                "fragments": [[5, 8], [0, 3]],
                "attributes": [{"name": "check", "value": "high", "ref": "r"}],
                "note": "n",
                "origin": "hand",
                "score": 0.5,
                "provenance": {
                    "status": "decided", "votes": 2, "of": 3, "class": "label", "by": "first",
                    "at": "2026-01-01T00:00:00.000Z", "reason": "x", "sources": ["s2"],
                },
            }
        ],
        "relations": [{"id": "r1", "label": "speaker", "from": "s1", "to": "s2", "to_document": None}],
        "tokens": [[0, 1]],
    }  # fmt: skip

    read = document(line)

    assert (read.document, read.sha256, read.annotator, read.role) == ("d1", "ab", "first", Role.GOLD)
    assert (read.status, read.exact, read.tokens) == (DocumentState.SKIPPED, True, ((0, 1),))
    assert read.metadata == Metadata(title="T", extra=(("desk", "world"),))
    assert read.zones == (Zone(0, 2, ZoneKind.TITLE),)
    (span,) = read.spans
    assert span.fragments == ((0, 3), (5, 8))
    assert span.attributes == (Attribute("check", "high", "r"),)
    assert span.provenance == Provenance("decided", 2, 3, "label", "first", "2026-01-01T00:00:00.000Z", "x", ("s2",))
    assert (read.relations[0].label, read.relations[0].to_document) == ("speaker", "")


def test_facts_of_the_raw_file_come_back_out_of_extra() -> None:
    extra = [("encoding", "x"), ("encoding", "cp1251"), ("raw_sha256", "ff")]

    read = document({"text": "a", "meta": {"extra": [{"name": name, "value": value} for name, value in extra]}})

    assert read.metadata == Metadata(encoding="cp1251", raw_sha256="ff", extra=(("encoding", "x"),))


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ([], "no object"),
        ({}, "no “text”"),
        ({"text": 5}, "no “text”"),
        ({"text": "a", "schema": "annotator/2"}, "annotator/2"),
        ({"text": "a", "meta": []}, "“meta” is no object"),
        ({"text": "a", "meta": {"title": 1}}, "“title” is no text"),
        ({"text": "a", "role": "boss"}, "'boss'"),
        ({"text": "a", "status": "half"}, "'half'"),
        ({"text": "a", "spans": {}}, "“spans” is no list"),
        ({"text": "a", "tokens": [[0]]}, "“tokens”"),
        ({"text": "a", "tokens": [[0, True]]}, "“tokens”"),
        ({"text": "a", "zones": [{"start": 3, "end": 3}]}, "zone"),
        ({"text": "a", "zones": [{"start": 0, "end": 1, "kind": "advert"}]}, "'advert'"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(record: object, words: str) -> None:
    assert words in reason(record)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{"text": "a"', "not JSON"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": "a", "x": NaN}', "NaN"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": "a", "x": ' + b"9" * 5_000 + b"}", "not JSON"),
    ],
)
def test_a_broken_line_is_a_fault_and_never_an_exception(raw: bytes, words: str) -> None:
    item = read_line(raw, HERE)

    assert isinstance(item, Fault)
    assert words in item.reason
    assert item.place == HERE


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (7, "no object"),
        ({"start": 0, "end": 1}, "no “label”"),
        ({"label": "X", "end": 1}, "“start”"),
        ({"label": "X", "start": 0.5, "end": 1}, "“start”"),
        ({"label": "X", "start": 0, "end": 2**60}, "“end”"),
        ({"label": "X", "start": 4, "end": 2}, "ends at 2"),
        ({"label": "X", "start": -1, "end": 2}, "before the text"),
        ({"label": "X", "start": 0, "end": 9, "fragments": [[0, 3], [5, 8]]}, "say (0, 9)"),
        ({"label": "X", "fragments": [[3, 3]]}, "ends at 3"),
        ({"label": "X", "start": 0, "end": 1, "score": "high"}, "“score”"),
        ({"label": "X", "start": 0, "end": 1, "attributes": [{"value": "v"}]}, "no “name”"),
        ({"label": "X", "start": 0, "end": 1, "provenance": {"votes": 1, "of": 1, "sources": [1]}}, "“sources”"),
    ],
)
def test_a_faulty_span_is_told_and_the_rest_of_its_line_is_taken(span: object, words: str) -> None:
    assert words in span_fault(span)


def test_the_fault_of_a_span_names_its_id() -> None:
    (fault,) = document({"text": "a", "document": "d", "spans": [{"id": "s9", "label": "X"}]}).faults

    assert (fault.document, fault.id) == ("d", "s9")


@pytest.mark.parametrize("missing", ["label", "from", "to"])
def test_a_relation_needs_label_and_both_ends(missing: str) -> None:
    relation = {"label": "speaker", "from": "a", "to": "b"}
    del relation[missing]

    assert f"no “{missing}”" in relation_fault(relation)


def test_lone_surrogates_are_replaced_everywhere_but_in_the_text_which_is_hashed_as_written() -> None:
    read = document(
        {"text": "a\ud800", "meta": {"title": "\udc00b"}, "spans": [{"label": "\ud800", "start": 0, "end": 1}]}
    )

    assert read.text == "a\ud800"
    assert read.metadata is not None
    assert read.metadata.title == "\ufffdb"
    assert read.spans[0].label == "\ufffd"


def test_lines_end_at_line_feeds_only_and_blank_ones_count_but_bring_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('\ufeff{"text":"a\u2028b"}\r\n\n  \n{"text":"c"}'.encode())

    items = list(read_jsonl(path))

    assert [(item.place.line, item.text) for item in items if isinstance(item, ForeignDocument)] == [
        (1, "a\u2028b"),
        (4, "c"),
    ]


def test_a_line_above_50_mb_is_a_fault_and_the_next_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"' + b"a" * (2 * LARGEST_ARTICLE_BYTES) + b'"}\n{"text":"b"}\n')

    first, second = read_jsonl(path)

    assert isinstance(first, Fault)
    assert "50 MB" in first.reason
    assert isinstance(second, ForeignDocument)
    assert second.place.line == 2


def test_a_file_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        list(read_jsonl(tmp_path))
