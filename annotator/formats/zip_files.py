"""Writes and reads ZIP files: the same bytes everywhere when written, nothing trusted when read."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from annotator.errors import UserError
from annotator.formats.base import LARGEST_ARTICLE_BYTES

MOST_MEMBERS = 200_000
LARGEST_SUM_BYTES = 2 * 1024**3
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Write files as a ZIP piece by piece.

    Nothing is compressed: different builds of zlib would give different bytes.
    """
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _BEGINNING), content)
            yield pieces.taken()
    yield pieces.taken()


class _Pieces(io.RawIOBase):
    """Keeps what was written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        written = bytes(data)  # type: ignore[call-overload]  # a buffer, by the rules of RawIOBase
        self._held.append(written)
        return len(written)

    def taken(self) -> bytes:
        """Hand over what was written since the last call."""
        held, self._held = b"".join(self._held), []
        return held


class ZipFiles:
    """The members of a ZIP by name; no name is ever used as a path on the disk."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._members = {one.filename: one for one in archive.infolist() if not one.is_dir()}
        if len(self._members) > MOST_MEMBERS or sum(one.file_size for one in self._members.values()) > (
            LARGEST_SUM_BYTES
        ):
            raise UserError(f"The file {path} unpacks to more than 2 GB or 200,000 files: split it.")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, sorted."""
        return tuple(sorted(self._members))

    def read(self, name: str) -> bytes:
        """Read one member; raises UserError when it is broken, locked or too large."""
        with self.stream(name) as file:
            data = file.read(LARGEST_ARTICLE_BYTES + 1)
        if len(data) > LARGEST_ARTICLE_BYTES:
            raise UserError(f"The file {name} in {self._path} is larger than 50 MB: split it.")
        return data

    @contextmanager
    def stream(self, name: str) -> Iterator[IO[bytes]]:
        """Open one member of many articles; raises UserError when it is broken or locked, also while it is read."""
        member = self._members[name]
        if member.flag_bits & 1:
            raise UserError(f"The file {name} in {self._path} is locked by a password: unlock it first.")
        try:
            with self._archive.open(member) as file:
                yield file
        except BROKEN as error:
            raise UserError(f"The file {name} in {self._path} is broken ({error}): fetch it again.") from error


BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@contextmanager
def open_zip(path: Path) -> Iterator[ZipFiles]:
    """Open a ZIP for reading; raises UserError when it is none."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise UserError(f"The file {path} is no ZIP that can be read ({error}): fetch it again.") from error
    with archive:
        yield ZipFiles(archive, path)


def names_in(path: Path) -> tuple[str, ...]:
    """List the names in a ZIP, nothing for a file that is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(archive.namelist())
    except BROKEN:
        return ()
