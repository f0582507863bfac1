"""Reads the JSON of foreign files: lines of objects, or one value, with lone surrogates made harmless."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from annotator.errors import UserError
from annotator.formats.base import LARGEST_ARTICLE_BYTES, Fault, FaultKind, Place
from annotator.formats.jsonl_fields import BadField, JsonObject, object_of

LARGEST_FILE_BYTES = 1024**3
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_lines(path: Path) -> Iterator[tuple[Place, JsonObject] | Fault]:
    """Read the objects of a file line by line; a line that holds none becomes a fault."""
    try:
        with path.open("rb") as file:
            yield from _objects(file.readline, str(path))
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error


def json_lines_of(file: IO[bytes], name: str) -> Iterator[tuple[Place, JsonObject] | Fault]:
    """Read the objects of what stands in a ZIP, line by line."""
    return _objects(file.readline, name)


def json_value(path: Path) -> object:
    """Read the one JSON value of a file; raises UserError when there is none."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
    if len(data) > LARGEST_FILE_BYTES:
        raise UserError(f"The file {path} is larger than 1 GB, too large for one JSON value: split it.")
    try:
        return parsed_json(data)
    except BadField as error:
        raise UserError(f"The file {path} is not JSON ({error}): export it again.") from error


def first_object(head: bytes) -> JsonObject | None:
    """Parse the first line of a file's head, None when it is no whole object."""
    try:
        return object_of(parsed_json(head.lstrip().split(b"\n", 1)[0]), "it")
    except BadField:
        return None


def json_bytes(value: object) -> bytes:
    """Write a value compactly; characters that some take for the end of a line are escaped."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "\u2028\u2029\u0085":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written.encode()


def _objects(readline: Callable[[int], bytes], name: str) -> Iterator[tuple[Place, JsonObject] | Fault]:
    for number, raw in enumerate(_lines(readline), start=1):
        place = Place(name, number)
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if len(line) > LARGEST_ARTICLE_BYTES:
            yield Fault(FaultKind.DOCUMENT, place, "the line is longer than 50 MB, too large for one article")
        elif line.strip():
            yield _object(line, place)


def _lines(readline: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield lines; of one that is too long only as much as shows that it is."""
    while raw := readline(LARGEST_ARTICLE_BYTES + 1):
        rest = raw
        while len(rest) >= LARGEST_ARTICLE_BYTES and not rest.endswith(b"\n"):
            rest = readline(LARGEST_ARTICLE_BYTES)
        yield raw


def _object(raw: bytes, place: Place) -> tuple[Place, JsonObject] | Fault:
    try:
        return (place, object_of(parsed_json(raw), "the line"))
    except BadField as error:
        return Fault(FaultKind.DOCUMENT, place, str(error))


def parsed_json(data: bytes) -> object:
    """Parse a JSON value; raises BadField when there is none."""
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise BadField("it is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise BadField(f"it is not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise BadField("it is nested too deeply") from None
    except ValueError as error:  # a number of 5,000 digits
        raise BadField(f"it is not JSON that can be read: {str(error)[:80]}") from None
    return _clean(value) if b"\\ud" in data.lower() else value


def _refuse(constant: str) -> object:
    raise BadField(f"{constant} is no number in JSON")


def _clean(value: object) -> object:
    """Replace lone surrogates, which no project can hold."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value
