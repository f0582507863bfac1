"""Finds the documents of CoNLL columns: in one file, or in a ZIP with a file per annotator and layer."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO

from annotator.errors import UserError
from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignSpan, Item, Place
from annotator.formats.conll_read import Columns, documents_of
from annotator.formats.conll_write import NOBODY, TEXTS
from annotator.formats.safe_names import read_name
from annotator.formats.zip_files import ZipFiles, open_zip
from annotator.model.annotation import Fragment
from annotator.model.document import DocumentState, Metadata

LISTING = "articles.list"


def read_columns(path: Path, name: str) -> Iterator[Item]:
    """Read a file of columns; the text is rebuilt: a blank between tokens, a line end between sentences."""
    try:
        with path.open("rb") as file:
            yield from _rebuilt(documents_of(file), str(path), Metadata(source_file=name))
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error


def _rebuilt(found: Iterator[Columns], path: str, known: Metadata, annotator: str = "") -> Iterator[Item]:
    for columns in found:
        place = Place(path, columns.line)
        if columns.fault:
            yield Fault(FaultKind.DOCUMENT, place, columns.fault)
            continue
        text, tokens = columns.rebuilt()
        spans = _spans(columns, text, tokens, "")
        yield ForeignDocument(place, text, metadata=known, tokens=tokens, annotator=annotator, spans=spans)


def _spans(columns: Columns, text: str, tokens: tuple[Fragment, ...], layer: str) -> tuple[ForeignSpan, ...]:
    bounds = [(tokens[first][0], tokens[behind - 1][1], label) for first, behind, label in columns.spans]
    return tuple(ForeignSpan(label, ((start, end),), text[start:end], layer) for start, end, label in bounds)


@dataclass(slots=True)
class _Folder:
    """An annotator's files, open side by side; `numbers` name the texts in order."""

    annotator: str
    texts: list[str]
    layers: list[tuple[str, str, Iterator[Columns]]]


def read_folders(path: Path) -> Iterator[Item]:
    """Read a ZIP: folders with a list of articles go with their texts, other files are read by themselves."""
    with open_zip(path) as files, ExitStack() as stack:
        listed = {str(PurePosixPath(name).parent) for name in files.names if PurePosixPath(name).name == LISTING}
        for name in files.names:
            parent = str(PurePosixPath(name).parent)
            if parent not in (*listed, TEXTS) and not name.endswith(".txt"):
                annotator = "" if parent == "." else read_name(parent)
                file = stack.enter_context(files.stream(name))
                yield from _rebuilt(documents_of(file), f"{path}/{name}", Metadata(source_file=name), annotator)
        yield from _side_by_side([_folder(files, name, stack) for name in sorted(listed)], files, str(path))


def _folder(files: ZipFiles, name: str, stack: ExitStack) -> _Folder:
    layers = []
    for inner in files.names:
        pure = PurePosixPath(inner)
        if str(pure.parent) == name and pure.name != LISTING:
            file: IO[bytes] = stack.enter_context(files.stream(inner))
            layers.append((inner, read_name(pure.stem), documents_of(file)))
    texts = files.read(f"{name}/{LISTING}").decode("utf-8", "replace").split()
    return _Folder("" if name == NOBODY else read_name(name), texts, layers)


def _side_by_side(folders: list[_Folder], files: ZipFiles, path: str) -> Iterator[Item]:
    """Go through the texts in order and give each annotator's work on each."""
    for name in sorted(set(chain.from_iterable(folder.texts for folder in folders))):
        if f"{TEXTS}/{name}" not in files.names:
            raise UserError(f"The text {name} is missing in {path}: export it again.")
        text = files.read(f"{TEXTS}/{name}").decode("utf-8", "replace")
        for folder in folders:
            if folder.texts and folder.texts[0] == name:
                folder.texts.pop(0)
                yield _work(folder, text, path)


def _work(folder: _Folder, text: str, path: str) -> Item:
    base = ForeignDocument(Place(path), text, annotator=folder.annotator)
    if not folder.annotator:
        base = replace(base, status=DocumentState.TODO)
    for inner, layer, documents in folder.layers:
        columns = next(documents, None)
        place = Place(f"{path}/{inner}", columns.line if columns else 0)
        tokens = None if columns is None else columns.aligned(text)
        if columns is None or tokens is None or columns.fault:
            reason = columns.fault if columns and columns.fault else "its tokens are not those of the text"
            return Fault(FaultKind.DOCUMENT, place, reason)
        base = replace(base, place=place, tokens=tokens, spans=(*base.spans, *_spans(columns, text, tokens, layer)))
    return base
