"""Writes lines as CAS JSON with a type system of our own inside, one file per article and annotator."""

import json
import re
from collections.abc import Iterable, Iterator

from annotator.formats.base import Line
from annotator.formats.flat_metadata import flat_metadata
from annotator.formats.safe_names import written_name
from annotator.model.annotation import Attribute, Span
from annotator.text.offsets import OffsetMap

WORK, SPAN, FRAGMENT, FACT = "annotator.Work", "annotator.Span", "annotator.Fragment", "annotator.Fact"
RELATION, ZONE = "annotator.Relation", "annotator.Zone"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
NOBODY = "INITIAL_CAS"
_VIEW = "_InitialView"
_TEXT, _NUMBER = "uima.cas.String", "uima.cas.Double"
_ANNOTATION, _TOP = "uima.tcas.Annotation", "uima.cas.TOP"
_SLUG = re.compile(r"[^0-9A-Za-z]+")
_TYPES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (FACT, _TOP, {"name": _TEXT, "value": _TEXT, "ref": _TEXT}),
    (WORK, _TOP, {"document": _TEXT, "annotator": _TEXT, "role": _TEXT, "status": _TEXT, "facts": f"{FACT}[]"}),
    (FRAGMENT, _ANNOTATION, {}),
    (
        SPAN,
        _ANNOTATION,
        {
            **dict.fromkeys(("id", "layer", "label", "note", "origin"), _TEXT),
            "score": _NUMBER,
            "facts": f"{FACT}[]",
            "fragments": f"{FRAGMENT}[]",
        },
    ),
    # The ends are named as INCEpTION names those of its relations.
    (RELATION, _ANNOTATION, {"id": _TEXT, "label": _TEXT, "Governor": SPAN, "Dependent": SPAN}),
    (ZONE, _ANNOTATION, {"kind": _TEXT}),
    (TOKEN, _ANNOTATION, {}),
)

_Structure = dict[str, object]


def cas_files(lines: Iterable[Line]) -> Iterator[tuple[str, bytes]]:
    """Yield a file per line, in the folders of INCEpTION's exports; articles are numbered in order."""
    numbers: dict[str, int] = {}
    for line in lines:
        number = numbers.setdefault(line.document.id, len(numbers) + 1)
        slug = _SLUG.sub("-", line.document.title[:60]).strip("-").lower()
        folder = f"annotation/{number:05}{'-' if slug else ''}{slug}.txt"
        yield f"{folder}/{written_name(line.annotator) or NOBODY}.json", _Cas(line).json()


class _Cas:
    """Numbers the feature structures of one line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._offsets = OffsetMap(line.document.text)
        self._structures: list[_Structure] = []
        self._members: list[int] = []

    def json(self) -> bytes:
        """Write the CAS."""
        line = self._line
        text = line.document.text
        sofa = {"sofaNum": 1, "sofaID": _VIEW, "mimeType": "text/plain", "sofaString": text}
        self._add("uima.cas.Sofa", sofa)
        language = line.document.metadata.language or "x-unspecified"
        self._annotate("uima.tcas.DocumentAnnotation", 0, len(text), {"language": language})
        self._work()
        for start, end in line.document.tokens:
            self._annotate(TOKEN, start, end, {})
        for zone in line.document.zones:
            self._annotate(ZONE, zone.start, zone.end, {"kind": zone.kind.value})
        ends = {span.id: (self._span(span), span) for span in line.spans}
        for link in line.relations:
            (one, _), (other, to) = ends[link.from_span], ends[link.to_span]
            said = {"id": link.id, "label": link.label, "@Governor": one, "@Dependent": other}
            self._annotate(RELATION, to.start, to.end, said)
        whole = {
            "%TYPES": {name: _type(name, above, features) for name, above, features in _TYPES},
            "%FEATURE_STRUCTURES": self._structures,
            "%VIEWS": {_VIEW: {"%SOFA": 1, "%MEMBERS": self._members}},
        }
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"

    def _work(self) -> None:
        line = self._line
        facts = [Attribute(name, value) for name, value in flat_metadata(line.document.metadata).items()]
        said = {"annotator": line.annotator, "role": line.role.value, "status": line.status.value}
        self._members.append(self._add(WORK, {"document": line.document.id, **said, **self._facts(facts)}))

    def _span(self, span: Span) -> int:
        words = {"id": span.id, "layer": span.layer, "label": span.label, "note": span.note, "origin": span.origin}
        score: _Structure = {} if span.score is None else {"score": span.score}
        pieces: _Structure = {}
        if len(span.fragments) > 1:
            made = [self._annotate(FRAGMENT, start, end, {}) for start, end in span.fragments]
            pieces = {"@fragments": self._add(f"{FRAGMENT}[]", {"%ELEMENTS": made})}
        said = {**words, **score, **self._facts(span.attributes), **pieces}
        return self._annotate(SPAN, span.start, span.end, said)

    def _facts(self, attributes: Iterable[Attribute]) -> _Structure:
        made = [self._add(FACT, {"name": one.name, "value": one.value, "ref": one.ref}) for one in attributes]
        return {"@facts": self._add(f"{FACT}[]", {"%ELEMENTS": made})} if made else {}

    def _annotate(self, kind: str, start: int, end: int, said: _Structure) -> int:
        bounds = {"begin": self._offsets.to_utf16(start), "end": self._offsets.to_utf16(end)}
        number = self._add(kind, {"@sofa": 1, **bounds, **said})
        self._members.append(number)
        return number

    def _add(self, kind: str, said: _Structure) -> int:
        number = len(self._structures) + 1
        self._structures.append({"%ID": number, "%TYPE": kind, **said})
        return number


def _type(name: str, above: str, features: dict[str, str]) -> _Structure:
    made = {feature: {"%NAME": feature, "%RANGE": kind} for feature, kind in features.items()}
    return {"%NAME": name, "%SUPER_TYPE": above, **made}
