"""Tables as a workbook: four sheets whose texts are texts, whatever they begin with."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.csv_tables import counted
from annotator.formats.fitting import Fitted, Loss
from annotator.formats.table_rows import (
    ARTICLES,
    CONTROL,
    HEADS,
    RELATIONS,
    SPANS,
    TABLES,
    Row,
    codebook_rows,
    fit_for_tables,
    rows_of,
)
from annotator.formats.zip_files import zipped
from annotator.model.scheme import Scheme

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL_UTF16 = 32_767
MOST_ROWS = 1_048_576
_EMPTY = Scheme((), (), ())
# Excel reads _x0041_ in a cell as the letter A.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_BROKEN = (zipfile.BadZipFile, OSError, KeyError, SyntaxError)
_WIDE = 40
_WIDTHS = {"text": _WIDE, "title": _WIDE, "before": _WIDE, "after": _WIDE, "definition": 80, "beginning": 80}


@dataclass(frozen=True, slots=True)
class WorkbookFormat:
    """One workbook with the sheets spans, articles, relations and codebook."""

    scheme: Scheme = _EMPTY
    name: str = "xlsx"
    title: str = "Excel workbook"
    schema: str = "annotator-tables/1"
    extensions: tuple[str, ...] = (".xlsx",)
    reads: bool = False
    writes: bool = True
    keeps: str = (
        "one way: spans, articles, relations and codebook as sheets; of an article's text its beginning and the spans"
    )

    @property
    def options(self) -> tuple[()]:
        """Nothing can be chosen; the scheme is what is wanted."""
        return ()

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "WorkbookFormat":
        """Take the scheme, for the codebook."""
        return WorkbookFormat(scheme)

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Refuse: tables are for people."""
        raise UserError(f"The tables of {path} cannot be imported: export as jsonl to come back.")

    def fitted(self, line: Line) -> Fitted:
        """Tell what sheets do not show, and which cells are cut."""
        fitted = fit_for_tables(line)
        cut = (
            Loss(f"cell longer than {LONGEST_CELL_UTF16:,} characters, cut", str(row.cells[0]))
            for row in rows_of(line)
            if any(isinstance(cell, str) and cell_text(cell) != _clean(cell) for cell in row.cells)
        )
        return replace(fitted, lost=(*fitted.lost, *cut))

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write the workbook as a ZIP that is the same every time."""
        with TemporaryFile() as file:
            _save(lines, self.scheme, file)
            with zipfile.ZipFile(file) as made:
                yield from zipped(
                    (name, _TIME.sub(b"1980-01-01T00:00:00Z", made.read(name))) for name in made.namelist()
                )

    def verify(self, path: Path) -> Counts:
        """Load the workbook and count its rows."""
        # Late: openpyxl costs a third of a second, which no window start should.
        from openpyxl import load_workbook

        try:
            # A file, not its name: while it is checked its name does not end in .xlsx yet.
            with path.open("rb") as file:
                book = load_workbook(file, read_only=True)
                counts = counted({name: _rows(book[name].values) for name in (ARTICLES, SPANS, RELATIONS)})
                book.close()
        except _BROKEN as error:
            raise ValueError(f"the workbook is broken ({error})") from error
        return counts

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the workbook."""
        return ()


def cell_text(text: str) -> str:
    """Write a text as a cell can hold it: no control characters, and no longer than Excel allows."""
    clean = _clean(text)
    if len(clean) * 2 <= LONGEST_CELL_UTF16:
        return clean
    return clean.encode("utf-16-le")[: LONGEST_CELL_UTF16 * 2].decode("utf-16-le", "ignore")


def _clean(text: str) -> str:
    return _ESCAPE.sub("_x005F_", CONTROL.sub("\ufffd", text))


def _save(lines: Iterable[Line], scheme: Scheme, file: IO[bytes]) -> None:
    # Late: as above.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets: dict[str, WriteOnlyWorksheet] = {}
    for table in TABLES:
        sheet = sheets[table] = book.create_sheet(table)
        sheet.freeze_panes = "A2"
        for number, head in enumerate(HEADS[table]):
            sheet.column_dimensions[chr(ord("A") + number)].width = _WIDTHS.get(head, 14)
        sheet.append([_cell(sheet, head, bold=True) for head in HEADS[table]])
    counts = dict.fromkeys(TABLES, 1)
    for row in chain(chain.from_iterable(map(rows_of, lines)), codebook_rows(scheme)):
        counts[row.table] += 1
        if counts[row.table] > MOST_ROWS:
            raise UserError(f"A sheet holds {MOST_ROWS:,} rows, and there are more {row.table}: export as csv instead.")
        sheets[row.table].append(_cells(sheets[row.table], row.cells))
    book.save(file)


def _cells(sheet: "WriteOnlyWorksheet", row: Row) -> list[object]:
    return [_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row]


def _cell(sheet: "WriteOnlyWorksheet", text: str, *, bold: bool = False) -> object:
    # Late: as above; the second time it costs nothing.
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, cell_text(text))
    cell.data_type = "s"  # a text that begins with = stays a text
    if bold:
        cell.font = Font(bold=True)
    return cell


def _rows(rows: Iterable[tuple[object, ...]]) -> Iterator[list[str]]:
    return ([str(cell) for cell in row] for row in rows)
