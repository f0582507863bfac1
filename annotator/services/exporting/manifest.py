"""Writes what stands beside an export: what it holds, of which scheme, and its hash."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from annotator import __version__
from annotator.formats.base import Counts

NOTES = (
    "Offsets are Unicode code points, half-open.",
    "Load with the features file beside it: without it the Hugging Face library guesses types from the first 10 MB.",
    "Attribute values that look like dates are safe only in Parquet: JSON loaders may make timestamps of them.",
)


@dataclass(frozen=True, slots=True)
class Lost:
    """Things of one kind that did not travel."""

    kind: str
    ids: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Give the keys that scripts rely on."""
        return {"kind": self.kind, "n": len(self.ids), "ids": list(self.ids)}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is told about one exported file; `labels` count spans per (annotator, layer, label)."""

    schema: str
    file: str
    sha256: str
    scheme_revision: int
    counts: Counts
    labels: Counter[tuple[str, str, str]]
    filters: dict[str, object]
    options: dict[str, str]
    unresolved: int
    lost: tuple[Lost, ...]

    def to_bytes(self) -> bytes:
        """Write it as JSON; only `exported_at` differs between equal exports."""
        record = {
            "schema": self.schema,
            "file": self.file,
            "sha256": self.sha256,
            "program": {"name": "annotator", "version": __version__},
            "scheme": {"revision": self.scheme_revision},
            "documents": self.counts.documents,
            "lines": self.counts.lines,
            "spans": self.counts.spans,
            "relations": self.counts.relations,
            "counts": _nested(self.labels),
            "filters": self.filters,
            "options": self.options,
            "unresolved": self.unresolved,
            "lost": [one.as_json() for one in self.lost],
            "exported_at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "notes": list(NOTES),
        }
        return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"


def _nested(labels: Counter[tuple[str, str, str]]) -> dict[str, dict[str, dict[str, int]]]:
    nested: dict[str, dict[str, dict[str, int]]] = {}
    for (annotator, layer, label), count in sorted(labels.items()):
        nested.setdefault(annotator, {}).setdefault(layer, {})[label] = count
    return nested
