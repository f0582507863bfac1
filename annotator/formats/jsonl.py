"""Our own format, JSON lines of the schema `annotator/1`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.features import features_file
from annotator.formats.jsonl_read import read_jsonl
from annotator.formats.jsonl_verify import verify_jsonl
from annotator.formats.jsonl_write import SCHEMA, write_line


class JsonlFormat:
    """One line per document and annotator."""

    name = "jsonl"
    title = "Annotator JSON lines"
    schema = SCHEMA
    extensions = (".jsonl", ".ndjson")
    reads = True
    writes = True
    keeps = "everything but notes and attributes of relations and who confirmed a zone"

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file line by line; `name` is not needed, each line knows its source."""
        return read_jsonl(path)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write line by line."""
        return map(write_line, lines)

    def verify(self, path: Path) -> Counts:
        """Read a written file back."""
        return verify_jsonl(path)

    def companions(self) -> tuple[Companion, ...]:
        """The features file, which `datasets` needs."""
        return (Companion("features.json", features_file()),)
