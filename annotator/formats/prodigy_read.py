"""Reads Prodigy's rows: accepted spans only, the rows of one text and annotator put together."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan, Item, Place
from annotator.formats.flat_metadata import metadata_of
from annotator.formats.foreign_json import checked_bounds, with_records
from annotator.formats.json_files import json_lines
from annotator.formats.jsonl_fields import BadField, JsonObject, list_field, number_field, object_of, text_field
from annotator.formats.jsonl_fields import whole_field as whole
from annotator.model.annotation import Fragment
from annotator.model.document import DocumentState, Metadata

_TAKEN = ("", "accept")
_STATES = {"accept": DocumentState.DONE, "reject": DocumentState.DONE, "ignore": DocumentState.SKIPPED}


def read_rows(path: Path, name: str) -> Iterator[Item]:
    """Yield one item for each text and annotator, in the order in which they are first met.

    A rejected row is an answer without spans: what was rejected is no label. A text that was
    only ignored is skipped.
    """
    found: dict[tuple[str, str], ForeignDocument] = {}
    for entry in json_lines(path):
        if isinstance(entry, Fault):
            yield entry
            continue
        try:
            row = _document(entry[1], entry[0], name)
        except BadField as error:
            yield Fault(FaultKind.DOCUMENT, entry[0], str(error))
            continue
        key = (row.text, row.annotator)
        found[key] = _joined(found[key], row) if key in found else row
    yield from found.values()


def _document(row: JsonObject, place: Place, name: str) -> ForeignDocument:
    if not isinstance(row.get("text"), str):
        raise BadField("it has no “text”")
    answer = text_field(row, "answer")
    if answer not in ("", *_STATES):
        raise BadField(f"“answer” is {answer!r}, not accept, reject or ignore")
    annotator = text_field(row, "_annotator_id") or text_field(row, "_session_id")
    spans = [one for one in list_field(row, "spans") if _is_taken(one)] if answer in _TAKEN else []
    numbered = [
        {**(given := object_of(one, "a span")), "id": str(number), "own": given.get("id")}
        for number, one in enumerate(spans)
    ]
    untouched = not answer and not annotator and not spans
    meta = row.get("meta")
    base = ForeignDocument(
        place,
        text_field(row, "text"),
        metadata=metadata_of(meta) if isinstance(meta, dict) else Metadata(source_file=name),
        annotator=annotator,
        status=DocumentState.TODO if untouched else _STATES.get(answer),
        exact=False,
        local_ids=True,
    )
    links = list_field(row, "relations") if answer in _TAKEN else []
    ends = _Ends(numbered)
    return with_records(base, numbered, links, span_of=_span, relation_of=ends.relation)


def _is_taken(span: object) -> bool:
    return not isinstance(span, dict) or span.get("answer", "accept") == "accept"


def _span(record: JsonObject) -> ForeignSpan:
    label = text_field(record, "label")
    if not label:
        raise BadField("it has no “label”")
    return ForeignSpan(
        label,
        checked_bounds(whole(record, "start"), whole(record, "end")),
        None if record.get("text") is None else text_field(record, "text"),
        id=text_field(record, "id"),
        score=number_field(record, "score"),
    )


class _Ends:
    """Finds the spans that relations name by bounds, or by the last token."""

    def __init__(self, spans: list[dict[str, object]]) -> None:
        self._by_bounds = {_key(span): str(span["id"]) for span in reversed(spans)}
        self._by_own_id = {str(span["own"]): str(span["id"]) for span in reversed(spans) if span["own"] is not None}
        self._by_token = {span.get("token_end"): str(span["id"]) for span in reversed(spans)}

    def relation(self, record: JsonObject) -> ForeignRelation:
        """Make a relation from its head to its child."""
        label = text_field(record, "label")
        if not label:
            raise BadField("it has no “label”")
        return ForeignRelation(label, self._end(record, "head"), self._end(record, "child"))

    def _end(self, record: JsonObject, key: str) -> str:
        span = record.get(f"{key}_span")
        found = None
        if isinstance(span, dict):
            found = self._by_own_id.get(str(span.get("id"))) or self._by_bounds.get(_key(span))
        found = found or self._by_token.get(record.get(key) if isinstance(record.get(key), int) else None)
        if found is None:
            raise BadField(f"its {key} is no span")
        return found


def _key(span: Mapping[str, object]) -> tuple[str, str, str]:
    return (str(span.get("start")), str(span.get("end")), str(span.get("label")))


def _joined(first: ForeignDocument, second: ForeignDocument) -> ForeignDocument:
    """Add another row about the same text; what both say is taken once."""
    ids: dict[tuple[str, tuple[Fragment, ...]], str] = {(one.label, one.fragments): one.id for one in first.spans}
    renamed: dict[str, str] = {}
    spans = list(first.spans)
    for span in second.spans:
        known = ids.get((span.label, span.fragments))
        renamed[span.id] = known or f"{len(spans)}+"
        if known is None:
            spans.append(replace(span, id=renamed[span.id]))
    links = [
        replace(link, from_span=renamed[link.from_span], to_span=renamed[link.to_span]) for link in second.relations
    ]
    both = (first.status, second.status)
    return replace(
        first,
        spans=tuple(spans),
        relations=tuple(dict.fromkeys((*first.relations, *links))),
        status=DocumentState.DONE if DocumentState.DONE in both else first.status,
        faults=(*first.faults, *second.faults),
    )
