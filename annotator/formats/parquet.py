"""Lines of `annotator/1` as Parquet with explicit types; needs pyarrow, which the program does not bring."""

import io
import json
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Fault, FaultKind, Item, Line, Place
from annotator.formats.features import FEATURES
from annotator.formats.jsonl_fields import BadField, object_of
from annotator.formats.jsonl_read import read_record
from annotator.formats.jsonl_write import SCHEMA, record_of
from annotator.formats.reading_back import count_back

if TYPE_CHECKING:
    import pyarrow

_ROWS = 200
_LARGEST_BYTES = 2 * 1024**3


class ParquetFormat:
    """One Parquet file; the Hugging Face library finds its features inside."""

    name = "parquet"
    title = "Parquet"
    schema = SCHEMA
    extensions = (".parquet",)
    reads = True
    writes = True
    keeps = "everything but notes and attributes of relations and who confirmed a zone; needs pyarrow"

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file row by row."""
        try:
            with path.open("rb") as file:
                data = file.read(_LARGEST_BYTES + 1)
        except OSError as error:
            raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
        if len(data) > _LARGEST_BYTES:
            raise UserError(f"The file {path} is larger than 2 GB: split it.")
        return read_parquet(data, str(path))

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write the file; Parquet has its index at the end."""
        yield parquet_bytes(lines)

    def verify(self, path: Path) -> Counts:
        """Read a written file back."""
        return count_back(self.read(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside it."""
        return ()


def read_parquet(data: bytes, name: str) -> Iterator[Item]:
    """Yield the rows of a file as items; raises UserError for what is no Parquet, or without pyarrow."""
    _need_pyarrow(name)
    # Late: pyarrow is an extra.
    import pyarrow
    from pyarrow import parquet

    number = 0
    try:
        file = parquet.ParquetFile(io.BytesIO(data), page_checksum_verification=True)
        for batch in file.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                number += 1
                yield _item(row, Place(name, number))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise UserError(f"The file {name} is no Parquet that can be read ({error}): write it again.") from error


def _item(row: object, place: Place) -> Item:
    try:
        return read_record(object_of(row, "the row"), place)
    except BadField as error:
        return Fault(FaultKind.DOCUMENT, place, str(error))


def parquet_bytes(lines: Iterable[Line]) -> bytes:
    """Write lines as one file; the same lines give the same bytes with the same pyarrow."""
    _need_pyarrow("a Parquet file")
    # Late: pyarrow is an extra.
    import pyarrow
    from pyarrow import parquet

    known = {"huggingface": json.dumps({"info": {"features": FEATURES}})}
    schema = pyarrow.schema([(name, _type(feature)) for name, feature in FEATURES.items()], metadata=known)
    sink = io.BytesIO()
    with parquet.ParquetWriter(sink, schema, compression="zstd", write_page_checksum=True) as writer:
        rows = iter(lines)
        while some := list(islice(rows, _ROWS)):
            writer.write_table(pyarrow.Table.from_pylist([record_of(line) for line in some], schema=schema))
    return sink.getvalue()


def _type(feature: object) -> "pyarrow.DataType":
    # Late: pyarrow is an extra.
    import pyarrow

    if isinstance(feature, list):
        return pyarrow.list_(_type(feature[0]))
    assert isinstance(feature, dict)
    if feature.get("_type") == "Value":
        return {"string": pyarrow.string(), "int64": pyarrow.int64(), "float64": pyarrow.float64()}[feature["dtype"]]
    return pyarrow.struct([(name, _type(inner)) for name, inner in feature.items()])


def _need_pyarrow(name: str) -> None:
    if find_spec("pyarrow") is None:
        raise UserError(f"Parquet needs pyarrow, which is not there, for {name}: install annotator[parquet].")
