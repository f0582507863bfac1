"""Claims that seqeval finds the entities in our IOB2 columns, strictly and by its default rules."""

import zipfile
from collections import Counter
from pathlib import Path

from tests.readers.conftest import Asking, exported


def test_every_span_is_an_entity_strictly_and_by_default(asking: Asking, samples: Path, tmp_path: Path) -> None:
    _, lines = exported(samples, tmp_path / "out.zip", "conll")
    with zipfile.ZipFile(tmp_path / "out.zip") as files:
        files.extractall(tmp_path / "columns")
    labels = Counter(span.label for line in lines if line.annotator == "first" for span in line.spans)

    found: Counter[str] = Counter()
    for column in sorted((tmp_path / "columns" / "first").glob("*.conll")):
        answer = asking("tags", column)
        assert answer["strict"] == answer["default"]
        found.update(label for sentence in answer["strict"] for label, _, _ in sentence)

    assert found == labels
    assert sum(found.values()) > 300


def test_the_words_of_an_entity_are_those_of_the_span(asking: Asking, samples: Path, tmp_path: Path) -> None:
    _, lines = exported(samples, tmp_path / "out.zip", "conll")
    with zipfile.ZipFile(tmp_path / "out.zip") as files:
        column = Path(files.extract("second/entity.conll", tmp_path))
    blocks = column.read_text(encoding="utf-8").split("\n\n")
    held = [block.splitlines() for block in blocks if block.strip() and not block.startswith("-DOCSTART-")]

    sentences = asking("tags", column)["strict"]

    assert len(sentences) == len(held)
    words = [
        (label, [row.split(" ")[0] for row in rows[start:end]])
        for rows, found in zip(held, sentences, strict=True)
        for label, start, end in found
    ]
    mine = [
        (span.label, span.text)
        for line in lines
        if line.annotator == "second"
        for span in line.spans
        if span.layer == "entity"
    ]
    assert [(label, "".join(tokens)) for label, tokens in words] == [
        (label, "".join(text.split())) for label, text in mine
    ]
