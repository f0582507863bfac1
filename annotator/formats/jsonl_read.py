"""Reads lines of `annotator/1`, and shorter ones: a line needs only `text`."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import (
    LARGEST_ARTICLE_BYTES,
    Fault,
    FaultKind,
    ForeignDocument,
    ForeignRelation,
    ForeignSpan,
    Item,
    Place,
)
from annotator.formats.jsonl_fields import (
    BadField,
    JsonObject,
    choice_field,
    list_field,
    number_field,
    object_of,
    pairs_field,
    text_field,
    whole_field,
)
from annotator.model.annotation import Attribute, Fragment, Provenance, merged
from annotator.model.document import DocumentState, Metadata, Role, Zone, ZoneKind

SCHEMA = "annotator/1"
_KNOWN_META = ("title", "outlet", "author", "published", "published_raw", "url", "language", "source_file")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def read_jsonl(path: Path) -> Iterator[Item]:
    """Read a file line by line, one item per line that is not blank; raises UserError for what is no file."""
    try:
        with path.open("rb") as file:
            number = 0
            while raw := file.readline(LARGEST_ARTICLE_BYTES + 1):
                number += 1
                place = Place(str(path), number)
                if len(raw) > LARGEST_ARTICLE_BYTES:
                    yield Fault(FaultKind.DOCUMENT, place, "the line is longer than 50 MB, too large for one article")
                    while raw and not raw.endswith(b"\n"):
                        raw = file.readline(LARGEST_ARTICLE_BYTES)
                    continue
                if number == 1:
                    raw = raw.removeprefix(b"\xef\xbb\xbf")
                if raw.strip():
                    yield read_line(raw, place)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error


def read_line(raw: bytes, place: Place) -> Item:
    """Read one line; what makes it unusable becomes a fault, a faulty span or relation is left out and told."""
    try:
        record = object_of(json.loads(raw.decode("utf-8"), parse_constant=_refuse), "the line")
        if b"\\u" in raw and b"\\ud" in raw.lower():
            record = {key: value if key == "text" else _clean(value) for key, value in record.items()}
        return read_record(record, place)
    except BadField as error:
        return Fault(FaultKind.DOCUMENT, place, str(error))
    except UnicodeDecodeError:
        return Fault(FaultKind.DOCUMENT, place, "the line is not UTF-8")
    except json.JSONDecodeError as error:
        return Fault(FaultKind.DOCUMENT, place, f"the line is not JSON ({error.msg} at column {error.colno})")
    except (ValueError, RecursionError):  # a number of 5,000 digits, a million brackets
        return Fault(FaultKind.DOCUMENT, place, "the line is not JSON that can be read")


def _refuse(constant: str) -> object:
    raise BadField(f"{constant} is no number in JSON")


def _clean(value: object) -> object:
    """Replace lone surrogates, which no project can hold."""
    if isinstance(value, str):
        return _SURROGATE.sub(_REPLACEMENT, value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def read_record(record: JsonObject, place: Place) -> ForeignDocument:
    """Read one record; raises BadField when it is unusable as a whole."""
    schema = text_field(record, "schema")
    if schema not in ("", SCHEMA):
        raise BadField(f"“schema” is {schema!r}; this program reads {SCHEMA}")
    if not isinstance(record.get("text"), str):
        raise BadField("it has no “text”")
    document = text_field(record, "document")
    read = ForeignDocument(
        place=place,
        text=text_field(record, "text"),
        document=document,
        sha256=text_field(record, "text_sha256").lower(),
        metadata=_metadata(record),
        zones=_zones(record),
        tokens=None if record.get("tokens") is None else pairs_field(record, "tokens"),
        annotator=text_field(record, "annotator").strip(),
        role=choice_field(record, "role", Role.ANNOTATOR),
        status=None if record.get("status") is None else choice_field(record, "status", DocumentState.TODO),
        exact=bool(schema),
    )
    return _with_annotations(read, record)


def _with_annotations(read: ForeignDocument, record: JsonObject) -> ForeignDocument:
    faults: list[Fault] = []
    spans: list[ForeignSpan] = []
    relations: list[ForeignRelation] = []
    for value in list_field(record, "spans"):
        try:
            spans.append(_span(object_of(value, "the span")))
        except BadField as error:
            faults.append(Fault(FaultKind.SPAN, read.place, str(error), read.document, _id_of(value)))
    for value in list_field(record, "relations"):
        try:
            relations.append(_relation(object_of(value, "the relation")))
        except BadField as error:
            faults.append(Fault(FaultKind.RELATION, read.place, str(error), read.document, _id_of(value)))
    return replace(read, spans=tuple(spans), relations=tuple(relations), faults=tuple(faults))


def _id_of(value: object) -> str:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _metadata(record: JsonObject) -> Metadata | None:
    if record.get("meta") is None:
        return None
    meta = object_of(record["meta"], "“meta”")
    known = {key: text_field(meta, key) for key in _KNOWN_META}
    extra = [_extra(object_of(value, "an entry of “extra”")) for value in list_field(meta, "extra")]
    raw_sha256 = extra.pop()[1] if extra and extra[-1][0] == "raw_sha256" and extra[-1][1] else ""
    encoding = extra.pop()[1] if extra and extra[-1][0] == "encoding" and extra[-1][1] else ""
    return Metadata(**known, encoding=encoding, raw_sha256=raw_sha256, extra=tuple(extra))


def _extra(record: JsonObject) -> tuple[str, str]:
    return (text_field(record, "name"), text_field(record, "value"))


def _zones(record: JsonObject) -> tuple[Zone, ...] | None:
    if record.get("zones") is None:
        return None
    return tuple(sorted({_zone(object_of(value, "a zone")) for value in list_field(record, "zones")}))


def _zone(record: JsonObject) -> Zone:
    start, end = whole_field(record, "start"), whole_field(record, "end")
    if not 0 <= start < end:
        raise BadField(f"a zone ends at {end}, not after its start {start}")
    return Zone(start, end, choice_field(record, "kind", ZoneKind.OTHER))


def _span(record: JsonObject) -> ForeignSpan:
    label = text_field(record, "label")
    if not label:
        raise BadField("it has no “label”")
    return ForeignSpan(
        label=label,
        fragments=_fragments(record),
        text=None if record.get("text") is None else text_field(record, "text"),
        layer=text_field(record, "layer"),
        id=text_field(record, "id"),
        attributes=_attributes(record),
        note=text_field(record, "note"),
        origin=text_field(record, "origin"),
        score=number_field(record, "score"),
        provenance=_provenance(record),
    )


def _fragments(record: JsonObject) -> tuple[Fragment, ...]:
    """Read a span's bounds: fragments that agree with start and end, or either alone."""
    pieces = pairs_field(record, "fragments")
    if not pieces:
        start, end = whole_field(record, "start"), whole_field(record, "end")
        _check_order(start, end)
        return ((start, end),)
    for start, end in pieces:
        _check_order(start, end)
    fragments = merged(pieces)
    bounds = (fragments[0][0], fragments[-1][1])
    given = tuple(whole_field(record, key) for key in ("start", "end") if record.get(key) is not None)
    if given and given != bounds:
        raise BadField(f"its fragments span {bounds[0]}-{bounds[1]}, its start and end say {given}")
    return fragments


