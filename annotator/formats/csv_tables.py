"""Tables as CSV: a ZIP of four files that a spreadsheet opens without taking a text for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.configuring import Option
from annotator.formats.fitting import Fitted
from annotator.formats.table_rows import ARTICLES, CONTROL, HEADS, RELATIONS, SPANS, TABLES, Row, codebook_rows, rows_of
from annotator.formats.table_rows import fit_for_tables as fit
from annotator.formats.zip_files import ZipFiles, open_zip, zipped
from annotator.model.scheme import Scheme

_EMPTY = Scheme((), (), ())
_LARGEST_CELL = 2**31 - 1
_BOM = "\ufeff"
# What spreadsheets take for the beginning of a formula, by OWASP's list.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CsvTablesFormat:
    """spans.csv, articles.csv, relations.csv and codebook.csv, UTF-8 with a mark for Excel."""

    scheme: Scheme = _EMPTY
    safe: bool = True
    name: str = "csv"
    title: str = "CSV tables"
    schema: str = "annotator-tables/1"
    extensions: tuple[str, ...] = (".zip",)
    reads: bool = False
    writes: bool = True
    keeps: str = (
        "one way: spans, articles, relations and codebook as tables; of an article's text its beginning and the spans"
    )

    @property
    def options(self) -> tuple[Option, ...]:
        """Whether texts that look like formulas get an apostrophe."""
        return (Option("apostrophe", "yes puts ' before texts that begin like a formula, no leaves them", "yes"),)

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "CsvTablesFormat":
        """Take the scheme, for the codebook, and the choice."""
        if chosen["apostrophe"] not in ("yes", "no"):
            raise UserError(f"The apostrophe is {chosen['apostrophe']!r}: choose yes or no.")
        return CsvTablesFormat(scheme, chosen["apostrophe"] == "yes")

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Refuse: tables are for people."""
        raise UserError(f"The tables of {path} cannot be imported: export as jsonl to come back.")

    def fitted(self, line: Line) -> Fitted:
        """Tell what tables do not show."""
        return fit(line)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write a ZIP."""
        pieces = {table: [_BOM, self._written(HEADS[table])] for table in TABLES}
        for row in chain(chain.from_iterable(map(rows_of, lines)), codebook_rows(self.scheme)):
            pieces[row.table].append(self._written(row.cells))
        return zipped((f"{table}.csv", "".join(written).encode()) for table, written in pieces.items())

    def _written(self, row: Row) -> str:
        cells = [self._cell(cell) for cell in row]
        line = io.StringIO()
        csv.writer(line).writerow(cells)
        return line.getvalue()

    def _cell(self, cell: str | float) -> str | float:
        if not isinstance(cell, str):
            return cell
        clean = CONTROL.sub("\ufffd", cell)
        return f"'{clean}" if self.safe and clean.startswith(FORMULA) else clean

    def verify(self, path: Path) -> Counts:
        """Read the tables back with another reader than the writer's."""
        with files_of(path) as files:
            return counted({table: _read(files, f"{table}.csv") for table in (ARTICLES, SPANS, RELATIONS)})

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the ZIP."""
        return ()


@contextmanager
def files_of(path: Path) -> Iterator[ZipFiles]:
    """Open a written ZIP; raises ValueError for one that is broken."""
    try:
        with open_zip(path) as files:
            yield files
    except UserError as error:
        raise ValueError(str(error)) from error


def _read(files: ZipFiles, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LARGEST_CELL)
    with files.stream(name) as file:
        yield from csv.reader(io.TextIOWrapper(file, "utf-8-sig", newline=""), strict=True)


def counted(tables: Mapping[str, Iterator[list[str]]]) -> Counts:
    """Count the rows of tables that were read back; raises ValueError when a column is missing."""
    documents: set[str] = set()
    counts = dict.fromkeys(tables, 0)
    for table, rows in tables.items():
        if tuple(next(rows, ())) != HEADS[table]:
            raise ValueError(f"line 1: the table {table} has other columns")
        for row in rows:
            if len(row) != len(HEADS[table]):
                raise ValueError(f"the table {table} has a row of {len(row)} columns")
            counts[table] += 1
            if table == ARTICLES:
                documents.add(row[0])
    return Counts(len(documents), counts[ARTICLES], counts[SPANS], counts[RELATIONS])
