"""Between the values of the model and the rows of the project file, without SQL.

An image is a row as a mapping from column to value, without its hash; operations keep
images, so that undo, merging and history need no knowledge of the model.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from json.encoder import encode_basestring
from operator import itemgetter
from types import NoneType
from typing import Any

from annotator.model.annotation import Attribute, Fragment, Provenance, Relation, Span
from annotator.model.document import (
    Annotator,
    Document,
    DocumentState,
    Metadata,
    Role,
    Zone,
    ZoneKind,
    ZoneOrigin,
)
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId, derived_id
from annotator.model.operation import Change, Image, RecordKind, Value
from annotator.text.normalise import REPLACEMENT, UNSTORABLE

# Kept, because json.dumps with options builds an encoder per call: a fifth of an import's time.
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)

# How JSON writes the values that most columns hold; others go through the encoder.
_WRITERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    NoneType: lambda _: "null",
}

Row = Mapping[str, Any]  # what sqlite3 returns: untyped columns

_METADATA = ("title", "outlet", "author", "published", "published_raw", "url", "language")
_FILE = ("source_file", "encoding", "raw_sha256")


def change(kind: RecordKind, before: Image | None, after: Image | None) -> Change:
    """Make a change; the images carry the record's id."""
    image = after if after is not None else before
    if image is None:
        raise ValueError(f"a change of a {kind} needs an image")
    return Change(kind, str(image["id"]), before, after)


def row_hash(image: Image) -> str:
    """Hash a row's content: SHA-256 over its sorted JSON."""
    return text_hash(dump(dict(image), sort=True))


def text_hash(written: str) -> str:
    """Hash a row that is written as sorted JSON."""
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def dump_all(images: Sequence[Image]) -> list[str]:
    """Write images with the same columns as sorted JSON; twice as fast as one by one, for an import's 800,000."""
    form, values = _sorted_form(tuple(images[0]))
    return [form % tuple([_WRITERS.get(one.__class__, dump)(one) for one in values(image)]) for image in images]


@cache
def _sorted_form(columns: tuple[str, ...]) -> tuple[str, Callable[[Image], tuple[Value, ...]]]:
    names = sorted(columns)
    written = (encode_basestring(name).replace("%", "%%") for name in names)
    return "{" + ",".join(f"{name}:%s" for name in written) + "}", itemgetter(*names)


def dump(value: object, *, sort: bool = False) -> str:
    """Write compact JSON, the same bytes for the same value."""
    return (_SORTED if sort else _COMPACT).encode(value)


def name_key(name: str) -> str:
    """Fold an annotator's name (one line, NFC, case-folded) to what must be unique."""
    line = " ".join(UNSTORABLE.sub(REPLACEMENT, name).split())
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", line).casefold())


def document_image(document: Document) -> Image:
    """Make the row of a document; its zones are rows of their own."""
    known = document.metadata
    columns: dict[str, Value] = {name: getattr(known, name) for name in _METADATA + _FILE}
    return columns | {
        "id": document.id,
        "position": document.position,
        "text": document.text,
        "sha256": document.sha256,
        "extra": dump(known.extra),
        "tokens": dump(document.tokens),
    }


def metadata_of(row: Row) -> Metadata:
    """Read the metadata columns of a document's row."""
    columns = {name: row[name] for name in _METADATA + _FILE}
    return Metadata(**columns, extra=tuple((name, value) for name, value in json.loads(row["extra"])))


def document_of(row: Row, zones: tuple[Zone, ...]) -> Document:
    """Make the document of its row and zones."""
    tokens = tuple((start, end) for start, end in json.loads(row["tokens"]))
    return Document(DocumentId(row["id"]), row["text"], row["sha256"], metadata_of(row), zones, tokens, row["position"])


def zone_image(document: DocumentId, zone: Zone) -> Image:
    """Make the row of a zone; its id follows from its document, bounds and kind."""
    return {
        "id": derived_id(document, zone.start, zone.end, zone.kind.value),
        "document": document,
        "start": zone.start,
        "end": zone.end,
        "kind": zone.kind.value,
        "origin": zone.origin.value,
    }


