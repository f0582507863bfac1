"""Writes lines as Web Annotations: a text per article, an annotation per span and per relation."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from annotator.formats.base import Line
from annotator.formats.flat_metadata import flat_metadata
from annotator.formats.json_files import json_bytes
from annotator.model.annotation import Attribute, Fragment, Relation, Span
from annotator.model.document import Document, Role

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
DOCUMENT = "urn:annotator:document:"
SPAN = "urn:annotator:span:"
RELATION = "urn:annotator:relation:"
# What the vocabulary of the W3C has no words for.
OWN_WORDS = {
    word: f"urn:annotator:word:{word}" for word in ("ref", "origin", "score", "role", "about")
} | {"about": {"@id": "urn:annotator:word:about", "@type": "@json"}}  # fmt: skip
_AROUND = 32

_Node = dict[str, object]


def graph_json(lines: Iterable[Line]) -> Iterator[bytes]:
    """Write one JSON-LD object whose graph has a node per line of the file."""
    yield b'{"@context":' + json_bytes([CONTEXT, OWN_WORDS]) + b',"@graph":['
    between = b"\n"
    for node in _nodes(lines):
        yield between + json_bytes(node)
        between = b",\n"
    yield b"\n]}\n"


def _nodes(lines: Iterable[Line]) -> Iterator[_Node]:
    before = ""
    for line in lines:
        if line.document.id != before:
            before = line.document.id
            yield _text(line.document)
        if line.annotator:
            yield _state(line)
            yield from (_span(span, line) for span in line.spans)
            yield from (_relation(link, line) for link in line.relations)


def _text(document: Document) -> _Node:
    return {
        "id": DOCUMENT + document.id,
        "type": "Text",
        "format": "text/plain",
        "value": document.text,
        "about": flat_metadata(document.metadata),
    }


def _creator(line: Line) -> _Node:
    kind = "Software" if line.role is Role.SUGGESTER else "Person"
    made: _Node = {"type": kind, "name": line.annotator}
    return made if line.role in (Role.ANNOTATOR, Role.LEAD) else made | {"role": line.role.value}


def _body(value: str, purpose: str) -> _Node:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _state(line: Line) -> _Node:
    return {
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _creator(line),
        "body": _body(line.status.value, "assessing"),
        "target": DOCUMENT + line.document.id,
    }


def _span(span: Span, line: Line) -> _Node:
    bodies = [_body(span.label, "tagging"), _body(span.layer, "classifying"), *_facts(span.attributes, span.note)]
    targets = [_target(line.document, fragment) for fragment in span.fragments]
    made: _Node = {
        "id": SPAN + quote(span.id, safe=""),
        "type": "Annotation",
        "motivation": "tagging",
        "creator": _creator(line),
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }
    return made | _origin(span)


def _origin(record: Span | Relation) -> _Node:
    made: _Node = {"origin": record.origin}
    return made if record.score is None else made | {"score": record.score}


def _facts(attributes: Iterable[Attribute], note: str) -> Iterator[_Node]:
    for one in attributes:
        yield _body(one.value, "describing") | {"label": one.name} | ({"ref": one.ref} if one.ref else {})
    if note:
        yield _body(note, "commenting")


def _target(document: Document, fragment: Fragment) -> _Node:
    start, end = fragment
    text = document.text
    return {
        "source": DOCUMENT + document.id,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _relation(link: Relation, line: Line) -> _Node:
    made: _Node = {
        "id": RELATION + quote(link.id, safe=""),
        "type": "Annotation",
        "motivation": "linking",
        "creator": _creator(line),
        "body": [_body(link.label, "tagging"), *_facts(link.attributes, link.note)],
        "target": [SPAN + quote(end, safe="") for end in (link.from_span, link.to_span)],
    }
    return made | _origin(link)
