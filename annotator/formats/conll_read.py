"""Reads the rows of CoNLL columns: a token a line, or a sentence a line with bars between token and tag."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.formats.conll_tags import TokenSpan, spans_of_tags
from annotator.model.annotation import Fragment

BEGINNING = "-DOCSTART-"
_LONGEST_ROW = 1_000_000


@dataclass(slots=True)
class Columns:
    """One document: its sentences of tokens, its spans in tokens, and where it begins; `fault` spoils it."""

    line: int
    sentences: list[list[str]] = field(default_factory=list)
    spans: list[TokenSpan] = field(default_factory=list)
    fault: str = ""
    _count: int = 0

    def add(self, rows: list[tuple[str, str]], line: int) -> None:
        """Add a sentence."""
        try:
            found = spans_of_tags([tag for _, tag in rows])
        except ValueError as error:
            self.spoil(str(error), line)
            return
        self.sentences.append([token for token, _ in rows])
        self.spans += ((first + self._count, behind + self._count, label) for first, behind, label in found)
        self._count += len(rows)

    def spoil(self, reason: str, line: int) -> None:
        """Keep the first fault."""
        if not self.fault:
            self.line, self.fault = line, reason

    def rebuilt(self) -> tuple[str, tuple[Fragment, ...]]:
        """Put a text together: a blank between tokens, a line end between sentences."""
        text = "\n".join(" ".join(sentence) for sentence in self.sentences)
        bounds: list[Fragment] = []
        place = 0
        for sentence in self.sentences:
            for token in sentence:
                bounds.append((place, place + len(token)))
                place += len(token) + 1
        return text, tuple(bounds)

    def aligned(self, text: str) -> tuple[Fragment, ...] | None:
        """Find the tokens in the text that they were cut from; None when it is another one."""
        bounds: list[Fragment] = []
        place = 0
        for sentence in self.sentences:
            for token in sentence:
                start = text.find(token, place)
                if start < 0 or text[place:start].strip():
                    return None
                place = start + len(token)
                bounds.append((start, place))
        return None if text[place:].strip() else tuple(bounds)


def documents_of(lines: Iterable[bytes]) -> Iterator[Columns]:
    """Yield the documents of a file; one without -DOCSTART- is one document."""
    columns = Columns(1)
    rows: list[tuple[str, str]] = []
    number = 0
    for number, raw in enumerate(lines, start=1):
        line = _decoded(raw, columns, number)
        if line.startswith(BEGINNING) or not line.strip():
            _end_sentence(columns, rows, number)
        if line.startswith(BEGINNING):
            if columns.sentences or columns.fault:
                yield columns
            columns = Columns(number)
        elif line.strip():
            _add_line(line, columns, rows, number)
    _end_sentence(columns, rows, number)
    if columns.sentences or columns.fault or columns.line > 1:
        yield columns


def _decoded(raw: bytes, columns: Columns, number: int) -> str:
    if len(raw) > _LONGEST_ROW:
        columns.spoil("the line is longer than a million characters", number)
        return ""
    try:
        # The mark at a file's start is none of its first token; elsewhere it may be one.
        return raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        columns.spoil("the line is not UTF-8", number)
        return ""


def _end_sentence(columns: Columns, rows: list[tuple[str, str]], number: int) -> None:
    if rows:
        columns.add(rows, number)
        rows.clear()


def _add_line(line: str, columns: Columns, rows: list[tuple[str, str]], number: int) -> None:
    cells = line.split("\t") if "\t" in line else line.split()
    if cells and all("|" in cell for cell in cells) and "\t" not in line:
        # A whole sentence: token|part of speech|tag, or token|tag.
        _end_sentence(columns, rows, number)
        columns.add([(cell.partition("|")[0] or "|", cell.rpartition("|")[2]) for cell in cells], number)
    elif len(cells) < 2 or not cells[0].strip():
        columns.spoil(f"the line has no tag beside {cells[0][:40]!r}", number)
    elif not line.startswith("# "):
        rows.append((cells[0].strip(), cells[-1].strip()))
    elif cells[-1] == "O":
        rows.append(("#", "O"))
