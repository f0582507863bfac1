"""Writes lines as tasks of Label Studio: offsets in code points, a region per span, attributes beside it."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

from annotator.errors import UserError
from annotator.formats.base import Line
from annotator.formats.flat_metadata import flat_metadata
from annotator.formats.json_files import json_bytes
from annotator.formats.label_studio_config import TEXT, control_name
from annotator.formats.label_studio_read import RESERVED
from annotator.model.annotation import Attribute, Relation, Span
from annotator.model.document import DocumentState, Role

_Result = dict[str, object]


class People(StrEnum):
    """How annotators are named."""

    EMAIL = "email"
    NONE = "none"

    @classmethod
    def named(cls, value: str) -> "People":
        """Take what was chosen; raises UserError."""
        try:
            return cls(value)
        except ValueError:
            raise UserError(f"Annotators cannot be named by {value!r}: choose email or none.") from None


def tasks_json(lines: Iterable[Line], people: People, enums: frozenset[str]) -> Iterator[bytes]:
    """Write a JSON array, one task per line of it; `enums` are the attributes with a fixed set of values."""
    writer = _Writer(people, enums)
    before = b"[\n"
    for number, (_, group) in enumerate(groupby(lines, key=lambda line: line.document.id), start=1):
        yield before + json_bytes(writer.task(number, list(group)))
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


class _Writer:
    """Makes tasks; annotators are numbered as they are met."""

    def __init__(self, people: People, enums: frozenset[str]) -> None:
        self._people, self._enums = people, enums
        self._ids: dict[str, int] = {}

    def task(self, number: int, lines: list[Line]) -> _Result:
        """Make the task of one document."""
        document = lines[0].document
        annotations: list[_Result] = []
        predictions: list[_Result] = []
        for line in lines:
            if line.role is Role.SUGGESTER:
                predictions.append({"model_version": line.annotator, "result": list(self._results(line))})
            elif line.annotator:
                annotations.append(self._annotation(line))
        data = {TEXT: document.text, **flat_metadata(document.metadata, RESERVED)}
        return {"id": number, "data": data, "annotations": annotations, "predictions": predictions}

    def _annotation(self, line: Line) -> _Result:
        made: _Result = {
            "was_cancelled": line.status is DocumentState.SKIPPED,
            "ground_truth": line.role is Role.GOLD,
            "result": list(self._results(line)),
        }
        if self._people is People.NONE:
            return made
        known = self._ids.setdefault(line.annotator, len(self._ids) + 1)
        return {"completed_by": {"id": known, "email": line.annotator}, **made}

    def _results(self, line: Line) -> Iterator[_Result]:
        layers = frozenset(span.layer for span in line.spans)
        for span in line.spans:
            yield _region(span)
            for attribute in span.attributes:
                kind = "choices" if attribute.name in self._enums else "textarea"
                yield _attribute(span, attribute, kind, control_name(attribute.name, layers))
        yield from map(_relation, line.relations)


def _region(span: Span) -> _Result:
    bounds: _Result = {"start": span.start, "end": span.end, "text": span.text, "labels": [span.label]}
    meta: _Result = {"text": [span.note]} if span.note else {}
    if len(span.fragments) > 1:
        meta["fragments"] = span.fragments
    if span.origin != "hand":
        meta["origin"] = span.origin
    made: _Result = {
        "id": span.id, "from_name": span.layer, "to_name": TEXT, "type": "labels", "origin": "manual", "value": bounds,
    }  # fmt: skip
    return made | ({"meta": meta} if meta else {}) | ({} if span.score is None else {"score": span.score})


def _attribute(span: Span, attribute: Attribute, kind: str, control: str) -> _Result:
    made: _Result = {
        "id": span.id,
        "from_name": control,
        "to_name": TEXT,
        "type": kind,
        "value": {
            "start": span.start,
            "end": span.end,
            "text" if kind == "textarea" else kind: [attribute.value],
        },
    }
    return made | ({"meta": {"ref": attribute.ref}} if attribute.ref else {})


def _relation(link: Relation) -> _Result:
    return {
        "type": "relation",
        "from_id": link.from_span,
        "to_id": link.to_span,
        "direction": "right",
        "labels": [link.label],
    }
