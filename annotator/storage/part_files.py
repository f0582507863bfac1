"""Files that are written beside their target before they get its name; what a killed process left is swept away."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.model.ids import derived_id, random_id

_ABANDONED_AFTER_S = 3600.0


@contextmanager
def temporary_beside(target: Path, family: str = "") -> Iterator[Path]:
    """Give a name in the target's folder; what still stands there at the end is removed.

    So is what an earlier process that was killed left there, for the same target, or for one of the same family.
    """
    mark = f".annotator-{derived_id(family or target.name)[:8]}-"
    path = target.parent / f"{mark}{random_id()}.part"
    _sweep(target.parent, mark)
    try:
        yield path
    finally:
        with suppress(OSError):
            for left in path.parent.glob(f"{path.name}*"):  # a database has its journal beside it
                left.unlink()


def _sweep(folder: Path, mark: str) -> None:
    with suppress(OSError):
        for path in folder.glob(f"{mark}*.part*"):
            if time.time() - path.stat().st_mtime > _ABANDONED_AFTER_S:
                path.unlink()


def settle(folder: Path) -> None:
    """Wait until the disk has the names of a folder, where the system can be asked for that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network shares refuse to sync a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
