"""Asks one library of others what it finds in our exports; runs in the environment of the readers, prints JSON."""

import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any


def dataset(*names: str) -> dict[str, Any]:
    """Load a folder with a card, Parquet files, or lines whose features stand in a file beside them."""
    # Late: each question needs another library.
    from datasets import Features, load_dataset

    path = Path(names[0])
    with tempfile.TemporaryDirectory() as cache:
        if path.is_dir():
            rows = load_dataset(str(path), split="train", cache_dir=cache)
        elif path.suffix == ".parquet":
            rows = load_dataset("parquet", data_files=list(names), split="train", cache_dir=cache)
        else:
            features = Features.from_dict(json.loads(Path(f"{path}.features.json").read_text(encoding="utf-8")))
            rows = load_dataset("json", data_files=list(names), split="train", features=features, cache_dir=cache)
        return {"rows": rows.to_list(), "columns": rows.column_names}


def label_studio(tasks: str, config: str) -> dict[str, Any]:
    """Judge each annotation by the labelling config, and convert the tasks as its own export does."""
    # Late: see above.
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    words = Path(config).read_text(encoding="utf-8")
    interface = LabelInterface(words)
    works = [work for task in json.loads(Path(tasks).read_text(encoding="utf-8")) for work in task["annotations"]]
    with tempfile.TemporaryDirectory() as folder:
        converter = Converter(words, folder, download_resources=False)
        converter.convert_to_json_min(tasks, folder, is_dir=False)
        (written,) = Path(folder).glob("*.json")
        converted = json.loads(written.read_text(encoding="utf-8"))
    return {"valid": [interface.validate_annotation(work) for work in works], "converted": converted}


def tags(path: str) -> dict[str, Any]:
    """Find the entities of the last column, strictly as IOB2 and as the default does; a blank line ends a sentence."""
    # Late: see above.
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2, Entities

    blocks = Path(path).read_text(encoding="utf-8").split("\n\n")
    sentences = [block.splitlines() for block in blocks if block.strip() and not block.startswith("-DOCSTART-")]
    held = [[line.split()[-1] for line in sentence] for sentence in sentences]
    strict = [[one.to_tuple()[1:] for one in found] for found in Entities(held, IOB2).entities]
    return {
        "strict": [[(label, start, end) for label, start, end in found] for found in strict],
        "default": [[(label, start, end + 1) for label, start, end in get_entities(one)] for one in held],
    }


QUESTIONS = {"dataset": dataset, "label-studio": label_studio, "tags": tags}


def main(question: str, *names: str) -> int:
    """Answer on the standard output; whatever the libraries print goes to the error output."""
    with contextlib.redirect_stdout(sys.stderr):
        answer = QUESTIONS[question](*names)
    print(json.dumps(answer, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
