"""Claims about where the two sample annotators disagree."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

# Any: the lines are read as any outsider would read them, without our classes.
Record = Mapping[str, Any]
Pair = tuple[Record, Record]


def pairs(lines: tuple[Record, ...]) -> Iterator[Pair]:
    return zip(lines[::2], lines[1::2], strict=True)


def keys(line: Record) -> set[tuple[str, int, int]]:
    return {(span["label"], span["start"], span["end"]) for span in line["spans"]}


def overlapping(line: Record, span: Record) -> list[Record]:
    return [
        one
        for one in line["spans"]
        if one["layer"] == span["layer"] and one["start"] < span["end"] and span["start"] < one["end"]
    ]


def boundary(first: Record, second: Record) -> bool:
    return any(
        one["label"] == span["label"] and (one["start"], one["end"]) != (span["start"], span["end"])
        for span in first["spans"]
        for one in overlapping(second, span)
    )


def label(first: Record, second: Record) -> bool:
    return any(
        one["label"] != span["label"] and one["fragments"] == span["fragments"]
        for span in first["spans"]
        for one in overlapping(second, span)
    )


def omission(first: Record, second: Record) -> bool:
    return any(not overlapping(second, span) for span in first["spans"])


def split(first: Record, second: Record) -> bool:
    return any(
        Counter(one["label"] for one in overlapping(second, span))["DIRECT"] > 1
        for span in first["spans"]
        if span["label"] == "DIRECT" and len(overlapping(first, span)) == 1
    )


def speakers(line: Record) -> set[tuple[int, int, int]]:
    places = {span["id"]: span for span in line["spans"]}
    return {
        (places[one["from"]]["start"], places[one["from"]]["end"], places[one["to"]]["start"])
        for one in line["relations"]
        if one["label"] == "speaker"
    }


def speaker(first: Record, second: Record) -> bool:
    hers = {(start, end): who for start, end, who in speakers(second)}
    return any(hers.get((start, end), who) != who for start, end, who in speakers(first))


def claim(first: Record, second: Record) -> bool:
    return {key for key in keys(first) if key[0] == "CLAIM"} != {key for key in keys(second) if key[0] == "CLAIM"}


def check(first: Record, second: Record) -> bool:
    hers = {(one["start"], one["end"]): one["attributes"] for one in second["spans"] if one["label"] == "CLAIM"}
    return any(
        hers.get((one["start"], one["end"]), one["attributes"]) != one["attributes"]
        for one in first["spans"]
        if one["label"] == "CLAIM"
    )


@pytest.mark.parametrize("difference", [boundary, label, omission, split, speaker, claim, check])
def test_the_annotators_disagree_here_and_there(
    difference: Callable[[Record, Record], bool], lines: tuple[Record, ...]
) -> None:
    assert any(difference(first, second) for first, second in pairs(lines))


def test_each_annotator_leaves_out_what_the_other_marked(lines: tuple[Record, ...]) -> None:
    assert any(omission(first, second) for first, second in pairs(lines))
    assert any(omission(second, first) for first, second in pairs(lines))


def test_the_annotators_mostly_agree(lines: tuple[Record, ...]) -> None:
    shared = sum(len(keys(first) & keys(second)) for first, second in pairs(lines))
    everything = sum(len(keys(first) | keys(second)) for first, second in pairs(lines))

    assert 0.7 <= shared / everything <= 0.95
