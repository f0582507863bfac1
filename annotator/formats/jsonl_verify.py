"""Reads a written `annotator/1` file back with nothing of the writer's: json, slices and counts."""

import hashlib
import json
from pathlib import Path

from annotator.formats.base import Counts


def verify_jsonl(path: Path) -> Counts:
    """Count what a file holds; raises ValueError, naming the line, where text or ends of links are wrong."""
    documents: set[str] = set()
    span_ids: set[str] = set()
    ends: list[str] = []
    lines = 0
    with path.open("rb") as file:
        for lines, raw in enumerate(file, start=1):
            try:
                record = json.loads(raw)
                documents.add(record["document"])
                _check_texts(record)
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"line {lines}: {error}") from error
            span_ids.update(span["id"] for span in record["spans"])
            ends += (end for link in record["relations"] for end in (link["from"], link["to"]))
    missing = set(ends) - span_ids
    if missing:
        raise ValueError(f"{len(missing)} ends of relations are not in the file")
    return Counts(len(documents), lines, len(span_ids), len(ends) // 2)


def _check_texts(record: dict[str, object]) -> None:
    text = record["text"]
    assert isinstance(text, str)
    if hashlib.sha256(text.encode()).hexdigest() != record["text_sha256"]:
        raise ValueError("the text has another sha256")
    spans = record["spans"]
    assert isinstance(spans, list)
    for span in spans:
        if text[span["start"] : span["end"]] != span["text"]:
            raise ValueError(f"span {span['id']} has another text")
        if [span["start"], span["end"]] != [span["fragments"][0][0], span["fragments"][-1][1]]:
            raise ValueError(f"span {span['id']} has fragments outside its bounds")
