"""Asks the libraries of others whether they read our exports: needs the extra `readers`.

Run by hand: `annotator export PROJECT OUT.zip --format huggingface --all`, the same as parquet and label-studio,
then `python packaging/check_readers.py OUT.zip OUT.parquet OUT.json`. Prints what each library found.
"""

import json
import sys
import tempfile
import zipfile
from pathlib import Path


def main() -> int:
    """Check each file named, by its ending."""
    checks = {".zip": _dataset, ".parquet": _parquet, ".json": _label_studio}
    for name in sys.argv[1:]:
        path = Path(name)
        print(f"{path.name}: {checks[path.suffix](path)}")
    return 0


def _dataset(path: Path) -> str:
    # Late: each check needs another library of the extra.
    from datasets import load_dataset

    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as files:
            files.extractall(folder)
        found = load_dataset(folder, split="train", cache_dir=f"{folder}/cache")
        return _checked(found)


def _parquet(path: Path) -> str:
    # Late: see above.
    from datasets import load_dataset

    with tempfile.TemporaryDirectory() as folder:
        return _checked(load_dataset("parquet", data_files=str(path), split="train", cache_dir=folder))


def _checked(rows) -> str:  # type: ignore[no-untyped-def]  # a class of the library
    spans = [(row["text"], span) for row in rows for span in row["spans"]]
    wrong = [span["id"] for text, span in spans if text[span["start"] : span["end"]] != span["text"]]
    assert not wrong, wrong
    return f"{len(rows)} rows, {len(spans)} spans, every one at its place; columns {', '.join(rows.column_names)}"


def _label_studio(path: Path) -> str:
    # Late: see above.
    from label_studio_sdk.label_interface import LabelInterface

    interface = LabelInterface(Path(f"{path}.xml").read_text(encoding="utf-8"))
    tasks = json.loads(path.read_text(encoding="utf-8"))
    works = [work for task in tasks for work in task["annotations"]]
    assert all(interface.validate_annotation(work) for work in works)
    return f"{len(tasks)} tasks, {len(works)} annotations, valid by the labelling config"


if __name__ == "__main__":
    sys.exit(main())
