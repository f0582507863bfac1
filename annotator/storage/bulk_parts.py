"""The compressed parts in which the journal keeps what an import brought."""

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

# A part is closed when it holds that many characters; one record more may stand in it.
_PART_CHARACTERS = 8_000_000
LARGEST_PART_BYTES = 64 * 1024 * 1024


def packed(steps: Iterable[str]) -> Iterator[tuple[int, bytes]]:
    """Compress the JSON of steps into parts; yields how many are in each."""
    held: list[str] = []
    characters = 0
    for step in steps:
        held.append(step)
        characters += len(step)
        if characters >= _PART_CHARACTERS:
            yield _pack(held)
            held, characters = [], 0
    if held:
        yield _pack(held)


def unpacked(part: bytes) -> list[Any]:  # Any: what stood in the file
    """Read the steps of a part; raises ValueError for what this program did not write, a bomb among them."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(part, LARGEST_PART_BYTES)
        if not unpacking.eof:
            raise ValueError("a part of the journal is cut off, or larger than any that Annotator writes")
        steps = json.loads(data)
    except (zlib.error, RecursionError) as error:
        raise ValueError(f"a part of the journal cannot be read: {error}") from error
    if not isinstance(steps, list):
        raise ValueError("a part of the journal is no list")
    return steps


def _pack(steps: list[str]) -> tuple[int, bytes]:
    return len(steps), zlib.compress(f"[{','.join(steps)}]".encode(), 1)
