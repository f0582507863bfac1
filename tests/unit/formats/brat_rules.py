"""brat's own rules for .ann files, as its server checks them: written from its source, without our reader's code."""

import re
from itertools import pairwise

_SPANS = re.compile(r"\d+ \d+(;\d+ \d+)*")
_ID = re.compile(r"[TREANM#]\d+")
_NORMALISATION = re.compile(r"(\S+) (\S+) (\S+?):(\S+)")


def refused(annotations: str, text: str) -> list[str]:
    """List the lines that brat would drop, duplicate, or show an error for; lines end where Python's do."""
    wrong: list[str] = []
    ids: dict[str, str] = {}
    for line in annotations.splitlines():
        name, tab, rest = line.partition("\t")
        head, _, tail = rest.partition("\t")
        if not tab or not _ID.fullmatch(name) or name in ids or not _is_right(name[0], head, tail, text):
            wrong.append(line)
        ids[name] = head
    return wrong + [f"{name}\t{head}" for name, head in ids.items() if not _has_its_ends(name, head, ids)]


def _is_right(kind: str, head: str, tail: str, text: str) -> bool:
    match kind:
        case "T":
            return _is_span(head, tail, text)
        case "R":
            label, *ends = head.split()
            return len(ends) == 2 and len({end.split(":")[0] for end in ends}) == 2 and bool(label)
        case "A":
            return 2 <= len(head.split()) <= 3
        case "N":
            return _NORMALISATION.fullmatch(head) is not None
        case "#":
            return len(head.split()) == 2
        case _:
            return False


def _is_span(head: str, tail: str, text: str) -> bool:
    label, _, bounds = head.partition(" ")
    if not label or not _SPANS.fullmatch(bounds):
        return False
    spans = sorted((int(start), int(end)) for start, end in (pair.split() for pair in bounds.split(";")))
    apart = all(first[1] < second[0] for first, second in pairwise(spans))
    inside = all(0 <= start < end <= len(text) for start, end in spans)
    return apart and inside and tail == " ".join(text[start:end] for start, end in spans)


def _has_its_ends(name: str, head: str, ids: dict[str, str]) -> bool:
    """Attributes and references stand on spans, arguments are spans, notes are on anything that is there."""
    words = head.split()
    if name[0] == "R":
        return all(end.split(":")[1] in ids for end in words[1:])
    if name[0] in "AN":
        return words[1] in ids and words[1][0] == "T"
    return name[0] == "T" or words[1] in ids
