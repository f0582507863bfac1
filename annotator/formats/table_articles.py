"""Reads tables of articles: CSV in any encoding and Excel's XLSX, one row each."""

import csv
import io
import warnings
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Self

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Broken, Found, NoArticle, bytes_of, with_encoding
from annotator.formats.base import LARGEST_ARTICLE_BYTES
from annotator.formats.columns import (
    COLUMN_OPTIONS,
    Cell,
    TablePreview,
    cell_text,
    chosen_columns,
    propose_columns,
    row_article,
)
from annotator.formats.foreign_readers import guarded_reading
from annotator.formats.office_files import office_parts
from annotator.text.decode import decode

LARGEST_TABLE = 200 * 1024**2
PREVIEW_ROWS = 5
_PREVIEW_LETTERS = 300
_SAMPLE_ROWS = 20
_ENCODING_BYTES = 1024 * 1024
_DELIMITERS = ",;\t|"

Row = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class TableFormat(ArticleFormat):
    """A table whose first row names its columns; `chosen` names columns where their names do not tell."""

    chosen: Mapping[str, str] = field(default_factory=dict)

    largest = LARGEST_TABLE
    reading_options = COLUMN_OPTIONS

    @abstractmethod
    def rows(self, data: bytes) -> Iterator[Row | Broken]:
        """Yield each row with its line; the first one names the columns."""

    def reading_with(self, chosen: Mapping[str, str]) -> Self:
        """Make the format for one import."""
        return replace(self, chosen=dict(chosen))

    def preview(self, data: bytes) -> TablePreview:
        """Show the columns and the first rows; raises UserError when there are none."""
        header, rows = _begun(self.rows(data))
        sample = [_words(row[1]) for row in islice(rows, _SAMPLE_ROWS) if not isinstance(row, Broken)]
        shown = tuple(tuple(cell[:_PREVIEW_LETTERS] for cell in row) for row in sample[:PREVIEW_ROWS])
        return TablePreview(tuple(header), shown, propose_columns(header, sample))

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read row by row; raises UserError when no column holds the text."""
        header, rows = _begun(self.rows(data))
        sample = list(islice(rows, _SAMPLE_ROWS))
        proposed = propose_columns(header, [_words(row[1]) for row in sample if not isinstance(row, Broken)])
        columns = chosen_columns(proposed, self.chosen, header)
        for part in (sample, rows):
            for row in part:
                if isinstance(row, Broken):
                    yield row
                    continue
                line, cells = row
                fault = _fault(cells, len(header))
                yield (
                    NoArticle(fault, line)
                    if not any(_words(cells))
                    else (
                        Broken(fault, line)
                        if fault
                        else row_article(dict(zip(header, cells, strict=False)), columns, line)
                    )
                )


def _fault(cells: Sequence[Cell], width: int) -> str:
    """Say what is wrong with a row as a whole, or nothing."""
    words = _words(cells)
    if not any(words):
        return "the row is empty"
    if any(word.strip() for word in words[width:]):
        return f"it has {len(cells)} cells, the header {width}: is a quotation mark missing?"
    return ""


@dataclass(frozen=True)
class CsvFormat(TableFormat):
    """Text with commas, semicolons, tabs or bars between the cells."""

    name = "csv-articles"
    title = "Table of articles (CSV, TSV)"
    extensions = (".csv", ".tsv")

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read row by row and remember the encoding."""
        encoding = decode(data[:_ENCODING_BYTES]).encoding
        for found in super().articles(data, name):
            yield with_encoding(found, encoding)

    def rows(self, data: bytes) -> Iterator[Row | Broken]:
        """Yield each row; a quotation mark that is never closed ends the file with a fault that names its line."""
        text = _decoded(data)
        # The limit is the whole process's; cells of 128 kB, the usual one, are too short for articles.
        csv.field_size_limit(LARGEST_ARTICLE_BYTES)
        first = text.split("\n", 1)[0]
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Broken(f"from here on the table cannot be read ({error}): is a quotation mark missing?", line)
                return
            yield line, tuple(cells)


def _decoded(data: bytes) -> str:
    """Decode all of a table; the encoding of one above the limit of an article shows in its first megabyte."""
    if len(data) <= LARGEST_ARTICLE_BYTES:
        return decode(data).text
    return data.decode(decode(data[:_ENCODING_BYTES]).encoding, "replace")


@dataclass(frozen=True)
class XlsxFormat(TableFormat):
    """The first sheet of an Excel file that has rows."""

    name = "xlsx-articles"
    title = "Table of articles (XLSX)"
    extensions = (".xlsx", ".xlsm")

    def rows(self, data: bytes) -> Iterator[Row | Broken]:
        """Yield the rows of the sheet; formulas give what Excel had computed."""
        if "xl/workbook.xml" not in office_parts(data):
            raise UserError("The file is an Office file, but not of Excel: save the table as .xlsx.")
        # Late: 0.3 s that only Excel files need.
        from openpyxl import load_workbook

        rows: list[Row] = []
        with guarded_reading("The table"), warnings.catch_warnings():
            # It warns of every look that it does not keep.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                listed = enumerate(sheet.iter_rows(values_only=True), start=1)
                rows = [(number, tuple(row)) for number, row in listed if any(cell is not None for cell in row)]
                if rows:
                    break
        yield from rows


def preview_table(path: Path) -> TablePreview | None:
    """Show what a table holds, None for a file that is none; raises UserError when it cannot be read."""
    forms: tuple[TableFormat, ...] = (CsvFormat(), XlsxFormat())
    form = next((one for one in forms if path.suffix.lower() in one.extensions), None)
    return None if form is None else form.preview(bytes_of(path, form.largest))


def _begun(rows: Iterator[Row | Broken]) -> tuple[list[str], Iterator[Row | Broken]]:
    """Read the header; columns without a name are called after their place."""
    first = next(rows, None)
    if first is None or isinstance(first, Broken):
        raise UserError(f"The table cannot be read: {first.reason if first else 'it is empty'}.")
    header: list[str] = []
    for place, name in enumerate(_words(first[1]), start=1):
        free = name.strip() or f"column {place}"
        header.append(free if free not in header else f"{free} ({place})")
    return header, rows


def _words(cells: Sequence[Cell]) -> list[str]:
    return [cell_text(cell) for cell in cells]
