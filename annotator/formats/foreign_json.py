"""Collects the spans and relations of a foreign JSON record, turning what is faulty into faults."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan
from annotator.formats.jsonl_fields import BadField, JsonObject, object_of

_Made = TypeVar("_Made", ForeignSpan, ForeignRelation)


def with_records(
    base: ForeignDocument,
    spans: Sequence[object],
    relations: Sequence[object] = (),
    *,
    span_of: Callable[[JsonObject], ForeignSpan],
    relation_of: Callable[[JsonObject], ForeignRelation] | None = None,
) -> ForeignDocument:
    """Put spans and relations on a document; those that cannot be made are told as faults."""
    faults: list[Fault] = []
    made = _made(spans, span_of, base, FaultKind.SPAN, faults)
    links = [] if relation_of is None else _made(relations, relation_of, base, FaultKind.RELATION, faults)
    return replace(
        base,
        spans=(*base.spans, *made),
        relations=(*base.relations, *links),
        faults=(*base.faults, *faults),
    )


def _made(
    values: Sequence[object],
    make: Callable[[JsonObject], _Made],
    base: ForeignDocument,
    kind: FaultKind,
    faults: list[Fault],
) -> list[_Made]:
    made: list[_Made] = []
    for value in values:
        try:
            made.append(make(object_of(value, f"the {kind.value}")))
        except BadField as error:
            faults.append(Fault(kind, base.place, str(error), base.document, _id_of(value)))
    return made


def checked_bounds(start: int, end: int) -> tuple[tuple[int, int]]:
    """Make the one fragment of a span; raises BadField when it is empty or reversed."""
    if start >= end:
        raise BadField(f"it ends at {end}, not after its start {start}")
    if start < 0:
        raise BadField(f"it starts at {start}, before the text")
    return ((start, end),)


def _id_of(value: object) -> str:
    found = value.get("id") if isinstance(value, dict) else None
    return str(found) if isinstance(found, str | int) else ""
