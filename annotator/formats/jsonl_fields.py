"""Takes typed values out of a JSON object of a foreign file."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from annotator.model.annotation import Fragment

JsonObject = Mapping[str, object]
_LARGEST = 2**53
Choice = TypeVar("Choice", bound=StrEnum)


class BadField(ValueError):
    """A value that cannot be taken; the message names its key."""


def text_field(record: JsonObject, key: str) -> str:
    """Read a string; missing or null is empty."""
    value = record.get(key, "")
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    raise BadField(f"“{key}” is no text")


def number_field(record: JsonObject, key: str) -> float | None:
    """Read a finite number or None."""
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadField(f"“{key}” is no number")
    return float(value)


def whole_field(record: JsonObject, key: str) -> int:
    """Read a whole number."""
    return _whole(record.get(key), key)


def choice_field(record: JsonObject, key: str, default: Choice) -> Choice:
    """Read one of the values of the default's kind."""
    value = text_field(record, key)
    if not value:
        return default
    try:
        return type(default)(value)
    except ValueError:
        raise BadField(f"“{key}” is {value!r}, not one of {', '.join(type(default))}") from None


def list_field(record: JsonObject, key: str) -> list[object]:
    """Read a list; missing or null is empty."""
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadField(f"“{key}” is no list")
    return value


def object_of(value: object, what: str) -> JsonObject:
    """Take a value as an object."""
    if not isinstance(value, dict):
        raise BadField(f"{what} is no object")
    return value


def pairs_field(record: JsonObject, key: str) -> tuple[Fragment, ...]:
    """Read a list of [start, end]."""
    values = list_field(record, key)
    return tuple([_pair(value, key) for value in values]) if values else ()


def _pair(value: object, key: str) -> Fragment:
    if not isinstance(value, list) or len(value) != 2:
        raise BadField(f"“{key}” holds something else than [start, end]")
    return (_whole(value[0], key), _whole(value[1], key))


def _whole(value: object, key: str) -> int:
    # 2**53: what every JSON reader keeps exactly, and far above any text's length.
    if isinstance(value, int) and -_LARGEST <= value <= _LARGEST and not isinstance(value, bool):
        return value
    raise BadField(f"“{key}” is no whole number")
