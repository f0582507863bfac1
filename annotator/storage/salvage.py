"""Reads what can still be read of a damaged project file, without trusting anything in it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from annotator.errors import DamagedProject, UserError
from annotator.model.operation import Image, RecordKind
from annotator.storage.connection import connect
from annotator.storage.gate import check_schema
from annotator.storage.journal import read_property
from annotator.storage.migrations import schema_version
from annotator.storage.operations import steps_in
from annotator.storage.records import image_of
from annotator.storage.rows import row_hash

_UNREADABLE = (
    sqlite3.Error,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)
Known = dict[tuple[RecordKind, str], Image]


class Salvage:
    """The sound records of a damaged file, and what could not be read."""

    def __init__(self, path: Path) -> None:
        self.lost: list[tuple[str, str, str]] = []
        try:
            self._db = connect(path, read_only=True)
        except sqlite3.Error as error:
            raise DamagedProject(f"{path} cannot be opened ({error})") from error
        try:
            if check_schema(self._db, path) < schema_version():
                raise UserError(
                    f"{path} was made by an older Annotator: open it once, so that it is upgraded, or restore a backup."
                )
        except (sqlite3.Error, ValueError, TypeError) as error:
            self._db.close()
            raise DamagedProject(f"the structure of {path} cannot be read ({error})") from error
        except BaseException:
            self._db.close()
            raise

    @property
    def uuid(self) -> str | None:
        """The project's UUID, if it can be read."""
        with suppress(*_UNREADABLE):
            return read_property(self._db, "uuid")
        return None

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def records(self) -> Known:
        """Read every record whose hash is right; where the table fails, the journal's newest image stands in."""
        found: Known = {}
        damaged: set[tuple[RecordKind, str]] = set()
        for kind in RecordKind:
            for image, written in self._rows(kind):
                record = (kind, str(image.get("id")))
                if row_hash(image) == written:
                    found[record] = image
                else:
                    damaged.add(record)
        for record, newest in self._journal().items():
            if record not in found and newest is not None:
                found[record] = newest
                damaged.discard(record)
        for kind, identity in sorted(damaged):
            self.lost.append((kind.value, identity, "its content was altered"))
        return found

    def _rows(self, kind: RecordKind) -> Iterator[tuple[Image, str]]:
        """Read a table row by row, so that one bad page costs its own rows only."""
        last = -(2**63)
        while True:
            try:
                row = next(
                    self._db.query(
                        f"SELECT rowid AS row_number, * FROM {kind.value} WHERE rowid > ? ORDER BY rowid LIMIT 1",
                        [last],
                    ),
                    None,
                )
            except _UNREADABLE as error:
                following = self._next_readable(kind, last)
                self.lost.append((kind.value, f"rows after {max(last, 0)}", str(error)))
                if following is None:
                    return
                last = following - 1
                continue
            if row is None:
                return
            last = int(row.pop("row_number"))
            with suppress(*_UNREADABLE):
                yield image_of(row), str(row["hash"])

    def _next_readable(self, kind: RecordKind, last: int) -> int | None:
        """Find the next row that can be read: steps that double, then the first row behind."""
        step = 1
        for _ in range(40):
            with suppress(*_UNREADABLE):
                rows = self._db.execute(
                    f"SELECT rowid, * FROM {kind.value} WHERE rowid > ? ORDER BY rowid LIMIT 1", [max(last, 0) + step]
                ).fetchall()
                return int(rows[0][0]) if rows else None
            step *= 2
        return None

    def _journal(self) -> dict[tuple[RecordKind, str], Image | None]:
        newest: dict[tuple[RecordKind, str], Image | None] = {}
        try:
            for (payload,) in self._db.execute("SELECT payload FROM bulk_change ORDER BY rowid"):
                with suppress(*_UNREADABLE):
                    newest.update({(step.kind, step.record): step.after for step in steps_in(payload)})
            for kind, record, after in self._db.execute(
                'SELECT c.kind, c.record, c."after" FROM change c JOIN operation o ON o.id = c.operation '
                "ORDER BY o.number, c.sequence"
            ):
                with suppress(*_UNREADABLE):
                    newest[RecordKind(kind), record] = None if after is None else dict(json.loads(after))
        except _UNREADABLE as error:
            self.lost.append(("journal", "operations", str(error)))
        return newest
