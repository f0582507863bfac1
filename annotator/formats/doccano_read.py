"""Reads rows of doccano: entities with relations, label triples, or the annotations of old versions."""

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan, Item, Place
from annotator.formats.flat_metadata import metadata_of
from annotator.formats.foreign_json import checked_bounds, with_records
from annotator.formats.jsonl_fields import BadField, JsonObject, list_field, text_field, whole_field
from annotator.model.document import DocumentState
from annotator.text.offsets import OffsetMap

RESERVED = (
    "id", "text", "data", "label", "labels", "entities", "relations", "annotations", "Comments", "comments", "cats",
    "text_sha256", "annotator", "username", "meta",
)  # fmt: skip
_LABELS = ("entities", "label", "labels", "annotations")


def is_row(row: JsonObject) -> bool:
    """Tell whether an object is a row of doccano."""
    lists = [row[key] for key in _LABELS if isinstance(row.get(key), list)]
    return "schema" not in row and bool(lists) and "spans" not in row


def read_row(place: Place, row: JsonObject, *, name: str, annotator: str = "") -> Item:
    """Read one row; offsets count UTF-16 code units, as browsers do."""
    try:
        return _document(place, row, name, annotator)
    except BadField as error:
        return Fault(FaultKind.DOCUMENT, place, str(error), _identity(row.get("id")))


def _document(place: Place, row: JsonObject, name: str, annotator: str) -> ForeignDocument:
    key = "text" if "text" in row else "data"
    if not isinstance(row.get(key), str):
        raise BadField("it has no “text”")
    meta = row.get("meta")
    known = metadata_of({**row, **meta} if isinstance(meta, dict) else row, RESERVED)
    values = [value for label_key in _LABELS for value in list_field(row, label_key)]
    spans = [_as_object(value, number) for number, value in enumerate(values)]
    base = ForeignDocument(
        place,
        text_field(row, key),
        sha256=text_field(row, "text_sha256"),
        metadata=known,
        annotator=annotator or text_field(row, "username"),
        local_ids=True,
    )
    if not annotator and not spans and name == "all.jsonl":
        base = ForeignDocument(base.place, base.text, sha256=base.sha256, metadata=known, status=DocumentState.TODO)
    offsets = OffsetMap(base.text)
    return with_records(
        base, spans, list_field(row, "relations"), span_of=lambda one: _span(one, offsets), relation_of=_relation
    )


def _as_object(value: object, number: int) -> object:
    """Turn a triple into the object that newer versions write."""
    if isinstance(value, list) and len(value) == 3:
        return {"id": f"n{number}", "start_offset": value[0], "end_offset": value[1], "label": value[2]}
    return {"id": f"n{number}", **value} if isinstance(value, dict) else value


def _span(record: JsonObject, offsets: OffsetMap) -> ForeignSpan:
    label = record.get("label")
    if isinstance(label, bool) or not isinstance(label, str | int) or label == "":
        raise BadField("it has no “label”")
    start, end = (whole_field(record, key) for key in ("start_offset", "end_offset"))
    checked_bounds(start, end)
    try:
        fragments = ((offsets.to_code_point(start), offsets.to_code_point(end)),)
    except ValueError:
        raise BadField(f"{start}-{end} lies outside a text of {offsets.length_utf16} UTF-16 units") from None
    return ForeignSpan(str(label), fragments, id=_identity(record.get("id")))


def _relation(record: JsonObject) -> ForeignRelation:
    label, start, end = text_field(record, "type"), _identity(record.get("from_id")), _identity(record.get("to_id"))
    if not (label and start and end):
        raise BadField("it needs “type”, “from_id” and “to_id”")
    return ForeignRelation(label, start, end)


def _identity(value: object) -> str:
    return str(value) if isinstance(value, str | int) else ""
