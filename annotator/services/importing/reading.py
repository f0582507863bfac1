"""Reads the files of an import item by item, here or in a worker's process that leaves them in a spool."""

import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Aside, ForeignDocument, Item, Place
from annotator.formats.columns import TablePreview
from annotator.formats.json_articles import preview_articles
from annotator.formats.table_articles import preview_table
from annotator.services.importing.sources import Choices, Source, Sources, find_sources

_RECORD_ITEMS = 20
_RECORD_LETTERS = 100_000


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item of a file; `name` is what its article remembers of the file, `format` how it was read."""

    name: str
    format: str
    item: Item


@dataclass(frozen=True, slots=True)
class SpoolEnd:
    """What reading everything came to: items, and labels with the number of spans or relations that bear them."""

    items: int
    labels: tuple[tuple[str, int], ...]
    relation_labels: tuple[tuple[str, int], ...]


def read_items(sources: Sources) -> Iterator[ReadItem]:
    """Read all files; raises UserError for a named one that cannot be read and when there is nothing at all."""
    nothing = True
    reasons = [skipped.reason for skipped in sources.skipped]
    for skipped in sources.skipped:
        yield ReadItem("", "", Aside(Place(skipped.path), skipped.reason))
    for source in sources.files:
        for read in _file_items(source):
            nothing = nothing and isinstance(read.item, Aside)
            reasons += [read.item.reason] if isinstance(read.item, Aside) else []
            yield read
    if nothing:
        raise UserError(f"There is nothing to import: {'; '.join(reasons[:20])}")


def _file_items(source: Source) -> Iterator[ReadItem]:
    """Read a file; one that was met in a folder and cannot be read is left aside, a named one raises."""
    begun = False
    try:
        with FORMATS.guarded(source.format):
            for item in source.format.read(source.path, source.name):
                begun = True
                yield ReadItem(source.name, source.format.name, item)
        if not begun:
            raise UserError(f"The file {source.path} holds nothing to import: choose another one.")
    except UserError as error:
        if begun or not source.walked:
            raise
        yield ReadItem(source.name, source.format.name, Aside(Place(str(source.path)), str(error)))


def spool_items(
    report: Callable[[object], None], spool: str, paths: tuple[Path, ...], format_name: str, choices: Choices
) -> SpoolEnd:
    """Read everything into a spool, for a worker's process; progress is the number of items so far."""
    count = 0
    labels: Counter[str] = Counter()
    relation_labels: Counter[str] = Counter()
    held: list[ReadItem] = []
    letters = 0
    with Path(spool).open("wb") as file:
        for read in read_items(find_sources(paths, format_name, choices)):
            held.append(read)
            count += 1
            if isinstance(read.item, ForeignDocument):
                letters += len(read.item.text)
                labels.update(span.label for span in read.item.spans)
                relation_labels.update(relation.label for relation in read.item.relations)
            if len(held) >= _RECORD_ITEMS or letters >= _RECORD_LETTERS:
                pickle.dump(tuple(held), file, protocol=pickle.HIGHEST_PROTOCOL)
                held, letters = [], 0
                report(count)
        pickle.dump(tuple(held), file, protocol=pickle.HIGHEST_PROTOCOL)
    return SpoolEnd(count, tuple(labels.items()), tuple(relation_labels.items()))


def spooled(spool: Path) -> Iterator[tuple[ReadItem, ...]]:
    """Read a spool that this program has just written, a few items at a time."""
    with spool.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return


def preview_tables(report: Callable[[object], None], paths: tuple[Path, ...]) -> dict[Path, TablePreview]:
    """Show the tables, and the JSON of unknown fields, among some files, for a worker's process.

    What cannot be read is told by the import.
    """
    found: dict[Path, TablePreview] = {}
    for path in paths:
        try:
            shown = (preview_table(path) or preview_articles(path)) if path.is_file() else None
        except UserError:
            continue
        if shown is not None:
            found[path] = shown
    return found
