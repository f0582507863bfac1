"""Puts files in place whole or not at all: beside the target, to the disk, then renamed."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import UserError
from annotator.storage.part_files import settle, temporary_beside


def usable_target(path: Path) -> Path:
    """Resolve links and check that a file can stand there; raises UserError."""
    try:
        target = Path(os.path.realpath(path))
        folder = os.stat(target.parent)
    except FileNotFoundError:
        raise UserError(f"There is no folder {path.parent} to write {path.name} to: make it first.") from None
    except (OSError, ValueError) as error:
        raise UserError(f"The path {str(path)!r} cannot be used ({error}): choose another one.") from error
    if not stat.S_ISDIR(folder.st_mode):
        raise UserError(f"{path.parent} is no folder, so {path.name} cannot be written there: choose a folder.")
    return target


def check_free(target: Path) -> None:
    """Raise UserError where a folder or device stands, or the name is not possible."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise UserError(f"The file {target} cannot be written ({error}): choose another name.") from error
    if not stat.S_ISREG(mode):
        raise UserError(f"{target} is a folder or a device, not a file: choose another name.")


def write_durably(part: Path, pieces: Iterable[bytes], target: Path) -> None:
    """Write what becomes `target` to a new file and wait until the disk has it; raises UserError."""
    with _sentence_about(target), part.open("xb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(part: Path, target: Path) -> None:
    """Give a written file its name, replacing what has it; raises UserError."""
    with _sentence_about(target):
        os.replace(part, target)


def write_whole(out: Path, pieces: Iterable[bytes]) -> Path:
    """Write a file whole or not at all, replacing what has its name; returns where it stands. Raises UserError."""
    target = usable_target(out)
    check_free(target)
    with temporary_beside(target) as part:
        write_durably(part, pieces, target)
        put_in_place(part, target)
    settle(target.parent)
    return target


@contextmanager
def _sentence_about(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(f"The file {target} was not written ({reason}): choose another place.") from error
