"""Turns what is known about an article into a flat JSON object and back, for formats with free fields."""

from collections.abc import Collection, Iterable
from dataclasses import fields

from annotator.formats.jsonl_fields import JsonObject
from annotator.model.document import Metadata

_KNOWN = tuple(one.name for one in fields(Metadata) if one.name != "extra")


def flat_metadata(known: Metadata, reserved: Collection[str] = ()) -> dict[str, str]:
    """Write what is known as texts; names that the format itself uses get an underscore in front."""
    pairs = (*known.extra, *((name, getattr(known, name)) for name in _KNOWN))
    return {_unreserved(name, reserved): value for name, value in pairs if value or name not in _KNOWN}


def metadata_of(record: JsonObject, reserved: Collection[str] = ()) -> Metadata:
    """Read what is known; names that are not ours become extra facts, nested values are left out."""
    pairs = list(_texts(record, reserved))
    known = {name: value for name, value in pairs if name in _KNOWN}
    return Metadata(**known, extra=tuple((name, value) for name, value in pairs if name not in _KNOWN))


def _texts(record: JsonObject, reserved: Collection[str]) -> Iterable[tuple[str, str]]:
    for name, value in record.items():
        bare = name.lstrip("_")
        given = bare if bare in reserved and name != bare else name
        if name not in reserved and isinstance(value, str | int | float) and not isinstance(value, bool):
            yield given, str(value)


def _unreserved(name: str, reserved: Collection[str]) -> str:
    return f"_{name}" if name.lstrip("_") in reserved else name
