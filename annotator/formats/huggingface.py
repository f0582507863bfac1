"""A dataset for the Hugging Face hub: a card that names every feature, and the lines as JSON or Parquet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Fault, FaultKind, Item, Line
from annotator.formats.configuring import Option
from annotator.formats.dataset_card import DATA, dataset_card
from annotator.formats.features import looks_like_date
from annotator.formats.fitting import Fitted, Loss
from annotator.formats.json_files import json_lines_of
from annotator.formats.jsonl_fields import BadField
from annotator.formats.jsonl_read import read_record
from annotator.formats.jsonl_write import SCHEMA, write_line
from annotator.formats.parquet import parquet_bytes, read_parquet
from annotator.formats.reading_back import count_back
from annotator.formats.zip_files import ZipFiles, names_in, open_zip, zipped
from annotator.model.scheme import Scheme

JSONL, PARQUET = f"{DATA}/train.jsonl", f"{DATA}/train.parquet"


@dataclass(frozen=True, slots=True)
class HuggingFaceFormat:
    """A ZIP to be unpacked and loaded by its folder: README.md and data/train."""

    as_parquet: bool = False
    name: str = "huggingface"
    title: str = "Hugging Face dataset"
    schema: str = SCHEMA
    extensions: tuple[str, ...] = (".zip",)
    reads: bool = True
    writes: bool = True
    keeps: str = "everything but notes and attributes of relations and who confirmed a zone"

    @property
    def options(self) -> tuple[Option, ...]:
        """How the lines are written."""
        return (Option("data", "jsonl, or parquet, in which values that look like dates stay texts", "jsonl"),)

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "HuggingFaceFormat":
        """Take the choice; the scheme is not needed."""
        if chosen["data"] not in ("jsonl", "parquet"):
            raise UserError(f"The data cannot be written as {chosen['data']!r}: choose jsonl or parquet.")
        return HuggingFaceFormat(chosen["data"] == "parquet")

    def recognises(self, path: Path) -> bool:
        """Tell whether a ZIP holds a card and our data."""
        names = names_in(path)
        return "README.md" in names and any(name in names for name in (JSONL, PARQUET))

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read the lines of a ZIP."""
        with open_zip(path) as files:
            if PARQUET in files.names:
                with files.stream(PARQUET) as file:
                    yield from read_parquet(file.read(), f"{path}/{PARQUET}")
            if JSONL in files.names:
                yield from _lines(files, path)

    def fitted(self, line: Line) -> Fitted:
        """Name what a JSON loader would take for a date."""
        if self.as_parquet:
            return Fitted(line)
        known = line.document.metadata
        dated = [
            Loss("attribute that a JSON loader takes for a date", span.id)
            for span in line.spans
            if any(looks_like_date(one.value) for one in span.attributes)
        ]
        if any(looks_like_date(text) for text in (known.published, *(value for _, value in known.extra))):
            dated.append(Loss("date of an article, which a JSON loader makes a timestamp", line.document.id))
        return Fitted(line, tuple(dated))

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write a ZIP with the card and the lines."""
        return zipped(self._files(lines))

    def _files(self, lines: Iterable[Line]) -> Iterator[tuple[str, bytes]]:
        inner = PARQUET if self.as_parquet else JSONL
        yield "README.md", dataset_card(inner)
        yield inner, parquet_bytes(lines) if self.as_parquet else b"".join(map(write_line, lines))

    def verify(self, path: Path) -> Counts:
        """Read a written ZIP back."""
        return count_back(self.read(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """The card stands inside."""
        return ()


def _lines(files: ZipFiles, path: Path) -> Iterator[Item]:
    with files.stream(JSONL) as file:
        for row in json_lines_of(file, f"{path}/{JSONL}"):
            if isinstance(row, Fault):
                yield row
                continue
            place, record = row
            try:
                yield read_record(record, place)
            except BadField as error:
                yield Fault(FaultKind.DOCUMENT, place, str(error))