def _check_order(start: int, end: int) -> None:
    if start >= end:
        raise BadField(f"it ends at {end}, not after its start {start}")
    if start < 0:
        raise BadField(f"it starts at {start}, before the text")


def _attributes(record: JsonObject) -> tuple[Attribute, ...]:
    entries = list_field(record, "attributes")
    return tuple(_attribute(object_of(value, "an attribute")) for value in entries) if entries else ()


def _attribute(record: JsonObject) -> Attribute:
    name = text_field(record, "name")
    if not name:
        raise BadField("an attribute has no “name”")
    return Attribute(name, text_field(record, "value"), text_field(record, "ref"))


def _provenance(record: JsonObject) -> Provenance | None:
    if record.get("provenance") is None:
        return None
    values = object_of(record["provenance"], "“provenance”")
    sources = list_field(values, "sources")
    if not all(isinstance(source, str) for source in sources):
        raise BadField("“sources” holds something else than span ids")
    return Provenance(
        status=text_field(values, "status"),
        votes=whole_field(values, "votes"),
        of=whole_field(values, "of"),
        difference=text_field(values, "class"),
        by=text_field(values, "by"),
        at=text_field(values, "at"),
        reason=text_field(values, "reason"),
        sources=tuple(str(source) for source in sources),
    )


def _relation(record: JsonObject) -> ForeignRelation:
    label, start, end = (text_field(record, key) for key in ("label", "from", "to"))
    for key, value in (("label", label), ("from", start), ("to", end)):
        if not value:
            raise BadField(f"it has no “{key}”")
    return ForeignRelation(label, start, end, text_field(record, "to_document"), text_field(record, "id"))
