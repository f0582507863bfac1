"""Prodigy's JSON lines: one row per article and annotator, with tokens, spans, relations and an answer."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.fitting import Fitted, Holds, cut
from annotator.formats.json_files import first_object, json_bytes
from annotator.formats.prodigy_read import read_rows
from annotator.formats.prodigy_write import row_of
from annotator.formats.reading_back import count_back
from annotator.formats.recognising import head_of
from annotator.model.document import DocumentState

_MARKS = ("_input_hash", "_task_hash", "_view_id", "_session_id", "_annotator_id", "answer")
_HOLDS = Holds(metadata=True, states=frozenset({DocumentState.DONE, DocumentState.SKIPPED}))
_HOLDS_SPANS = Holds(metadata=True)


class ProdigyFormat:
    """Rows as `prodigy db-out` writes them."""

    name = "prodigy"
    title = "Prodigy JSON lines"
    schema = "prodigy/1.11"
    extensions = (".jsonl",)
    reads = True
    writes = True
    keeps = "text, spans, relations, annotators, done and skipped; interrupted spans, attributes and notes are lost"

    def recognises(self, path: Path) -> bool:
        """Tell whether the first row has a key of Prodigy's."""
        first = first_object(head_of(path))
        return first is not None and "schema" not in first and any(mark in first for mark in _MARKS)

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file; the rows of one text and annotator become one item."""
        return read_rows(path, name)

    def fitted(self, line: Line) -> Fitted:
        """Leave out what a row cannot hold; the spans of an ignored row would be no labels."""
        return cut(line, _HOLDS_SPANS if line.spans else _HOLDS)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write row by row, without hashes: Prodigy makes them."""
        return (json_bytes(row_of(line)) + b"\n" for line in lines)

    def verify(self, path: Path) -> Counts:
        """Read a written file back."""
        return count_back(read_rows(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the rows."""
        return ()
