"""Turns spans of tokens into the tags of CoNLL columns and back, in the three ways there are."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

TokenSpan = tuple[int, int, str]  # first token, the one after the last, label


class Tagging(StrEnum):
    """How tags tell where a span begins; what they are called in files differs, IOB2 is also called BIO."""

    IOB2 = "iob2"
    IOB1 = "iob1"
    BILOU = "bilou"


def tags_of(spans: Iterable[TokenSpan], length: int, tagging: Tagging) -> list[str]:
    """Write one tag per token; spans must not overlap."""
    tags = ["O"] * length
    for first, behind, label in sorted(spans):
        touches = first > 0 and tags[first - 1].partition("-")[2] == label
        for place in range(first, behind):
            tags[place] = f"I-{label}"
        if tagging is not Tagging.IOB1 or touches:
            tags[first] = f"B-{label}"
        if tagging is Tagging.BILOU:
            tags[behind - 1] = f"{'L' if behind - first > 1 else 'U'}-{label}"
    return tags


def spans_of_tags(tags: Sequence[str]) -> list[TokenSpan]:
    """Find the spans of one sentence, whatever the tagging: B, S and U begin, L and E end, another label begins anew.

    Raises ValueError for a tag that is none.
    """
    found: list[TokenSpan] = []
    begun: tuple[int, str] | None = None
    for place, tag in enumerate([*tags, "O"]):
        mark, label = _parts(tag)
        if begun and (mark in "OBSU" or label != begun[1]):
            found.append((begun[0], place, begun[1]))
            begun = None
        if mark != "O" and begun is None:
            begun = (place, label)
        if begun and mark in "LESU":
            found.append((begun[0], place + 1, label))
            begun = None
    return found


def _parts(tag: str) -> tuple[str, str]:
    if tag in ("O", "-", "_"):
        return ("O", "")
    mark, dash, label = tag.partition("-")
    if mark not in ("B", "I", "L", "E", "S", "U") or not dash or not label:
        raise ValueError(f"the tag {tag!r} is neither O nor B-LABEL, I-LABEL, L-LABEL, E-LABEL, S-LABEL or U-LABEL")
    return (mark, label)
