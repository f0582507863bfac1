"""Turns the bodies and selectors of one Web Annotation into a span on a text."""

from dataclasses import dataclass

from annotator.formats.base import ForeignSpan
from annotator.formats.foreign_json import checked_bounds
from annotator.formats.jsonl_fields import BadField, JsonObject, number_field, object_of, text_field, whole_field
from annotator.formats.placing import place_all
from annotator.model.annotation import Attribute, Fragment

UNTAGGED = "annotation"


@dataclass(frozen=True, slots=True)
class Said:
    """What the bodies of an annotation say."""

    label: str
    layer: str
    attributes: tuple[Attribute, ...]
    note: str


def source_of(node: JsonObject) -> str:
    """Name the text that an annotation is about; raises BadField."""
    sources = {_source(one) for one in _listed(node.get("target"))}
    if len(sources) != 1:
        raise BadField(f"its targets lie in {len(sources)} texts")
    return sources.pop()


def texts_of(node: JsonObject) -> Said:
    """Read the bodies: one that tags gives the label, others the layer, attributes and the note."""
    label, layer = "", ""
    attributes: list[Attribute] = []
    notes: list[str] = []
    motivation = text_field(node, "motivation") if isinstance(node.get("motivation"), str) else ""
    for body in _listed(node.get("body")) + _listed(node.get("bodyValue")):
        record = body if isinstance(body, dict) else {"value": body}
        value = text_field(record, "value") or text_field(record, "source") or text_field(record, "id")
        purpose = record.get("purpose", motivation)
        if purpose == "describing" and text_field(record, "label"):
            attributes.append(Attribute(text_field(record, "label"), value, text_field(record, "ref")))
        elif purpose == "classifying" and not layer:
            layer = value
        elif purpose in ("tagging", "identifying") and not label:
            label = value
        elif value:
            notes.append(value)
    return Said(label, layer, tuple(attributes), "\n".join(notes))


def span_of(node: JsonObject, text: str) -> ForeignSpan:
    """Make the span of an annotation; raises BadField when it selects nothing of the text."""
    said = texts_of(node)
    pieces = [_selected(object_of(one, "its target"), text) for one in _listed(node.get("target"))]
    fragments, quote = pieces[0] if len(pieces) == 1 else _joined(pieces, text)
    return ForeignSpan(
        said.label or UNTAGGED,
        fragments,
        quote,
        layer=said.layer,
        id=text_field(node, "id"),
        attributes=said.attributes,
        note=said.note,
        origin=text_field(node, "origin"),
        score=number_field(node, "score"),
    )


_Piece = tuple[tuple[Fragment, ...], str | None]


def _joined(pieces: list[_Piece], text: str) -> _Piece:
    """Join the pieces of an interrupted span, each of which stands at its own words."""
    placed = place_all([ForeignSpan("", fragments, quote) for fragments, quote in pieces], text)
    found: list[Fragment] = []
    for one in placed:
        if isinstance(one, str):
            raise BadField(f"of a piece of the span: {one}")
        found += one.fragments
    found.sort()
    return (tuple(found), text[found[0][0] : found[-1][1]])


def _selected(target: JsonObject, text: str) -> _Piece:
    """Take the position and the quote; without a position the quote is looked up with what stands around it."""
    by_type = {str(one.get("type")): one for one in _listed(target.get("selector")) if isinstance(one, dict)}
    quoted, position = by_type.get("TextQuoteSelector"), by_type.get("TextPositionSelector")
    exact = text_field(quoted, "exact") if quoted else ""
    if position is not None:
        bounds = checked_bounds(whole_field(position, "start"), whole_field(position, "end"))
        return (bounds, exact if quoted else None)
    if quoted is None or not exact:
        raise BadField("it selects no text by quote or position")
    before = text_field(quoted, "prefix")
    at = text.find(before + exact + text_field(quoted, "suffix"))
    if at < 0:
        raise BadField("its text is nowhere in the document")
    start = at + len(before)
    return (((start, start + len(exact)),), exact)


def _source(target: object) -> str:
    if isinstance(target, str):
        return target
    record = object_of(target, "its target")
    source = record.get("source")
    return text_field(source, "id") if isinstance(source, dict) else text_field(record, "source" if source else "id")


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
