"""Writes lines of `annotator/1`: fixed key order, compact, the same bytes for the same line."""

import json

from annotator.formats.base import Line
from annotator.model.annotation import Provenance, Relation, Span
from annotator.model.document import Document, Metadata, Role

SCHEMA = "annotator/1"
# Some readers take these for the end of a line; they can only stand inside JSON strings.
_ESCAPED = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\u0085": "\\u0085"}


def write_line(line: Line) -> bytes:
    """Write one annotator's work on one document, with its line end."""
    written = json.dumps(record_of(line), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPED.items():
        written = written.replace(character, escape)
    return written.encode() + b"\n"


def record_of(line: Line) -> dict[str, object]:
    """Make the record of one annotator's work on one document, its keys in order."""
    document = line.document
    return {
        "schema": SCHEMA,
        "document": document.id,
        "text": document.text,
        "text_sha256": document.sha256,
        "meta": _metadata(document.metadata),
        "zones": _zones(document),
        "annotator": line.annotator,
        "role": (Role.ANNOTATOR if line.role is Role.LEAD else line.role).value,
        "status": line.status.value,
        "spans": [_span(span) for span in line.spans],
        "relations": [
            _relation(relation, target) for relation, target in zip(line.relations, line.to_documents, strict=True)
        ],
        "tokens": document.tokens,
    }


def _metadata(known: Metadata) -> dict[str, object]:
    extra = [*known.extra]
    # Facts of the raw file travel last under fixed names, so that a reader can tell them apart.
    extra += [("encoding", known.encoding)] if known.encoding else []
    extra += [("raw_sha256", known.raw_sha256)] if known.raw_sha256 else []
    return {
        "title": known.title,
        "outlet": known.outlet,
        "author": known.author,
        "published": known.published,
        "published_raw": known.published_raw,
        "url": known.url,
        "language": known.language,
        "source_file": known.source_file,
        "extra": [{"name": name, "value": value} for name, value in extra],
    }


def _zones(document: Document) -> list[dict[str, object]]:
    ordered = sorted(document.zones, key=lambda zone: (zone.start, zone.end, zone.kind))
    return [{"kind": zone.kind.value, "start": zone.start, "end": zone.end} for zone in ordered]


def _span(span: Span) -> dict[str, object]:
    return {
        "id": span.id,
        "layer": span.layer,
        "label": span.label,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "fragments": span.fragments,
        "attributes": [{"name": one.name, "value": one.value, "ref": one.ref} for one in span.attributes],
        "note": span.note,
        "origin": span.origin,
        "score": span.score,
        "provenance": None if span.provenance is None else _provenance(span.provenance),
    }


def _provenance(provenance: Provenance) -> dict[str, object]:
    return {
        "status": provenance.status,
        "votes": provenance.votes,
        "of": provenance.of,
        "class": provenance.difference,
        "by": provenance.by,
        "at": provenance.at,
        "reason": provenance.reason,
        "sources": provenance.sources,
    }


def _relation(relation: Relation, to_document: str) -> dict[str, object]:
    return {
        "id": relation.id,
        "label": relation.label,
        "from": relation.from_span,
        "to": relation.to_span,
        "to_document": to_document,
    }