def zone_of(row: Row) -> Zone:
    """Make the zone of its row."""
    return Zone(row["start"], row["end"], ZoneKind(row["kind"]), ZoneOrigin(row["origin"]))


def annotator_image(annotator: Annotator) -> Image:
    """Make the row of an annotator."""
    return {
        "id": annotator.id,
        "name": annotator.name,
        "name_key": name_key(annotator.name),
        "role": annotator.role.value,
    }


def annotator_of(row: Row) -> Annotator:
    """Make the annotator of its row."""
    return Annotator(AnnotatorId(row["id"]), row["name"], Role(row["role"]))


def state_image(document: DocumentId, annotator: AnnotatorId, state: DocumentState, *, flagged: bool = False) -> Image:
    """Make the row of one annotator's state of one document."""
    return {
        "id": derived_id("state", document, annotator),
        "document": document,
        "annotator": annotator,
        "state": state.value,
        "flagged": int(flagged),
    }


def span_image(span: Span) -> Image:
    """Make the row of a span."""
    return {
        "id": span.id,
        "document": span.document,
        "annotator": span.annotator,
        "layer": span.layer,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "fragments": _dump_fragments(span.fragments),
        "text": span.text,
        "attributes": dump_attributes(span.attributes),
        "note": span.note,
        "origin": span.origin,
        "score": None if span.score is None else float(span.score),
        "provenance": None if span.provenance is None else _dump_provenance(span.provenance),
    }


def span_of(row: Row) -> Span:
    """Make the span of its row."""
    return Span(
        SpanId(row["id"]),
        DocumentId(row["document"]),
        row["layer"],
        row["label"],
        AnnotatorId(row["annotator"]),
        fragments_of(row["fragments"]),
        row["text"],
        attributes_of(row["attributes"]),
        row["note"],
        row["origin"],
        row["score"],
        None if row["provenance"] is None else _provenance_of(row["provenance"]),
    )


def relation_image(relation: Relation) -> Image:
    """Make the row of a relation."""
    return {
        "id": relation.id,
        "label": relation.label,
        "from_span": relation.from_span,
        "to_span": relation.to_span,
        "annotator": relation.annotator,
        "attributes": dump_attributes(relation.attributes),
        "note": relation.note,
        "origin": relation.origin,
        "score": None if relation.score is None else float(relation.score),
    }


def relation_of(row: Row) -> Relation:
    """Make the relation of its row."""
    return Relation(
        RelationId(row["id"]),
        row["label"],
        SpanId(row["from_span"]),
        SpanId(row["to_span"]),
        AnnotatorId(row["annotator"]),
        attributes_of(row["attributes"]),
        row["note"],
        row["origin"],
        row["score"],
    )


def fragments_of(text: str) -> tuple[Fragment, ...]:
    """Read a fragments column; most spans have one, and need no decoder."""
    start, comma, end = text[2:-2].partition(",")
    if comma and start.isdecimal() and end.isdecimal() and text.startswith("[[") and text.endswith("]]"):
        return ((int(start), int(end)),)
    return tuple((start, end) for start, end in json.loads(text))


def _dump_fragments(fragments: tuple[Fragment, ...]) -> str:
    """Write a fragments column; most spans have one, and need no encoder."""
    if len(fragments) == 1:
        return f"[[{fragments[0][0]},{fragments[0][1]}]]"
    return dump(fragments)


def dump_attributes(attributes: tuple[Attribute, ...]) -> str:
    """Write an attributes column: [[name, value, ref], ...]."""
    return dump([[one.name, one.value, one.ref] for one in attributes]) if attributes else "[]"


def attributes_of(text: str) -> tuple[Attribute, ...]:
    """Read an attributes column."""
    return tuple(Attribute(*one) for one in json.loads(text)) if text != "[]" else ()


def _dump_provenance(provenance: Provenance) -> str:
    return dump(
        [
            provenance.status,
            provenance.votes,
            provenance.of,
            provenance.difference,
            provenance.by,
            provenance.at,
            provenance.reason,
            list(provenance.sources),
        ]
    )


def _provenance_of(text: str) -> Provenance:
    status, votes, of, difference, by, at, reason, sources = json.loads(text)
    return Provenance(status, votes, of, difference, by, at, reason, tuple(sources))
