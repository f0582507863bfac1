"""CoNLL columns: a token a line with its label, in a ZIP with one file per annotator and layer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import is_zipfile

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.configuring import Option
from annotator.formats.conll_files import read_columns, read_folders
from annotator.formats.conll_tags import Tagging
from annotator.formats.conll_write import column_files, one_deep
from annotator.formats.fitting import Fitted, Holds, cut
from annotator.formats.reading_back import count_back
from annotator.formats.token_table import on_whole_tokens
from annotator.formats.zip_files import names_in, zipped
from annotator.model.scheme import Scheme

_SUFFIXES = (".conll", ".iob", ".iob2", ".bio", ".bilou")
_HOLDS = Holds(relations=False, layers=True)


@dataclass(frozen=True, slots=True)
class ConllFormat:
    """Columns as CoNLL-2003 has them; single files are read too, with two columns or more."""

    tagging: Tagging = Tagging.IOB2
    name: str = "conll"
    title: str = "CoNLL-2003 columns"
    schema: str = "conll-2003"
    extensions: tuple[str, ...] = (".zip", *_SUFFIXES)
    reads: bool = True
    writes: bool = True
    keeps: str = (
        "text, spans of whole words, layers by file, annotators by folder; per layer the longest of overlapping spans; "
        "interrupted spans, relations, attributes, notes and states are lost"
    )

    @property
    def options(self) -> tuple[Option, ...]:
        """How spans are written."""
        return (Option("tagging", "iob2 (B- begins every span), iob1 or bilou", Tagging.IOB2.value),)

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "ConllFormat":
        """Take the tagging; the scheme is not needed."""
        try:
            return ConllFormat(Tagging(chosen["tagging"]))
        except ValueError:
            raise UserError(f"There is no tagging {chosen['tagging']!r}: choose iob2, iob1 or bilou.") from None

    def recognises(self, path: Path) -> bool:
        """Tell whether a file has one of the endings, or a ZIP holds such files."""
        if path.suffix.lower() != ".zip":
            return path.suffix.lower() in _SUFFIXES
        return any(name.endswith(_SUFFIXES) for name in names_in(path))

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file or a ZIP."""
        return read_folders(path) if is_zipfile(path) else read_columns(path, name)

    def fitted(self, line: Line) -> Fitted:
        """Leave out what columns cannot hold."""
        simple = cut(line, _HOLDS)
        whole = on_whole_tokens(simple.line)
        shallow = one_deep(whole.line)
        return Fitted(shallow.line, (*simple.lost, *whole.lost, *shallow.lost))

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write a ZIP with the texts and the columns."""
        return zipped(column_files(lines, self.tagging))

    def verify(self, path: Path) -> Counts:
        """Read a written ZIP back."""
        return count_back(read_folders(path))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the ZIP."""
        return ()
