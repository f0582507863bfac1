"""Finds the files that an import reads: named ones must be usable, walked ones may be skipped."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Format
from annotator.formats.reading_choices import check_choices, reading
from annotator.formats.recognising import Recognises
from annotator.services.importing.report import Skipped

_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `name` is what its articles remember of it, `walked` tells that nobody named it."""

    path: Path
    name: str
    format: Format
    walked: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """The files to read, in order, and those that no format reads."""

    files: tuple[Source, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for reading: for all files, and for single ones, which counts more."""

    all: tuple[tuple[str, str], ...] = ()
    by_path: tuple[tuple[Path, tuple[tuple[str, str], ...]], ...] = ()

    def of(self, path: Path) -> dict[str, str]:
        """Give the choices for one file."""
        return {**dict(self.all), **dict(dict(self.by_path).get(path, ()))}


def find_sources(paths: Iterable[Path], format_name: str = "", choices: Choices | None = None) -> Sources:
    """List the files of paths in order, folders walked by name, each with its format as chosen.

    Raises UserError for a path that is missing, no file and no folder, or a folder without an article.
    """
    wanted = _reading_format(format_name) if format_name else None
    files: list[Source] = []
    skipped: list[Skipped] = []
    for path in paths:
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            _walk(path, wanted, files, skipped)
        elif stat.S_ISREG(mode):
            files.append(Source(path, path.name, wanted or _format_of(path) or _guessed_format(path)))
        else:
            raise UserError(f"{path} is neither a file nor a folder: name an article, a data file or a folder.")
    chosen = choices or Choices()
    check_choices(FORMATS, dict(chosen.all))
    ready = (replace(one, format=reading(one.format, chosen.of(one.path))) for one in files)
    return Sources(tuple(ready), tuple(skipped))


def _reading_format(name: str) -> Format:
    found = FORMATS.get(name)
    if not found.reads:
        raise UserError(f"The format {name} is only written: choose another one to import.")
    return found


def _guessed_format(path: Path) -> Format:
    """Guess the format of a named file by its first bytes: JSON objects, else text; what is called JSON is no text."""
    if path.suffix.lower() == ".json":
        return FORMATS.get("json-articles")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
    return FORMATS.get("jsonl" if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") else "text")


def _mode(path: Path) -> int:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        raise UserError(f"There is no file or folder {path}: check the path.") from None
    except (OSError, ValueError) as error:
        raise UserError(f"The path {str(path)!r} cannot be used ({error}): check it.") from error


def _walk(folder: Path, wanted: Format | None, files: list[Source], skipped: list[Skipped]) -> None:
    before = len(files)
    for path in _files_below(folder):
        form = _format_of(path)
        if not path.is_file():
            skipped.append(Skipped(str(path), "it is no regular file"))
        elif form is None:
            skipped.append(Skipped(str(path), f"no format reads {path.suffix or 'such'} files"))
        elif wanted is not None and form.name != wanted.name:
            skipped.append(Skipped(str(path), f"it is no {wanted.title} file"))
        else:
            files.append(Source(path, path.relative_to(folder).as_posix(), wanted or form, walked=True))
    if len(files) == before:
        raise UserError(f"The folder {folder} holds no article that can be read: name another folder or a file.")


def _files_below(folder: Path) -> Iterator[Path]:
    """Walk a folder depth-first in sorted order without following links to folders."""

    def refuse(error: OSError) -> None:
        raise UserError(f"The folder {error.filename} cannot be read ({error.strerror}): check its permissions.")

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        yield from (Path(root, name) for name in sorted(names))


def _format_of(path: Path) -> Format | None:
    suffix = path.suffix.lower()
    able = [form for form in FORMATS if form.reads and suffix in form.extensions]
    by_content = next((form for form in able if isinstance(form, Recognises) and form.recognises(path)), None)
    return by_content or next((form for form in able if not isinstance(form, Recognises)), None)
