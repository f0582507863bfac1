"""Reads and writes the authority list as CSV: what is written is read back the same, and no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.ids import AnnotatorId, derived_id
from annotator.services.authority.commands import TakeEntries, tidied
from annotator.services.authority.entries import names_of
from annotator.services.project import Project
from annotator.storage.authority import entry_key

COLUMNS = ("name", "aliases", "kind", "note", "url", "id")
ALIAS_SEPARATOR = "|"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LARGEST_BYTES = 64_000_000
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line of a file of names cannot be taken; `line` counts from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class NamesReport:
    """What an import of names did; with a fault nothing was imported."""

    added: int
    changed: int
    unchanged: int
    faults: tuple[Fault, ...] = ()


def export_names(project: Project, path: Path) -> int:
    """Write the authority list and return how many entries it has; raises UserError."""
    entries = names_of(project)
    try:
        path.write_text(names_to_csv(entries), encoding="utf-8", newline="")
    except OSError as error:
        raise UserError(f"“{path.name}” cannot be written ({error.strerror}): choose another place.") from error
    return len(entries)


def import_names(project: Project, path: Path, actor: AnnotatorId) -> NamesReport:
    """Take over a file of names in one operation; raises UserError for a file that is no table of names."""
    entries, faults = names_from_csv(_text_of(path), names_of(project))
    if faults:
        return NamesReport(0, 0, 0, faults)
    before = {one.id: one for one in names_of(project)}
    changed = [one for one in entries if before.get(one.id) != one]
    project.execute(TakeEntries(tuple(changed)), actor)
    added = sum(one.id not in before for one in changed)
    return NamesReport(added, len(changed) - added, len(entries) - len(changed))


def names_to_csv(entries: Iterable[AuthorityEntry]) -> str:
    """Write entries; the same entries give the same text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        aliases = ALIAS_SEPARATOR.join(_escaped(alias) for alias in entry.aliases)
        cells = (entry.name, aliases, entry.kind, entry.note, entry.url, entry.id)
        writer.writerow([_harmless(cell) for cell in cells])
    return text.getvalue()


def names_from_csv(text: str, known: Sequence[AuthorityEntry]) -> tuple[tuple[AuthorityEntry, ...], tuple[Fault, ...]]:
    """Read entries; one that has a known id, or a known name and kind, gets the id of that one.

    Raises UserError when the first line does not name the columns.
    """
    rows = _Rows(text)
    ids, keys = {one.id for one in known}, {entry_key(one): one.id for one in known}
    entries: list[AuthorityEntry] = []
    faults: list[Fault] = []
    lines: dict[tuple[str, str], int] = {}
    for line, cells in rows.read(faults):
        try:
            entry = _entry(cells, ids, keys)
        except UserError as refusal:
            faults.append(Fault(line, str(refusal)))
            continue
        if entry_key(entry) in lines:
            faults.append(
                Fault(line, f"“{entry.name}” stands in line {lines[entry_key(entry)]} already: join the two.")
            )
        elif keys.get(entry_key(entry), entry.id) != entry.id:
            faults.append(Fault(line, f"“{entry.name}” is the name of another entry already: change one of them."))
        lines.setdefault(entry_key(entry), line)
        entries.append(entry)
    return tuple(entries), tuple(faults)


class _Rows:
    """The lines of a table below its head, as cells by column."""

    def __init__(self, text: str) -> None:
        head = text.removeprefix("\ufeff").partition("\n")[0]
        delimiter = max(_DELIMITERS, key=head.count)
        self._reader = csv.reader(
            io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True
        )
        self._columns = [cell.strip().casefold() for cell in self._head()]
        if "name" not in self._columns:
            raise UserError(f"The file has no column “name”: begin it with the line {','.join(COLUMNS)}.")

    def read(self, faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each line that is not empty; one that is no CSV is a fault and ends the reading."""
        last = self._reader.line_num
        try:
            for cells in self._reader:
                line, last = last + 1, self._reader.line_num
                if any(cell.strip() for cell in cells):
                    named = zip(self._columns, map(_meant, cells), strict=False)
                    yield line, {column: cell for column, cell in named if column in COLUMNS}
        except csv.Error as error:
            faults.append(Fault(last + 1, f"it is no CSV from here on ({error}): check its quotation marks."))

    def _head(self) -> list[str]:
        try:
            return next(self._reader, [])
        except csv.Error:
            return []


def _entry(cells: dict[str, str], ids: set[AuthorityId], keys: dict[tuple[str, str], AuthorityId]) -> AuthorityEntry:
    aliases = tuple(_split(cells.get("aliases", "")))
    entry = tidied(
        AuthorityEntry(
            AuthorityId(cells.get("id", "").strip()),
            cells.get("name", ""),
            cells.get("kind", ""),
            aliases,
            cells.get("note", ""),
            cells.get("url", ""),
        )
    )
    own = entry.id if entry.id in ids else keys.get(entry_key(entry))
    made = AuthorityId(derived_id("authority", *entry_key(entry)))
    identity = own or entry.id or made
    return AuthorityEntry(identity, entry.name, entry.kind, entry.aliases, entry.note, entry.url)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise UserError(f"“{path.name}” is larger than {_LARGEST_BYTES // 1_000_000} MB: split it.")
        # newline: a line end inside a note stays as it was written.
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except OSError as error:
        raise UserError(f"“{path.name}” cannot be read ({error.strerror}): choose another file.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"“{path.name}” is not UTF-8 text: save it as “CSV UTF-8”.") from error


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula; `_meant` takes the mark off again."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _escaped(alias: str) -> str:
    return alias.replace("\\", "\\\\").replace(ALIAS_SEPARATOR, f"\\{ALIAS_SEPARATOR}")


def _split(aliases: str) -> Iterator[str]:
    piece, taken = "", False
    for sign in aliases:
        if taken:
            piece, taken = piece + sign, False
        elif sign == "\\":
            taken = True
        elif sign == ALIAS_SEPARATOR:
            yield piece
            piece = ""
        else:
            piece += sign
    yield piece
