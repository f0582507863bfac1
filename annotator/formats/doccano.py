"""doccano's JSON lines, and the ZIP with one file per member that its projects export."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Fault, Item, Line
from annotator.formats.doccano_read import is_row, read_row
from annotator.formats.doccano_write import member_name, row_of
from annotator.formats.fitting import Fitted, Holds, cut
from annotator.formats.json_files import first_object, json_bytes, json_lines, json_lines_of
from annotator.formats.reading_back import count_back
from annotator.formats.recognising import HEAD_BYTES, head_of
from annotator.formats.zip_files import names_in, open_zip, zipped

EVERYBODY = "all.jsonl"  # doccano's name for rows that are nobody's own
_HOLDS = Holds(metadata=True)


class DoccanoFormat:
    """Rows with entities and relations, or with label triples."""

    name = "doccano"
    title = "doccano JSON lines"
    schema = "doccano/1.8"
    extensions = (".zip", ".jsonl")
    reads = True
    writes = True
    keeps = "text, spans, relations within an article, annotators by file; the rest of spans and states are lost"

    def recognises(self, path: Path) -> bool:
        """Tell whether a ZIP holds nothing but .jsonl files, or the first row has doccano's labels."""
        if path.suffix.lower() == ".zip":
            return _are_rows(path)
        first = first_object(head_of(path))
        return first is not None and is_row(first)

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file or a ZIP row by row."""
        if path.suffix.lower() == ".zip":
            return _read_zip(path)
        return (row if isinstance(row, Fault) else read_row(*row, name=name) for row in json_lines(path))

    def fitted(self, line: Line) -> Fitted:
        """Leave out what a row cannot hold."""
        return cut(line, _HOLDS)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write a ZIP with one file per annotator."""
        return zipped(_files(lines))

    def verify(self, path: Path) -> Counts:
        """Read a written ZIP back."""
        return count_back(_read_zip(path))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the ZIP."""
        return ()


def _files(lines: Iterable[Line]) -> Iterator[tuple[str, bytes]]:
    numbers: dict[str, int] = {}
    members: dict[str, list[bytes]] = {}
    for line in lines:
        number = numbers.setdefault(line.document.id, len(numbers) + 1)
        rows = members.setdefault(member_name(line.annotator) if line.annotator else EVERYBODY, [])
        rows.append(json_bytes(row_of(line, number)) + b"\n")
    yield from ((name, b"".join(rows)) for name, rows in members.items())


def _are_rows(path: Path) -> bool:
    """Tell whether a ZIP holds one file per member of a project and nothing else."""
    names = names_in(path)
    if not names or not all(name.endswith(".jsonl") for name in names):
        return False
    try:
        with open_zip(path) as files, files.stream(files.names[0]) as file:
            first = first_object(file.read(HEAD_BYTES))
    except UserError:
        return False
    return first is None or is_row(first)


def _read_zip(path: Path) -> Iterator[Item]:
    with open_zip(path) as files:
        for name in sorted(files.names, key=lambda one: (one == EVERYBODY, one)):
            annotator = "" if name == EVERYBODY else unquote(PurePosixPath(name).stem)
            with files.stream(name) as file:
                for row in json_lines_of(file, f"{path}/{name}"):
                    yield row if isinstance(row, Fault) else read_row(*row, name=name, annotator=annotator)
