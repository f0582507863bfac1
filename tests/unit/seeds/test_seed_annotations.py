"""Claims about what `first` and `second` marked in the sample articles, read without our own reader."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from annotator.errors import UserError
from annotator.formats.base import ForeignDocument
from annotator.formats.jsonl_read import read_jsonl
from annotator.resources import resource_path, seed_path
from annotator.services.scheme_file import default_scheme

# Any: the lines are read as any outsider would read them, without our classes.
Record = Mapping[str, Any]

LINE_KEYS = [
    "schema",
    "document",
    "text",
    "text_sha256",
    "meta",
    "zones",
    "annotator",
    "role",
    "status",
    "spans",
    "relations",
    "tokens",
]
META_KEYS = ["title", "outlet", "author", "published", "published_raw", "url", "language", "source_file", "extra"]
SPAN_KEYS = [
    "id",
    "layer",
    "label",
    "start",
    "end",
    "text",
    "fragments",
    "attributes",
    "note",
    "origin",
    "score",
    "provenance",
]


def spans_of(lines: tuple[Record, ...]) -> Iterator[tuple[Record, Record]]:
    return ((line, span) for line in lines for span in line["spans"])


def test_both_annotators_finished_all_five_articles(lines: tuple[Record, ...], articles: Mapping[str, str]) -> None:
    done = [(line["meta"]["source_file"], line["annotator"]) for line in lines if line["status"] == "done"]

    assert done == [(name, who) for name in articles for who in ("first", "second")]


def test_a_line_carries_its_article_to_the_letter(lines: tuple[Record, ...], articles: Mapping[str, str]) -> None:
    for line in lines:
        assert line["text"] == articles[line["meta"]["source_file"]]
        assert line["text_sha256"] == hashlib.sha256(line["text"].encode()).hexdigest()


def test_every_key_is_there_in_its_order(lines: tuple[Record, ...]) -> None:
    for line in lines:
        assert list(line) == LINE_KEYS
        assert list(line["meta"]) == META_KEYS
        assert all(list(span) == SPAN_KEYS for span in line["spans"])
        assert all(list(one) == ["id", "label", "from", "to", "to_document"] for one in line["relations"])
        assert all(list(zone) == ["kind", "start", "end"] for zone in line["zones"])


def test_every_span_has_its_text_at_its_offsets(lines: tuple[Record, ...]) -> None:
    wrong = [span for line, span in spans_of(lines) if line["text"][span["start"] : span["end"]] != span["text"]]

    assert not wrong


def test_fragments_lie_between_the_ends_of_their_span(lines: tuple[Record, ...]) -> None:
    for _, span in spans_of(lines):
        bounds = [bound for fragment in span["fragments"] for bound in fragment]
        assert bounds == sorted(set(bounds))
        assert (bounds[0], bounds[-1]) == (span["start"], span["end"])


def test_no_span_starts_or_ends_with_a_blank(lines: tuple[Record, ...]) -> None:
    assert not [span["text"] for _, span in spans_of(lines) if span["text"] != span["text"].strip()]


def test_every_label_stands_in_the_default_scheme(lines: tuple[Record, ...]) -> None:
    scheme = default_scheme()
    known = {(label.layer, label.name) for label in scheme.enabled_labels}

    assert {(span["layer"], span["label"]) for _, span in spans_of(lines)} == known
    assert {relation["label"] for line in lines for relation in line["relations"]} == {
        label.name for label in scheme.relation_labels
    }


def test_every_claim_says_how_much_it_wants_a_check(lines: tuple[Record, ...]) -> None:
    for _, span in spans_of(lines):
        values = [attribute["value"] for attribute in span["attributes"]]
        assert (len(values) == 1 and values[0] in ("high", "low")) == (span["label"] == "CLAIM")


def test_ids_are_unique_and_valid(lines: tuple[Record, ...]) -> None:
    ids = [record["id"] for line in lines for record in (*line["spans"], *line["relations"])]

    assert len(set(ids)) == len(ids)
    assert all(str(uuid.UUID(one)) == one for one in ids)


def test_relations_resolve_to_spans_of_the_same_annotator(lines: tuple[Record, ...]) -> None:
    homes = {span["id"]: (line["annotator"], line["document"]) for line, span in spans_of(lines)}

    for line in lines:
        for relation in line["relations"]:
            assert homes[relation["from"]] == (line["annotator"], line["document"])
            assert homes[relation["to"]] == (line["annotator"], relation["to_document"])


def test_relations_join_the_layers_that_their_label_allows(lines: tuple[Record, ...]) -> None:
    layers = {span["id"]: span["layer"] for _, span in spans_of(lines)}

    for relation in (relation for line in lines for relation in line["relations"]):
        label = default_scheme().relation_label(relation["label"])
        assert label is not None
        assert layers[relation["from"]] in label.from_layers
        assert layers[relation["to"]] in label.to_layers


def test_some_relations_lead_to_another_article(lines: tuple[Record, ...]) -> None:
    assert any(relation["to_document"] != line["document"] for line in lines for relation in line["relations"])


def test_every_attributed_quote_has_a_speaker_and_a_cue(lines: tuple[Record, ...]) -> None:
    for line in lines:
        labels = {(relation["from"], relation["label"]) for relation in line["relations"]}
        for span in line["spans"]:
            if span["label"] in ("DIRECT", "INDIRECT"):
                assert {(span["id"], "speaker"), (span["id"], "cue")} <= labels, span["text"]


def test_nothing_is_marked_inside_boilerplate(lines: tuple[Record, ...]) -> None:
    for line, span in spans_of(lines):
        for zone in line["zones"]:
            apart = span["end"] <= zone["start"] or zone["end"] <= span["start"]
            assert apart or zone["kind"] != "boilerplate", span["text"]


def test_spans_and_relations_stand_in_the_order_of_an_export(lines: tuple[Record, ...]) -> None:
    for line in lines:
        spans = [(one["start"], -one["end"], one["layer"], one["label"], one["id"]) for one in line["spans"]]
        relations = [(one["label"], one["from"], one["to"], one["id"]) for one in line["relations"]]
        assert spans == sorted(spans)
        assert relations == sorted(relations)


def test_our_own_reader_finds_no_fault(lines: tuple[Record, ...]) -> None:
    items = list(read_jsonl(seed_path("annotations.jsonl")))

    assert [type(item) for item in items] == [ForeignDocument] * len(lines)
    assert not [fault for item in items if isinstance(item, ForeignDocument) for fault in item.faults]


def test_the_sources_are_not_missing_from_this_copy() -> None:
    with pytest.raises(UserError, match=r"seeds/no-such\.txt is missing"):
        seed_path("no-such.txt")
    assert resource_path("default_scheme.json").is_file()


def test_the_annotations_file_ends_its_lines_in_one_way() -> None:
    content = seed_path("annotations.jsonl").read_bytes()

    assert content.endswith(b"}\n")
    assert b"\r" not in content
