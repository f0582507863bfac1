"""Claims that the `datasets` library reads what we write for it, row by row and span by span."""

import zipfile
from pathlib import Path

import pytest

from annotator.formats.base import Line
from tests.readers.conftest import Asking, exported

KEPT = ("id", "layer", "label", "start", "end", "text")


def said(rows: list[dict[str, object]]) -> list[object]:
    return [(row["annotator"], row["status"], row["text"], _sorted(row["spans"]), _links(row)) for row in rows]


def expected(lines: list[Line]) -> list[object]:
    return [
        (
            line.annotator,
            line.status.value,
            line.document.text,
            _sorted([{key: getattr(span, key) for key in KEPT} for span in line.spans]),
            sorted((one.label, one.from_span, one.to_span) for one in line.relations),
        )
        for line in lines
    ]


def _sorted(spans: object) -> list[object]:
    assert isinstance(spans, list)
    return sorted(tuple(span[key] for key in KEPT) for span in spans)


def _links(row: dict[str, object]) -> list[object]:
    assert isinstance(row["relations"], list)
    return sorted((one["label"], one["from"], one["to"]) for one in row["relations"])


@pytest.mark.parametrize("data", ["jsonl", "parquet"])
def test_the_dataset_with_its_card_is_loaded_whole(data: str, asking: Asking, samples: Path, tmp_path: Path) -> None:
    _, lines = exported(samples, tmp_path / "out.zip", "huggingface", data=data)
    with zipfile.ZipFile(tmp_path / "out.zip") as files:
        files.extractall(tmp_path / "dataset")

    rows = asking("dataset", tmp_path / "dataset")["rows"]

    assert said(rows) == expected(lines)
    assert len(rows) == 10
    assert all(row["text"][one["start"] : one["end"]] == one["text"] for row in rows for one in row["spans"])


def test_parquet_is_loaded_whole(asking: Asking, samples: Path, tmp_path: Path) -> None:
    _, lines = exported(samples, tmp_path / "out.parquet", "parquet")

    assert said(asking("dataset", tmp_path / "out.parquet")["rows"]) == expected(lines)


def test_our_lines_are_loaded_with_the_features_beside_them(asking: Asking, samples: Path, tmp_path: Path) -> None:
    _, lines = exported(samples, tmp_path / "out.jsonl", "jsonl")

    assert said(asking("dataset", tmp_path / "out.jsonl")["rows"]) == expected(lines)


def test_lines_without_a_span_load_beside_lines_with_spans(asking: Asking, samples: Path, tmp_path: Path) -> None:
    exported(samples, tmp_path / "full.jsonl", "jsonl")
    (tmp_path / "bare.txt").write_text("Nobody touched this.", encoding="utf-8")
    bare = tmp_path / "bare.jsonl"
    exported(_bare_project(tmp_path), bare, "jsonl")

    rows = asking("dataset", bare, tmp_path / "full.jsonl")["rows"]

    assert [row["annotator"] for row in rows][:2] == ["", "first"]
    assert (rows[0]["spans"], len(rows)) == ([], 11)


def _bare_project(folder: Path) -> Path:
    # Late: only this claim needs another project.
    from annotator.services.importing.run import import_paths
    from annotator.services.project import Project

    with Project.create(folder / "bare.annotator") as project:
        import_paths(project, [folder / "bare.txt"])
    return folder / "bare.annotator"
