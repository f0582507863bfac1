"""Finds the text that a brat file stands off from, in a folder or in a ZIP, and whose work it is."""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from annotator.errors import UserError
from annotator.formats.base import LARGEST_ARTICLE_BYTES, ForeignDocument, Place
from annotator.formats.brat_read import read_standoff
from annotator.formats.zip_files import ZipFiles, open_zip
from annotator.model.document import DocumentState, Metadata
from annotator.text.decode import decode

_TEXT_FOLDERS = ("text", "texts", "txt")


def read_beside(path: Path) -> ForeignDocument:
    """Read an .ann file with the text beside it.

    The text has the same name, or the name without its last `_part`, which is then the annotator;
    it stands in the same folder or in a folder `text` next to it. Raises UserError when there is none.
    """
    shorter, _, suffix = path.stem.rpartition("_")
    folders = (path.parent, *(path.parent.parent / name for name in _TEXT_FOLDERS))
    for stem, annotator in ((path.stem, ""), (shorter, suffix)):
        for folder in folders:
            text = folder / f"{stem}.txt"
            if stem and text.is_file():
                base = _document(_bytes_of(text), text.name, str(path), annotator)
                return read_standoff(_decoded(_bytes_of(path), str(path)), base)
    raise UserError(f"There is no text for {path}: put {path.stem}.txt beside it.")


def read_zip(path: Path) -> Iterator[ForeignDocument]:
    """Read a ZIP of .txt and .ann files; a folder in it is an annotator's."""
    with open_zip(path) as files:
        names = set(files.names)
        # Articles are numbered, so this is the order in which they were written.
        for name in sorted(names, key=lambda one: (PurePosixPath(one).name, one)):
            if name.endswith(".txt"):
                yield _of_zip(files, name, names, path)


def _of_zip(files: ZipFiles, name: str, names: set[str], path: Path) -> ForeignDocument:
    inner = PurePosixPath(name)
    beside = str(inner.with_suffix(".ann"))
    place = f"{path}/{name}"
    annotator = unquote(inner.parts[0]) if len(inner.parts) > 1 else ""
    base = _document(files.read(name), inner.name, place, annotator)
    if beside not in names:
        return ForeignDocument(base.place, base.text, metadata=base.metadata, status=DocumentState.TODO)
    return read_standoff(_decoded(files.read(beside), f"{path}/{beside}"), base)


def _document(data: bytes, name: str, place: str, annotator: str) -> ForeignDocument:
    try:
        text, encoding = data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _guessed(data, place)
    known = Metadata(source_file=name, encoding=encoding, raw_sha256=hashlib.sha256(data).hexdigest())
    return ForeignDocument(Place(place), text, metadata=known, annotator=annotator)


def _guessed(data: bytes, place: str) -> tuple[str, str]:
    try:
        decoded = decode(data)
    except UserError as error:
        raise UserError(f"The text of {place} was not imported: {error}") from error
    return (decoded.text, decoded.encoding)


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"The file {place} is not UTF-8, as brat writes it: convert it first.") from error


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_ARTICLE_BYTES + 1)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
    if len(data) > LARGEST_ARTICLE_BYTES:
        raise UserError(f"The file {path} is larger than 50 MB, too large for one article: split it.")
    return data
