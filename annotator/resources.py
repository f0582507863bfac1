"""Finds the files that ship with the program, in a checkout and in an installed copy."""

from pathlib import Path

from annotator.errors import UserError

PACKAGE = Path(__file__).resolve().parent
# The wheel carries the two top-level folders inside the package; a checkout has them beside it.
HOMES = (PACKAGE.parent, PACKAGE / "_data")


def resource_path(name: str) -> Path:
    """Find a file or folder below `resources/`.

    Raises UserError when this copy of the program lacks it.
    """
    return _shipped("resources", name)


def seed_path(name: str = "") -> Path:
    """Find a file below `seeds/`, or the folder itself.

    Raises UserError when this copy of the program lacks it.
    """
    return _shipped("seeds", name)


def _shipped(folder: str, name: str) -> Path:
    candidates = [home / folder / name for home in reversed(HOMES)]
    found = next((path for path in candidates if path.exists()), None)
    if found is None:
        raise UserError(f"The file {folder}/{name} is missing from this copy of the program; install it again.")
    return found
