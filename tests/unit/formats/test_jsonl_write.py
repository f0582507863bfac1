"""Writing `annotator/1`: the exact bytes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.formats.base import Counts, ForeignDocument, Line, Place
from annotator.formats.features import FEATURES
from annotator.formats.jsonl import JsonlFormat
from annotator.formats.jsonl_read import read_line
from annotator.formats.jsonl_verify import verify_jsonl
from annotator.formats.jsonl_write import write_line
from annotator.model.annotation import Attribute, Provenance, Relation, Span
from annotator.model.document import Document, DocumentState, Metadata, Role, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId

DOCUMENT = replace(
    Document.of(
        "Now 😀\u2028said \u0085 she",
        Metadata(title="T\u2029", encoding="utf-8", raw_sha256="ab", extra=(("desk", "world"),)),
        (Zone(4, 5, ZoneKind.OTHER), Zone(0, 3, ZoneKind.TITLE)),
    ),
    id=DocumentId("d1"),
    tokens=((0, 3),),
)
SPAN = Span(
    id=SpanId("s1"),
    document=DOCUMENT.id,
    layer="quote",
    label="DIRECT",
    annotator=AnnotatorId("a"),
    fragments=((0, 3), (4, 5)),
    text="Now 😀",
    attributes=(Attribute("check", "high"),),
    provenance=Provenance("decided", 1, 2, "label", "first", "2026-01-01T00:00:00.000Z", "", ("s2",)),
)
LINK = Relation(RelationId("r1"), "speaker", SPAN.id, SPAN.id, SPAN.annotator)
LINE = Line(DOCUMENT, "first", Role.GOLD, DocumentState.DONE, (SPAN,), (LINK,), ("d1",))


def test_a_line_has_exactly_these_bytes() -> None:
    golden = Path(__file__).parents[2] / "golden" / "jsonl" / "line.jsonl"

    assert write_line(LINE) == golden.read_bytes()


def test_characters_that_some_readers_take_for_line_ends_are_escaped() -> None:
    written = write_line(LINE).decode()

    assert len(written.splitlines()) == 1
    assert "\\u2028" in written
    assert "😀" in written
    assert json.loads(written)["text"] == DOCUMENT.text


def test_a_lead_is_written_as_an_annotator() -> None:
    assert json.loads(write_line(replace(LINE, role=Role.LEAD)))["role"] == "annotator"


def test_the_features_file_describes_every_key_in_order() -> None:
    line = json.loads(write_line(LINE))
    span = FEATURES["spans"][0]  # type: ignore[index]  # a nested description

    assert list(FEATURES) == list(line)
    assert list(span) == list(line["spans"][0])
    assert list(span["provenance"]) == list(line["spans"][0]["provenance"])


def written(tmp_path: Path, **changes: object) -> Path:
    record = json.loads(write_line(LINE)) | changes
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def test_reading_back_counts_what_is_there(tmp_path: Path) -> None:
    assert verify_jsonl(written(tmp_path)) == Counts(documents=1, lines=1, spans=1, relations=1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text_sha256": "00"}, "line 1: the text has another sha256"),
        ({"spans": [{"id": "s1", "start": 0, "end": 2, "text": "No!", "fragments": [[0, 2]]}]}, "span s1"),
        ({"spans": [{"id": "s1", "start": 0, "end": 3, "text": "Now", "fragments": [[0, 2]]}]}, "fragments"),
        ({"spans": []}, "1 ends"),
        ({"document": []}, "line 1"),
    ],
)
def test_reading_back_notices_what_is_wrong(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        verify_jsonl(written(tmp_path, **changes))


def test_a_written_line_is_read_as_it_was() -> None:
    (raw,) = JsonlFormat().write([LINE])

    item = read_line(raw, Place("a.jsonl", 1))

    assert isinstance(item, ForeignDocument)
    assert item.metadata == DOCUMENT.metadata
    assert item.zones == tuple(sorted(DOCUMENT.zones))
    assert (item.spans[0].fragments, item.spans[0].provenance) == (SPAN.fragments, SPAN.provenance)
