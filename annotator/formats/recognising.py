"""Tells formats apart that share an extension, by what stands in the file."""

from pathlib import Path
from typing import Protocol, runtime_checkable

HEAD_BYTES = 4 * 1024 * 1024


@runtime_checkable
class Recognises(Protocol):
    """A format that shares its extensions with others."""

    def recognises(self, path: Path) -> bool:
        """Tell whether the file is of this format; a file that cannot be read is not."""


def head_of(path: Path) -> bytes:
    """Read the first bytes of a file, nothing of one that cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return b""
