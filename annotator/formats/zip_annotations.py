"""Reads an annotated file in a ZIP by the format that reads it alone, from a copy that does not bear its name."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from annotator.errors import UserError
from annotator.formats.base import Fault, ForeignDocument, Format, Item, Place
from annotator.formats.recognising import Recognises
from annotator.formats.zip_files import ZipFiles

_LARGEST_BYTES = 200 * 1024**2
_PIECE_BYTES = 1024**2


def able_formats(formats: Sequence[Format], member: str) -> tuple[Format, ...]:
    """List those that read files with this end of the name; a ZIP in a ZIP is not looked into."""
    suffix = PurePosixPath(member).suffix.lower()
    return tuple(form for form in formats if form.reads and suffix != ".zip" and suffix in form.extensions)


@contextmanager
def copied(archive: ZipFiles, member: str) -> Iterator[Path]:
    """Copy a file out of a ZIP for as long as it is read; raises UserError for one above 200 MB."""
    with tempfile.TemporaryDirectory(prefix="annotator-zip-") as folder:
        copy = Path(folder) / f"file{PurePosixPath(member).suffix.lower()}"
        size = 0
        with archive.stream(member) as file, copy.open("wb") as target:
            while piece := file.read(_PIECE_BYTES):
                size += len(piece)
                if size > _LARGEST_BYTES:
                    raise UserError(f"The file {member} in the ZIP is larger than 200 MB: unpack it first.")
                target.write(piece)
        yield copy


def form_of(able: Sequence[Format], copy: Path, *, looking: bool) -> Format | None:
    """Find the format that knows a file by what stands in it or, not `looking`, by the end of its name."""
    if not looking:
        return next((form for form in able if not isinstance(form, Recognises)), None)
    return next((form for form in able if isinstance(form, Recognises) and form.recognises(copy)), None)


def items_of(form: Format, copy: Path, member: str, place: str) -> Iterator[Item]:
    """Read a copy; what is told of it names the place in the ZIP."""
    try:
        for item in form.read(copy, PurePosixPath(member).name):
            yield _moved(item, place)
    except UserError as error:
        raise UserError(str(error).replace(str(copy), place)) from error


def _moved(item: Item, place: str) -> Item:
    if isinstance(item, ForeignDocument):
        faults = tuple(_fault_at(fault, place) for fault in item.faults)
        return replace(item, place=Place(place, item.place.line), faults=faults)
    return _fault_at(item, place) if isinstance(item, Fault) else replace(item, place=Place(place, item.place.line))


def _fault_at(fault: Fault, place: str) -> Fault:
    return replace(fault, place=Place(place, fault.place.line))
