"""Claims that Label Studio's own library accepts our tasks and converts them without losing a span."""

import json
from collections import Counter
from pathlib import Path

from annotator.formats.base import Line
from tests.readers.conftest import Asking, exported


def test_every_annotation_is_valid_and_every_span_is_converted(asking: Asking, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    _, lines = exported(samples, out, "label-studio")

    answer = asking("label-studio", out, Path(f"{out}.xml"))

    assert answer["valid"] == [True] * 10
    assert converted(answer["converted"]) == expected(lines)


def test_a_wrong_label_would_be_found(asking: Asking, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    exported(samples, out, "label-studio")
    tasks = json.loads(out.read_text(encoding="utf-8"))
    value = tasks[0]["annotations"][0]["result"][0]["value"]
    value["labels"] = ["NOBODY'S"]
    out.write_text(json.dumps(tasks), encoding="utf-8")

    assert asking("label-studio", out, Path(f"{out}.xml"))["valid"] == [False] + [True] * 9


def converted(rows: list[dict[str, object]]) -> Counter[object]:
    """What the converter kept: a row per annotation, a list per layer."""
    return Counter(
        (row["text"], region["labels"][0], region["start"], region["end"], region["text"])
        for row in rows
        for regions in row.values()
        if isinstance(regions, list)
        for region in regions
        if isinstance(region, dict) and "labels" in region
    )


def expected(lines: list[Line]) -> Counter[object]:
    return Counter(
        (line.document.text, span.label, span.start, span.end, span.text) for line in lines for span in line.spans
    )
