"""Fixtures over the sample corpus."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from annotator.resources import seed_path

# Any: the lines are read as any outsider would read them, without our classes.
Record = Mapping[str, Any]


@pytest.fixture(scope="session")
def lines() -> tuple[Record, ...]:
    """The lines of annotations.jsonl."""
    content = seed_path("annotations.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in content.removesuffix("\n").split("\n"))


@pytest.fixture(scope="session")
def articles() -> Mapping[str, str]:
    """The sample articles by file name, to the letter."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(seed_path().glob("*.txt"))}
